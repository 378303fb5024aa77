package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How long a fresh request of each tenant would have been refused by the host and the kernel's limits, on runs of 10 s with 4 ids that are
 * followed by hand. A policy that limits only a cgroup in which nobody lives must find the same as no policy at all.
 */
class RefusedTimeByHandTest {
    private static final String NONE = "first-come";
    private static final String IDLE = "{name: limit, max: {/idle: 1}}";

    private static final String SCENARIO = """
            scenario: refused-time
            question: For how long is who refused?
            host:
              preset: x86-vtd-20bit
              max_pasids: 5
              COSTS
              devices: {dsa: {}}
            cgroups: {/a: {}, /b: {B}, /c: {}, /idle: {}}
            controls: {misc_pasid: on, policy: POLICY}
            tenants:
              web: {cgroup: /a, kind: container, instances: INSTANCES, processes: {arrivals: {at: [WEB]}, lifetime: 3s, devices: [dsa]}}
              noisy: {cgroup: /b, kind: container, instances: 1, processes: {arrivals: {at: [NOISY]}, lifetime: LIFE, devices: [dsa]}}
            events: [EVENTS]
            run: {duration: 10s, WARM_UP replications: 1}
            """;

    private String yaml = SCENARIO;

    private RefusedTimeByHandTest with(String place, String text) {
        yaml = yaml.replace(place, text);
        return this;
    }

    private void assertRefused(String policy, double web, double noisy) {
        ExperimentResult result = RunScenario.text(with("POLICY", policy)
                .with("COSTS", "x_: 0")
                .with("{B}", "{}")
                .with("INSTANCES", "1")
                .with("EVENTS", "")
                .with("WARM_UP ", "")
                .yaml);
        assertThat(congestion(result, "web")).as("web").isCloseTo(web, within(1e-9));
        assertThat(congestion(result, "noisy")).as("noisy").isCloseTo(noisy, within(1e-9));
    }

    private static double congestion(ExperimentResult result, String tenant) {
        return RunScenario.row(result, "base", tenant, Metric.TIME_CONGESTION).mean();
    }

    /** All are taken from 0 s to 3 s and from 8 s on; between these, from 4 s to 7 s, /b is full. */
    @ParameterizedTest
    @ValueSource(strings = {NONE, IDLE})
    void theHostAndALimitTakeTurns(String policy) {
        with("{B}", "{misc.max: pasid 2}")
                .with("WEB", "0s, 0s, 0s, 0s, 8s, 8s, 8s, 8s")
                .with("NOISY", "4s, 4s")
                .with("LIFE", "3s")
                .assertRefused(policy, 0.5, 0.8);
    }

    /** Ids come back a second after they were let go: all are taken from 0 s to 4 s. A misc charge ends at 5 s, when noisy lets go. */
    @ParameterizedTest
    @ValueSource(strings = {NONE, IDLE})
    void anIdThatIsNotYetFreeRefusesToo(String policy) {
        with("{B}", "{misc.max: pasid 1}").assertRefusedWhileFreed(policy, 0.4, 0.5);
    }

    /** The charge of the ioasids controller lasts until the id is free again, at 6 s. */
    @ParameterizedTest
    @ValueSource(strings = {NONE, IDLE})
    void aChargeThatLastsUntilTheIdIsFreeRefusesAsLong(String policy) {
        with("misc_pasid: on", "ioasids: limit")
                .with("{B}", "{ioasids.max: 1}")
                .assertRefusedWhileFreed(policy, 0.4, 0.6);
    }

    private void assertRefusedWhileFreed(String policy, double web, double noisy) {
        with("COSTS", "costs: {free: 1s}")
                .with("WEB", "0s, 0s, 0s")
                .with("NOISY", "0s")
                .with("LIFE", "5s")
                .assertRefused(policy, web, noisy);
    }

    /** Noisy fills /b, and leaves its charges behind when it moves at 5 s. */
    @ParameterizedTest
    @ValueSource(strings = {NONE, IDLE})
    void aMoverLeavesTheFullCgroupBehind(String policy) {
        with("{B}", "{misc.max: pasid 1}")
                .with("WEB", "9s")
                .with("NOISY", "0s")
                .with("LIFE", "20s")
                .with("EVENTS", "{at: 5s, migrate: {tenant: noisy, to: /c}}")
                .assertRefused(policy, 0, 0.5);
    }

    /** Web moves at 5 s to /b, which noisy fills from 2 s to 6 s. */
    @ParameterizedTest
    @ValueSource(strings = {NONE, IDLE})
    void aMoverMeetsTheFullCgroup(String policy) {
        with("{B}", "{misc.max: pasid 1}")
                .with("WEB", "9s")
                .with("NOISY", "2s")
                .with("LIFE", "4s")
                .with("EVENTS", "{at: 5s, migrate: {tenant: web, to: /b}}")
                .assertRefused(policy, 0.1 + 0.1, 0.4 + 0.1); // and from 9 s on web's own id fills it
    }

    /** Noisy holds all from 0 s to 5 s; web lives from 4 s on. */
    @ParameterizedTest
    @ValueSource(strings = {NONE, IDLE})
    void onlyTheTimeLivedCounts(String policy) {
        with("INSTANCES", "{start: off, initial: 1}")
                .with("WEB", "5s") // after its start
                .with("NOISY", "0s, 0s, 0s, 0s")
                .with("LIFE", "5s")
                .with("EVENTS", "{at: 4s, start: web}")
                .assertRefused(policy, 1.0 / 6, 0.5);
    }

    /** Noisy holds all from 0 s to 5 s, of which the first 2 s are not measured. */
    @ParameterizedTest
    @ValueSource(strings = {NONE, IDLE})
    void onlyTheTimeAfterTheWarmUpCounts(String policy) {
        with("WARM_UP", "warm_up: 2s,")
                .with("WEB", "9s")
                .with("NOISY", "0s, 0s, 0s, 0s")
                .with("LIFE", "5s")
                .assertRefused(policy, 0.3, 0.3);
    }

    /** /b may hold one until 2 s, two until 4 s, as many as there are until 7 s, then none; noisy holds one from 0 s, two from 3 s on. */
    @ParameterizedTest
    @ValueSource(strings = {NONE, IDLE})
    void aLimitThatIsWrittenCountsFromThenOn(String policy) {
        with("{B}", "{misc.max: pasid 1}")
                .with("WEB", "9s")
                .with("NOISY", "0s, 3s")
                .with("LIFE", "20s")
                .with(
                        "EVENTS",
                        "{at: 2s, write: {/b/misc.max: pasid 2}}, {at: 4s, write: {/b/misc.max: pasid max}}, "
                                + "{at: 7s, write: {/b/misc.max: pasid 0}}")
                .assertRefused(policy, 0, 0.2 + 0.1 + 0.3);
    }

    /** Web is killed at 2 s with all ids, and starts again at 5 s, 3 s of 7 s after noisy has taken them at 4 s, until 8 s. */
    @ParameterizedTest
    @ValueSource(strings = {NONE, IDLE})
    void aTenantThatIsGoneIsNotRefused(String policy) {
        with("WEB", "0s, 0s, 0s, 0s")
                .with("NOISY", "4s, 4s, 4s, 4s")
                .with("LIFE", "4s")
                .with("EVENTS", "{at: 2s, kill: web}, {at: 5s, start: web}")
                .assertRefused(policy, 5.0 / 7, 0.6);
    }
}
