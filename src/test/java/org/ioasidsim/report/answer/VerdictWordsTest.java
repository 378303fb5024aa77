package org.ioasidsim.report.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.Fixture;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.SweepSpec;
import org.ioasidsim.scenario.VerdictSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdict follows from the intervals, in three values, and variants that came out the same are one group. */
class VerdictWordsTest {
    private static final List<String> TENANTS = List.of("web", "noisy");
    private static final Optional<VerdictSpec> WEB = Optional.of(
            new VerdictSpec(List.of("web"), "first_try_success", Expectation.Relation.AT_LEAST, 0.9, VerdictSpec.KEY));

    /** A share of first tries that succeed, with the ends of its interval. */
    private record Share(double mean, double lower, double upper) {}

    private static final Share GOOD = new Share(1, 0.97, 1);
    private static final Share BAD = new Share(0, 0, 0.02);
    private static final Share OPEN = new Share(0.92, 0.85, 0.96);

    @Test
    void isYesWhereTheWholeIntervalOfAnyVariantIsGood() {
        VerdictAnswer answer = VerdictWords.of(result(WEB, BAD, GOOD));
        assertThat(answer.verdict()).isEqualTo(ConditionVerdict.MET);
        assertThat(answer.spoken())
                .startsWith("Yes. With v0, ")
                .contains("web gets 0 % (at most 2 %) of its ids at once; with v1, web gets 100 % (at least 97 %)");
    }

    /** 20 ASIDs for 30 encrypted VMs, or 15 VMIDs, or tasks for 20: those that run get all their ids at once, but the others do not run, before or after a warm-up. */
    @ParameterizedTest
    @CsvSource({
        "'amd-sev-509, sev_asids: 20', 'confidential: sev', 99, none, 'a starts 66.7 % of its VMs, refused by misc at /a.'",
        "'amd-sev-509, sev_asids: 20', 'confidential: sev', 99, 1s, 'A starts 66.7 % of its VMs.'",
        "'intel-tdx, tdx_keys: 21', 'confidential: tdx', 99, none, 'a starts 70 % of its VMs, refused by the host''s key-id.'",
        "'arm64-smmuv3-64k, vmid_bits: 4', 'weight: 1', 99, none, 'a starts 50 % of its VMs, refused by the host''s vmid.'",
        "'x86-vtd-20bit', 'vmm_threads: 2', 41, none, 'a starts 66.7 % of its VMs, refused by pids at /a.'",
        "'x86-vtd-20bit', 'vmm_threads: 2', 60, none, 'A gets 100 %'"
    })
    void countsVmsThatDoNotStart(String host, String vm, int tasks, String warmUp, String sentence) {
        ExperimentResult result = RunScenario.text("""
                scenario: vms
                question: Do all VMs run?
                host: {preset: HOST, guest_ids: none, devices: {gpu: {}}}
                cgroups: {/a: {pids.max: TASKS}}
                tenants: {a: {cgroup: /a, kind: vm, VM, instances: 30, processes: {initial: 1, lifetime: forever, devices: [gpu]}}}
                run: {warm_up: WARM_UP, duration: 10s, replications: 2}
                """.replace("HOST", host)
                .replace("VM,", vm + ",")
                .replace("TASKS", Integer.toString(tasks))
                .replace("WARM_UP", warmUp));

        VerdictAnswer answer = VerdictWords.of(result);

        boolean isGood = sentence.contains("100 %");
        // 60 requests cannot show 99.9 %
        assertThat(answer.verdict()).isEqualTo(isGood ? ConditionVerdict.UNDECIDED : ConditionVerdict.NOT_MET);
        assertThat(answer.sentence()).containsIgnoringCase(sentence);
        assertThat(answer.condition()).endsWith(isGood ? "at least 99.9 % for a" : ", and as many of the VMs start");
    }

    @Test
    void isNoOnlyWhereEachVariantIsShownToBeBad() {
        assertThat(VerdictWords.of(result(WEB, BAD, BAD)).word()).isEqualTo("No");
        assertThat(VerdictWords.of(result(WEB, BAD, OPEN)).word()).isEqualTo("Not shown");
    }

    @Test
    void saysBothEndsOfWhatIsNotShown() {
        assertThat(VerdictWords.of(result(WEB, OPEN)).sentence()).contains("web gets 92 % (85 % to 96 %)");
    }

    @Test
    void putsVariantsThatCameOutTheSameIntoOneGroup() {
        VerdictAnswer answer = VerdictWords.of(result(WEB, BAD, GOOD, GOOD, GOOD));
        assertThat(answer.groups())
                .extracting(VerdictAnswer.Group::variants)
                .containsExactly(List.of("v0"), List.of("v1", "v2", "v3"));
        assertThat(answer.sentence()).contains("with v1, v2 and v3, web");
    }

    @Test
    void keepsApartWhatTheConditionKeepsApart() {
        Share almost = new Share(0.999, 0.89, 1);
        assertThat(VerdictWords.of(result(WEB, GOOD, almost)).groups()).hasSize(2);
    }

    /** The fixture asks "Does a limit help?"; "how many" is not answered by yes or no, whatever the verdict. */
    @Test
    void aQuestionThatIsNotForYesOrNoGetsASentenceThatFits() {
        VerdictAnswer answer = VerdictWords.of(asking("How many fit?", result(WEB, BAD, GOOD, GOOD)));
        assertThat(answer.spoken())
                .startsWith(
                        "Good with 2 of 3 variants. With v1 and v2, web gets 100 % (at least 97 %) of its ids at once;"
                                + " with v0, ");
        assertThat(VerdictWords.of(asking("Up to what?", result(WEB, BAD, BAD))).word())
                .isEqualTo("Not good with any variant");
        assertThat(VerdictWords.of(asking("Which?", result(WEB, GOOD))).word()).isEqualTo("Good");
    }

    /** A default is no answer to "how often", and one run none to "how many": the figure is, or the search that the file has. */
    @Test
    void aNumberThatIsAskedForIsMeasuredOrSearched() throws IOException {
        assertThat(VerdictWords.of(asking("How often?", result(Optional.empty(), GOOD)))
                        .word())
                .isEqualTo("Measured");
        ExperimentResult fleet = RunScenario.text(Files.readString(Path.of("scenarios", "fleet.yaml"))
                .replaceFirst("run: .*", "run: {duration: 1s, replications: 2}"));
        VerdictAnswer answer = VerdictWords.of(fleet);
        assertThat(answer.word()).isEqualTo("Asked of fleet");
        assertThat(answer.consequences()).contains("The number asked for: ./ioasid-sim fleet on the same file.");
    }

    /** Noisy holds 100 ids where web fares badly; with v1 it holds 40, with v2 more, with v3 less by no more than chance moves it. */
    @Test
    void onlyWhoHoldsLessBeyondItsIntervalPays() {
        ExperimentResult result = holding(
                result(WEB, BAD, GOOD, GOOD, GOOD), List.of(100.0, 40.0, 101.5, 96.0), List.of(0.5, 0.5, 0.5, 5.0));
        assertThat(VerdictWords.of(result).consequences())
                .contains("noisy pays with 1 of these 3 variants: it holds 40 ids instead of 100.");
        ExperimentResult more = holding(result(WEB, BAD, GOOD), List.of(100.0, 130.0), List.of(0.5, 0.5));
        assertThat(VerdictWords.of(more).consequences()).contains("Nobody else is shown to get less for it.");
        ExperimentResult once = holding(result(WEB, BAD, GOOD), List.of(100.0, 40.0), List.of(Double.NaN, Double.NaN));
        assertThat(VerdictWords.of(once).consequences()).contains("noisy pays: it holds 40 ids instead of 100.");
    }

    /** A tile beside the sentence of the price must tell the same number. */
    @Test
    void theTileOfIdleIdsTellsThePriceOfTheSentence() {
        ExperimentResult result = result(WEB, BAD, GOOD);
        VerdictAnswer answer = VerdictWords.of(idle(result, List.of(0.0, 7.0)));
        assertThat(answer.consequences()).anyMatch(sentence -> sentence.startsWith("The price: 7 of "));
        assertThat(answer.figures())
                .extracting(VerdictAnswer.Figure::value)
                .anyMatch(value -> value.startsWith("7 of "));
        Share middle = new Share(0.95, 0.94, 0.96);
        VerdictAnswer range = VerdictWords.of(idle(result(WEB, BAD, middle, GOOD), List.of(0.0, 0.0, 7.0)));
        assertThat(range.consequences()).anyMatch(sentence -> sentence.startsWith("The price: up to 7 of "));
        assertThat(range.figures())
                .anyMatch(figure -> figure.value().startsWith("up to 7 of ")
                        && figure.meaning().endsWith("v1 and v2"));
    }

    /**
     * Noisy holds 40 ids instead of 100: of 200 that it wants in both, it pays; where it wants but 40, it has fewer instances and pays nothing; of 400
     * that it wants now, ids cannot be compared, and its part fell from a half to a tenth.
     */
    @Test
    void whoMerelyWantsLessPaysNothing() {
        ExperimentResult result = holding(result(WEB, BAD, GOOD), List.of(100.0, 40.0), List.of(0.5, 0.5));
        assertThat(VerdictWords.of(wanting(result, List.of(200.0, 200.0))).consequences())
                .contains("noisy pays: it holds 40 ids instead of 100.");
        assertThat(VerdictWords.of(wanting(result, List.of(100.0, 40.0))).consequences())
                .contains("Nobody else is shown to get less for it.");
        assertThat(VerdictWords.of(wanting(result, List.of(200.0, 400.0))).consequences())
                .contains("noisy pays: it gets 10 % of what it wants instead of 50 %.");
    }

    private static ExperimentResult wanting(ExperimentResult result, List<Double> means) {
        return with(
                result,
                "noisy",
                Metric.DEMAND_MEAN,
                means,
                means.stream().map(any -> 0.0).toList());
    }

    private static ExperimentResult holding(ExperimentResult result, List<Double> means, List<Double> halves) {
        return with(result, "noisy", Metric.HELD_MEAN, means, halves);
    }

    private static ExperimentResult idle(ExperimentResult result, List<Double> means) {
        return with(
                result,
                SummaryRow.HOST,
                Metric.STRANDED_CAPACITY,
                means,
                means.stream().map(any -> 0.0).toList());
    }

    private static ExperimentResult with(
            ExperimentResult result, String tenant, Metric metric, List<Double> means, List<Double> halves) {
        List<VariantResult> variants = new ArrayList<>();
        for (int i = 0; i < means.size(); i++) {
            VariantResult one = result.variants().get(i);
            double mean = means.get(i);
            double half = halves.get(i);
            List<SummaryRow> rows = one.summary().stream()
                    .map(row -> row.tenant().equals(tenant) && row.metric() == metric
                            ? new SummaryRow(one.name(), tenant, metric, mean, half, mean - half, mean + half, 0.95, 2)
                            : row)
                    .toList();
            variants.add(new VariantResult(one.name(), one.scenario(), one.replications(), rows, one.warmUp()));
        }
        return new ExperimentResult(result.file(), variants, List.of(), false);
    }

    @Test
    void whatDiffersWithinAVerdictIsToldAsTheWorst() {
        Share half = new Share(0.5, 0.49, 0.51);
        assertThat(VerdictWords.of(result(WEB, GOOD, BAD, half)).sentence()).contains("ith v1 and v2, at worst ");
    }

    @Test
    void aTenantKeepsItsNameAtTheBeginning() {
        assertThat(VerdictWords.of(result(WEB, GOOD)).sentence()).startsWith("web gets");
    }

    @Test
    void aDefaultIsNoAnswerToTheQuestion() {
        VerdictAnswer answer = VerdictWords.of(result(Optional.empty(), BAD, GOOD));
        assertThat(answer.word()).doesNotContain("Yes", "No.").contains("ood");
        assertThat(answer.condition()).isEqualTo("first-try success of at least 99.9 % for web and noisy");
    }

    @Test
    void asksWhatIsExpectedWhereNothingElseIsSaid() {
        var expected = new Expectation(
                "v1",
                "web",
                "first_try_success",
                Expectation.Relation.AT_LEAST,
                0.95,
                "v1: web.first_try_success >= 95%");
        var trouble = new Expectation(
                "v0",
                "web",
                "first_try_success",
                Expectation.Relation.AT_MOST,
                0.5,
                "v0: web.first_try_success <= 50%");
        ExperimentResult result = result(Optional.empty(), List.of(trouble, expected), BAD, GOOD);
        Criterion criterion = Criterion.of(result);
        assertThat(criterion.tenants()).containsExactly("web");
        assertThat(criterion.bound()).isEqualTo(0.95);
    }

    @Test
    void theTerminalNeedsNoMoreThanItsRoom() {
        Share half = new Share(0.5, 0.49, 0.51);
        String text = BriefText.of(
                result(WEB, BAD, GOOD, half, new Share(0.2, 0.1, 0.3), new Share(0.6, 0.5, 0.7), OPEN, GOOD), false);
        assertThat(text.lines())
                .hasSizeLessThanOrEqualTo(25)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(BriefText.WIDTH));
        assertThat(text).doesNotContain("\u001b");
    }

    @Test
    void coloursSayWhoFaresWellWhereTheyAreWanted() {
        assertThat(BriefText.of(result(WEB, BAD, GOOD), true)).contains("\u001b[32mYes\u001b[0m", "\u001b[31m");
    }

    private static ExperimentResult asking(String question, ExperimentResult result) {
        Scenario old = result.variants().get(0).scenario();
        var asked = new Scenario(
                old.name(),
                question,
                old.kernel(),
                old.costs(),
                old.cgroups(),
                old.policy(),
                old.tenants(),
                old.events(),
                old.run(),
                old.measure(),
                old.resolvedYaml());
        List<VariantResult> variants = result.variants().stream()
                .map(one -> new VariantResult(one.name(), asked, one.replications(), one.summary(), one.warmUp()))
                .toList();
        return new ExperimentResult(result.file(), variants, List.of(), false);
    }

    private static ExperimentResult result(Optional<VerdictSpec> verdict, Share... webs) {
        return result(verdict, List.of(), webs);
    }

    private static ExperimentResult result(Optional<VerdictSpec> verdict, List<Expectation> expect, Share... webs) {
        List<VariantResult> variants = new ArrayList<>();
        VariantResult any =
                Fixture.result(TENANTS, List.of("any"), 2).variants().get(0);
        for (int i = 0; i < webs.length; i++) {
            Share web = webs[i];
            String name = "v" + i;
            List<SummaryRow> rows = any.summary().stream()
                    .map(row -> row.tenant().equals("web") && row.metric() == Metric.FIRST_TRY_SUCCESS
                            ? new SummaryRow(name, "web", row.metric(), web.mean, 0.1, web.lower, web.upper, 0.95, 2)
                            : row)
                    .toList();
            variants.add(new VariantResult(name, any.scenario(), any.replications(), rows, any.warmUp()));
        }
        var file = new ScenarioFile(
                Path.of("test.yaml"),
                "v0",
                variants.stream()
                        .map(one -> new ScenarioFile.Variant(one.name(), one.scenario()))
                        .toList(),
                expect,
                List.of(),
                SweepSpec.NONE,
                Optional.empty(),
                verdict,
                Optional.empty(),
                "",
                "",
                "");
        return new ExperimentResult(file, variants, List.of(), false);
    }
}
