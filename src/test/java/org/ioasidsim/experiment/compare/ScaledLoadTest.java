package org.ioasidsim.experiment.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.TenantSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A load times a factor is as many arrivals times it; what cannot be scaled is said, and what is off does nothing. */
class ScaledLoadTest {
    private static Scenario scenario(String processes, String instances) {
        return RunScenario.read("""
                scenario: scaled
                question: How much arrives?
                host: {preset: x86-vtd-20bit, max_pasids: 101, devices: {dsa: {}}}
                cgroups: {/web: {}, /noisy: {}, /other: {}}
                tenants:
                  web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 1/s}, lifetime: 1s, devices: [dsa]}}
                  noisy: {cgroup: /noisy, kind: container, instances: INSTANCES, processes: {PROCESSES, lifetime: 1s, devices: [dsa]}}
                events: [{at: 1s, stop: noisy}, {at: 2s, start: noisy}, {at: 3s, kill: web}, {at: 4s, migrate: {tenant: noisy, to: /other}}]
                run: {duration: 50s, replications: 2}
                """.replace("PROCESSES", processes).replace("INSTANCES", instances))
                .variants()
                .get(0)
                .scenario();
    }

    private static TenantSpec noisy(Scenario scenario) {
        return scenario.tenants().get(1);
    }

    /** Two instances. Batches of 4 in the mean; on for 2 s of 8; a closed population and times without a rate. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arrivals: {poisson: 3/s}                                         | 6
            arrivals: {renewal: {exponential: {mean: 250ms}}}                           | 8
            arrivals: {batch: {size: {uniform: {min: 3, max: 5}}, poisson: 3/s}}              | 24
            arrivals: {on_off: {on: 2s, off: 6s, rate: 10/s}}                | 5
            arrivals: {profile: {mean: 3/s, period: 10s, shape: [1, 3]}}     | 6
            """)
    void aRateIsTheMeanOfAllInstancesAndGrowsWithTheFactor(String processes, double perSecond) {
        Scenario scenario = scenario(processes, "2");
        assertThat(ScaledLoad.obstacle(noisy(scenario))).isEmpty();
        assertThat(ScaledLoad.feasible(noisy(scenario), 0.37)).isEqualTo(0.37);
        assertThat(ScaledLoad.perSecond(noisy(scenario))).isCloseTo(perSecond, within(1e-12));
        Scenario twice = ScaledLoad.of(scenario, "noisy", 2);
        assertThat(ScaledLoad.perSecond(noisy(twice))).isCloseTo(2 * perSecond, within(1e-9));
        assertThat(twice.tenants().get(0)).isEqualTo(scenario.tenants().get(0));
        assertThat(twice.events()).isEqualTo(scenario.events());
        assertThat(ScaledLoad.of(scenario, "noisy", 1)).isSameAs(scenario);
    }

    @Test
    void aPopulationIsRounded() {
        Scenario scenario = scenario("arrivals: {closed: {population: 7, think: 1s}}", "1");
        assertThat(ScaledLoad.perSecond(noisy(scenario))).isNaN();
        assertThat(ScaledLoad.feasible(noisy(scenario), 0.5)).isEqualTo(4 / 7.0);
        assertThat(noisy(ScaledLoad.of(scenario, "noisy", 3))
                        .processes()
                        .arrivals()
                        .toString())
                .contains("population=21");
        Scenario still = scenario("initial: 9, arrivals: none", "1");
        assertThat(ScaledLoad.obstacle(noisy(still))).isEmpty();
        assertThat(ScaledLoad.feasible(noisy(still), 0.5)).isEqualTo(4 / 9.0); // 4.5 to the even
        assertThat(noisy(ScaledLoad.of(still, "noisy", 2)).processes().initial())
                .isEqualTo(18);
    }

    @Test
    void whereInstancesArriveTheyAreScaledAndNotTheirProcesses() {
        Scenario scenario =
                scenario("arrivals: {poisson: 3/s}", "{initial: 4, arrivals: {poisson: 2/s}, lifetime: 9s, max: 50}");
        assertThat(ScaledLoad.isOfInstances(noisy(scenario))).isTrue();
        assertThat(ScaledLoad.perSecond(noisy(scenario))).isEqualTo(2);
        TenantSpec twice = noisy(ScaledLoad.of(scenario, "noisy", 2));
        assertThat(ScaledLoad.perSecond(twice)).isEqualTo(4);
        assertThat(twice.instances().initial()).isEqualTo(8);
        assertThat(twice.instances().max()).isEqualTo(50);
        assertThat(twice.processes()).isEqualTo(noisy(scenario).processes());
    }

    @Test
    void offIsWithoutInstancesAndWithoutItsEvents() {
        Scenario scenario = scenario("initial: 5, arrivals: {poisson: 3/s}", "2");
        Scenario off = ScaledLoad.of(scenario, "noisy", 0);
        assertThat(noisy(off).instances().initial()).isZero();
        assertThat(ScaledLoad.perSecond(noisy(off))).isZero();
        assertThat(off.events()).hasSize(1);
        assertThat(off.events().get(0).toString()).contains("web");
        assertThat(off.tenantNames()).isEqualTo(scenario.tenantNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"arrivals: none", "arrivals: {at: [1s]}"})
    void whatHasNoRateCannotBeScaled(String processes) {
        assertThat(ScaledLoad.obstacle(noisy(scenario(processes, "1"))))
                .isEqualTo(processes.contains("{at") ? "its arrivals are listed one by one" : "nothing of it arrives");
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST_TRY_SUCCESS, 0.1, BETTER",
        "FIRST_TRY_SUCCESS, -0.1, WORSE",
        "LONGEST_DENIAL, 0.1, WORSE",
        "LONGEST_DENIAL, -0.1, BETTER",
        "HELD_MEAN, 0.1, DIFFERS",
        "HELD_MEAN, -0.1, DIFFERS"
    })
    void aDifferenceIsForTheBetterOrTheWorse(Metric metric, double difference, Verdict expected) {
        assertThat(Verdict.ofShown(metric, difference)).isEqualTo(expected);
        assertThat(expected.isShown()).isTrue();
        assertThat(List.of(Verdict.NO_DIFFERENCE_SHOWN, Verdict.IDENTICAL, Verdict.ONE_REPLICATION, Verdict.UNDEFINED))
                .noneMatch(Verdict::isShown);
        assertThat(Verdict.NO_DIFFERENCE_SHOWN.word()).isEqualTo("no difference shown");
    }
}
