package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances with limits of their own, on runs of 10 s that are followed by hand: only those that are full are refused. */
class InstancesByHandTest {
    private static final String SCENARIO = """
            scenario: instances
            question: Who is full?
            host: {preset: x86-vtd-20bit, max_pasids: 9, devices: {dsa: {}}}
            cgroups: {/web: {}, /idle: {}, PODS}
            controls: {misc_pasid: on, policy: POLICY}
            tenants:
              web: {TENANT, instances: {arrivals: {at: [0s, 5s]}, lifetime: 20s, max: 2}, processes: {PROCESSES, devices: [dsa]}}
            run: {duration: 10s, replications: 1}
            """;

    private static ExperimentResult run(String policy, String tenant, String processes) {
        return RunScenario.text(SCENARIO.replace(
                        "PODS", tenant.contains("{instance}") ? "'/web/{instance}': {misc.max: pasid 1}" : "/other: {}")
                .replace("POLICY", policy)
                .replace("TENANT", tenant)
                .replace("PROCESSES", processes));
    }

    private static double value(ExperimentResult result, Metric metric) {
        return RunScenario.row(result, "base", "web", metric).mean();
    }

    /** One lives from 0 s on and is full from 1 s to 4 s; another from 5 s on, full from 6 s to 9 s, when it is one of two. */
    @ParameterizedTest
    @ValueSource(
            strings = {"first-come", "{name: limit, max: {/idle: 1}}", "{name: limit, max: {'/web/{instance}': 1}}"})
    void aCgroupOfEachInstanceRefusesThatInstanceOnly(String policy) {
        ExperimentResult result =
                run(policy, "cgroup: '/web/{instance}', kind: container", "arrivals: {at: [1s, 2s]}, lifetime: 3s");
        assertThat(value(result, Metric.TIME_CONGESTION)).isCloseTo((3 + 3 / 2.0) / 10, within(1e-9));
        assertThat(value(result, Metric.REQUESTS)).isEqualTo(4);
        assertThat(value(result, Metric.GRANTS)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-come", "{name: limit, max: {/idle: 1}}"})
    void aVmIsFullWhenItsGuestsAreAsManyAsItsNumbers(String policy) {
        ExperimentResult result =
                run(policy, "cgroup: /web, kind: vm, guest_pid_max: 1", "arrivals: {at: [1s, 2s]}, lifetime: 3s");
        assertThat(value(result, Metric.TIME_CONGESTION)).isCloseTo((3 + 3 / 2.0) / 10, within(1e-9));
        assertThat(value(result, Metric.GRANTS)).isEqualTo(2);
    }

    @Test
    void aGuestThatHasEndedMakesRoomForTheNext() {
        ExperimentResult result = run(
                "first-come", "cgroup: /web, kind: vm, guest_pid_max: 1", "arrivals: {at: [0s, 2s, 4s]}, lifetime: 1s");
        assertThat(value(result, Metric.GRANTS)).isEqualTo(6);
        assertThat(value(result, Metric.TIME_CONGESTION)).isCloseTo((3 + 3 / 2.0) / 10, within(1e-9));
    }

    @Test
    void aProcessThatWouldBindWhenItEndsNeverDoes() {
        ExperimentResult never = run(
                "first-come", "cgroup: /web, kind: container", "arrivals: {at: [0s]}, lifetime: 3s, bind: {after: 3s}");
        ExperimentResult late = run(
                "first-come", "cgroup: /web, kind: container", "arrivals: {at: [0s]}, lifetime: 3s, bind: {after: 2s}");
        assertThat(value(never, Metric.REQUESTS)).isZero();
        assertThat(value(late, Metric.REQUESTS)).isEqualTo(2);
        assertThat(value(late, Metric.HELD_MEAN)).isCloseTo(2 * 1 / 10.0, within(1e-9));
    }
}
