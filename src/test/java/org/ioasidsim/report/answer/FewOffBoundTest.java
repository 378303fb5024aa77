package org.ioasidsim.report.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.OffBound;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.report.table.ComparisonIndex;
import org.junit.jupiter.api.Test;

/** Beside figures that few replications decide stands that their intervals reach further; beside others nothing. */
class FewOffBoundTest {
    /** Sixty-three ids for two tenants that want 45 together: two replications in five are exhausted. */
    private static final String RARE = """
            scenario: rare
            question: Who gets less than a fair share?
            host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}}
            cgroups: {/web: {}, /noisy: {}}
            tenants:
              web:
                {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: RATE/s}, lifetime: {exponential:
                  {mean: 1s}}, devices: [dsa]}}
              noisy:
                {cgroup: /noisy, kind: container, instances: 1, processes: {arrivals: {poisson: 8/s}, lifetime: {exponential:
                  {mean: 3s}}, devices: [dsa]}}
            run: {warm_up: 10s, duration: 30s, replications: 10, seed: 1, confidence: LEVEL}
            """;

    private static ExperimentResult run(String rate, String level) {
        return RunScenario.text(RARE.replace("RATE", rate).replace("LEVEL", level));
    }

    @Test
    void saysWhichFiguresRestOnFewReplicationsAndHowOftenTheyAreRight() {
        ExperimentResult result = run("21", "0.95");
        SummaryRow share = RunScenario.row(result, "base", "web", Metric.ENTITLEMENT_SHARE);
        assertThat(share.method()).isEqualTo(IntervalMethod.TRANSFORMED_T);
        assertThat(new OffBound(result.variants().get(0)).count(share)).isBetween(1L, 4L);
        List<String> sentences = RunAnswer.of(result).precision();
        assertThat(sentences)
                .anyMatch(sentence -> sentence.startsWith(
                                "The longest denial of web, the share of entitlement of web and ")
                        && sentence.contains(" more figures rest on fewer than 5 replications that are off the bound")
                        && sentence.contains("93 to 100 % of such 95 % intervals"));
        assertThat(FewOffBound.of(run("21", "0.9")).get(0))
                .contains("their intervals reach far, and more replications")
                .doesNotContain("95 %");
    }

    @Test
    void saysNothingWhereAllReplicationsAreOffTheBound() {
        assertThat(FewOffBound.of(run("40", "0.95"))).isEmpty();
    }

    /** Two variants refuse in few of the replications, so that few differ; at a load that refuses in all of them, all do. */
    @Test
    void aComparisonSaysThatFewReplicationsDiffer() {
        assertThat(compared("20"))
                .contains(
                        "interval of that one difference (where that was counted, 92 to 100 % of such intervals contained it)",
                        "Where fewer than five replications differ, ± reaches far; more replications narrow it.");
        assertThat(compared("300")).doesNotContain("fewer than five");
    }

    /** In whatever form the answer is read, since intervals of splitting are a little short. */
    @Test
    void sharesOfSplittingSayHowOftenTheirIntervalsAreRight() {
        String rare = RARE.replace("RATE", "12").replace("replications: 10", "replications: 3, estimate: splitting");
        assertThat(sentences(rare.replace("LEVEL", "0.95")))
                .anyMatch(sentence -> sentence.startsWith("By splitting, the share of requests"))
                .contains("Such 95 % intervals contain the share in 93 to 95 %.");
        assertThat(sentences(rare.replace("LEVEL", "0.9")))
                .contains("Such intervals contain the share a little less often than they say.");
        assertThat(sentences(RARE.replace("RATE", "40").replace("LEVEL", "0.95")))
                .noneMatch(sentence -> sentence.startsWith("Such"));
    }

    private static List<String> sentences(String scenario) {
        return RunAnswer.of(RunScenario.text(scenario)).variants().get(0).sentences();
    }

    private static String compared(String rate) {
        ExperimentResult result = RunScenario.text(RARE.replace("RATE", rate).replace("LEVEL", "0.95")
                + "variants: {less: {}, more: {tenants.noisy.processes.lifetime: {exponential: {mean: 3100ms}}}}\n");
        return ComparisonAnswer.of(new ComparisonIndex(result, Comparison.of(result)))
                .method();
    }
}
