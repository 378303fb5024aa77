package org.ioasidsim.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.VariantResult;
import org.junit.jupiter.api.Test;

/** Theory must not be said to disagree with a run that it does not speak of, nor by chance, and must be where it does. */
class ExactTableTest {
    private static final String POOL = """
            scenario: pool
            question: How often is a request refused?
            host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
            cgroups: {/web: {misc.max: pasid 10}}
            controls: {misc_pasid: on}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: LOAD/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            run: {warm_up: WARM_UP, duration: SECONDS, replications: 3, seed: SEED}
            """;

    private static ExperimentResult run(String load, String warmUp, String seconds, int seed) {
        return RunScenario.text(POOL.replace("LOAD", load)
                .replace("WARM_UP", warmUp)
                .replace("SECONDS", seconds)
                .replace("SEED", Integer.toString(seed)));
    }

    private static VariantResult variant(ExperimentResult result) {
        return result.variants().get(0);
    }

    /** A run of one mean hold that starts empty has, on average, a demand of 20 e^-1, not of 20; it says nothing of the steady state. */
    @Test
    void aRunThatHasNotSettledIsComparedInWhatIsKnownOfIt() {
        ExperimentResult result = run("20", "none", "1s", 1);
        ExactTable table = new ExactTable(variant(result));

        assertThat(table.rows())
                .filteredOn(row -> row.exact().metric() == Metric.DEMAND_MEAN)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.exact().value()).isCloseTo(20 * Math.exp(-1), within(1e-5));
                    assertThat(row.exact().because()).endsWith("on average over the measured time");
                    assertThat(row.isSettled()).isTrue();
                });
        assertThat(table.text(78).replace('\n', ' '))
                .contains("not settled")
                .contains("simulated and exact are not compared");
        assertThat(table.table()).noneMatch(row -> row.contains("NO"));
        assertThat(ExactTable.disagreeing(result)).isEmpty();
    }

    /**
     * Of whom nobody is refused, what is held is what theory knows of the demand: the interval is as wide as that is accurate, one part in 100,000, and not of no
     * width beside the value.
     */
    @Test
    void whatIsKnownOfTheDemandIsNoDisagreement() {
        ExperimentResult result = RunScenario.text("""
                scenario: known
                question: What is held?
                host: {preset: x86-vtd-20bit, max_pasids: 21, devices: {dsa: {}}}
                cgroups: {/a: {}, /b: {}}
                tenants:
                  a:
                    cgroup: /a
                    kind: container
                    instances: 1
                    processes: {arrivals: {poisson: 2/s}, lifetime: 1s, devices: [dsa]}
                  b:
                    cgroup: /b
                    kind: vm
                    instances: 2
                    vm_quota: 3
                    processes: {arrivals: {poisson: 1/s}, lifetime: {exponential: {mean: 2s}}, devices: [dsa]}
                run: {warm_up: stationary, duration: 60s, replications: 40, seed: 77, estimate: simulation}
                """);
        assertThat(new ExactTable(variant(result)).rows())
                .filteredOn(row -> row.exact().metric() == Metric.HELD_MEAN
                        && row.exact().tenant().equals("a"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.simulated().mean()).isCloseTo(2, within(2e-5));
                    assertThat(row.simulated().halfWidth()).isBetween(1e-5, 1e-4);
                    assertThat(row.exact().value())
                            .isBetween(row.simulated().lower(), row.simulated().upper());
                });
        assertThat(ExactTable.disagreeing(result)).isEmpty();
    }

    /** Of 40 runs of three replications several have a value outside its interval of 95 %. */
    @Test
    void chanceIsNoDisagreement() {
        int outside = 0;
        int disagreeing = 0;
        for (int seed = 1; seed <= 40; seed++) {
            ExperimentResult result = run("8", "10s", "20s", seed);
            boolean isOutside = new ExactTable(variant(result)).table().stream().anyMatch(row -> row.contains("NO"));
            outside += isOutside ? 1 : 0;
            disagreeing += ExactTable.disagreeing(result).size();
        }
        assertThat(outside).isBetween(2, 20);
        assertThat(disagreeing).isLessThanOrEqualTo(1);
    }

    @Test
    void whatTheoryContradictsIsNamed() {
        VariantResult simulated = variant(run("8", "10s", "300s", 1));
        ExperimentResult claimed = run("9", "10s", "20s", 1);
        var wrong = new VariantResult(
                "base", variant(claimed).scenario(), simulated.replications(), simulated.summary(), simulated.warmUp());
        assertThat(ExactTable.disagreeing(new ExperimentResult(claimed.file(), List.of(wrong), List.of(), false)))
                .containsExactly("base");
    }
}
