package org.ioasidsim.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.SweepSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A grid and a plan of runs in which nothing is random: 5 processes at once of which as many are granted as there are ids. */
class SweepByHandTest {
    private static final Expectation ALL = new Expectation(
            "base", "web", "first_try_success", Expectation.Relation.AT_LEAST, 0.7, "web.first_try_success >= 70%");

    private static ScenarioFile file(int ids, String run) {
        return RunScenario.read("""
                scenario: grid
                question: How many are granted?
                host: {preset: x86-vtd-20bit, max_pasids: PASIDS, devices: {dsa: {}}}
                cgroups: {/web: {}}
                controls: {misc_pasid: on}
                tenants:
                  web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {at: [1s, 1s, 1s, 1s, 1s]}, lifetime: 5s, devices: [dsa]}}
                run: {duration: 2s, warm_up: none, replications: 2, RUN}
                """.replace("PASIDS", Integer.toString(ids + 1)).replace(", RUN", run));
    }

    private static Sweep.Task task(int ids, String variant, String run) {
        return new Sweep.Task(
                new SweepSpec.Point(Map.of("host.max_pasids", Integer.toString(ids + 1))),
                variant,
                PointScenario.of(file(ids, run).variants().get(0).scenario()));
    }

    private static double success(SweepResult.Cell cell) {
        return cell.summary().stream()
                .filter(row -> row.tenant().equals("web") && row.metric() == Metric.FIRST_TRY_SUCCESS)
                .mapToDouble(SummaryRow::mean)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachTaskHasItsCellInItsOrder() {
        List<String> progress = new ArrayList<>();
        Sweep sweep = Sweep.of(
                        file(1, ""),
                        List.of(task(1, "one", ""), task(1, "two", ""), task(4, "one", ""), task(5, "two", "")))
                .jobs(1)
                .onProgress((variant, replication, done, total) -> progress.add(done + "/" + total));
        assertThat(sweep.replications()).isEqualTo(8);
        SweepResult result = sweep.run();
        assertThat(result.variants()).containsExactly("one", "two");
        assertThat(result.cells()).extracting(SweepResult.Cell::variant).containsExactly("one", "two", "one", "two");
        assertThat(result.cells()).extracting(SweepByHandTest::success).containsExactly(0.2, 0.2, 0.8, 1.0);
        assertThat(result.cells().get(2).point().values()).containsEntry("host.max_pasids", "5");
        var half =
                new Expectation("base", "web", "held_mean", Expectation.Relation.AT_LEAST, 2, ""); // of 2 s one is held
        assertThat(result.cells().get(1).verdict(half)).isEqualTo(ConditionVerdict.NOT_MET);
        assertThat(result.cells().get(2).verdict(half)).isEqualTo(ConditionVerdict.MET);
        var unknown = new Expectation("base", "noisy", "first_try_success", Expectation.Relation.AT_LEAST, 0.7, "");
        assertThat(result.cells().get(3).verdict(unknown)).isEqualTo(ConditionVerdict.UNDECIDED);
        assertThat(result.failures()).isEmpty();
        assertThat(result.imprecise()).isEmpty();
        assertThat(result.interrupted()).isFalse();
        assertThat(progress).containsExactly("1/8", "2/8", "3/8", "4/8", "5/8", "6/8", "7/8", "8/8");
    }

    /** One job takes 16 replications at a time, eight tasks; the ninth comes in a batch of its own, and the progress goes on. */
    @Test
    void aSweepIsRunInBatches() {
        List<Sweep.Task> tasks = new ArrayList<>();
        for (int ids = 1; ids <= 9; ids++) {
            tasks.add(task(ids, "one", ""));
        }
        List<String> progress = new ArrayList<>();
        SweepResult result = Sweep.of(file(1, ""), tasks)
                .jobs(1)
                .onProgress((variant, replication, done, total) -> progress.add(done + "/" + total))
                .run();
        assertThat(result.cells()).hasSize(9);
        assertThat(success(result.cells().get(2))).isEqualTo(0.6);
        assertThat(progress).hasSize(18).endsWith("16/18", "17/18", "18/18");
    }

    /** Memory that runs out at a point is the machine's failure: the grid has no results then, and no point that failed. */
    @Test
    void memoryThatRunsOutEndsTheSweep() {
        Sweep sweep = Sweep.of(file(1, ""), List.of(task(1, "one", ""), task(4, "one", "")))
                .jobs(1)
                .store((work, simulation) -> {
                    throw new OutOfMemoryError("Java heap space");
                });
        assertThatThrownBy(sweep::run).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void whatWasInterruptedBeforeItBeganHasNoCells() {
        Sweep sweep = Sweep.of(file(1, ""), List.of(task(1, "one", "")));
        sweep.interrupt();
        SweepResult result = sweep.run();
        assertThat(result.cells()).isEmpty();
        assertThat(result.interrupted()).isTrue();
    }

    /** Nothing varies, so that every target is met; one for what is infinite is not, and says so for its point. */
    @Test
    void aPointThatIsNotPreciseEnoughIsNamed() {
        String met = ", precision: {metric: held_mean, tenant: web, half_width: 1, max_replications: 3}";
        String never = ", precision: {metric: time_to_bind_max, tenant: web, half_width: 1s, max_replications: 3}";
        SweepResult precise = Sweep.of(file(1, met), List.of(task(1, "one", met), task(2, "one", met)))
                .run();
        assertThat(precise.imprecise()).isEmpty();
        assertThat(precise.cells()).hasSize(2);
        SweepResult result = Sweep.of(file(1, never), List.of(task(1, "one", never), task(2, "one", never)))
                .run();
        assertThat(result.imprecise()).hasSize(2);
        assertThat(result.imprecise().get(1))
                .startsWith(task(2, "one", "").point() + ", one: web.time_to_bind_max is known to ")
                .contains("after 3 replications at most");
    }

    private static PlanSpec plan(List<SweepSpec.Axis> across) {
        return new PlanSpec(false, "host.max_pasids", 2, 9, "", 1, 100, List.of(ALL), "base", across);
    }

    /** Of 5 processes 70 % are granted with 4 ids, which are 5 PASIDs. */
    private static List<SummaryRow> trial(ScenarioFile changed) {
        long ids = changed.variants().get(0).scenario().kernel().ids();
        double mean = Math.min(1, ids / 5.0);
        return List.of(new SummaryRow("base", "web", Metric.FIRST_TRY_SUCCESS, mean, 0, mean, mean, 0.95, 2));
    }

    private static ScenarioFile read(Overrides at) {
        String pasids = at.settings().stream()
                .filter(setting -> setting.path().equals("host.max_pasids"))
                .map(Overrides.Setting::value)
                .reduce((first, last) -> last)
                .orElse("2");
        return file(Integer.parseInt(pasids) - 1, "");
    }

    @Test
    void aPlanFindsTheFewestIdsThatDo() {
        List<Long> probed = new ArrayList<>();
        List<CapacityPlan.Line> lines = new CapacityPlan(
                        file(1, ""), plan(List.of()), Overrides.NONE, SweepByHandTest::read, SweepByHandTest::trial)
                .onProbe((probe, number, most) -> {
                    probed.add(probe.value());
                    assertThat(number).isEqualTo(probed.size()).isLessThanOrEqualTo(most);
                })
                .lines();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).across()).isEmpty();
        PlanResult result = lines.get(0).result();
        assertThat(result.shownToMeet()).isEqualTo(OptionalLong.of(5));
        assertThat(result.shownToFail()).isEqualTo(OptionalLong.of(4));
        assertThat(result.isUndecided()).isFalse();
        assertThat(probed).contains(4L, 5L).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"false, 2", "true, 1"})
    void aPlanHasALineForEachValueAcrossUntilItIsInterrupted(boolean isInterrupted, int lines) {
        var across = List.of(new SweepSpec.Axis("run.seed", List.of("1", "2")));
        List<CapacityPlan.Line> found = new CapacityPlan(
                        file(1, ""), plan(across), Overrides.NONE, SweepByHandTest::read, SweepByHandTest::trial)
                .until(() -> isInterrupted)
                .lines();
        assertThat(found).hasSize(lines);
        assertThat(found.get(0).across()).isEqualTo("1");
        assertThat(found.get(lines - 1).result().shownToMeet()).isEqualTo(OptionalLong.of(5));
    }
}
