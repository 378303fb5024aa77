package org.ioasidsim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.host.Host;
import org.ioasidsim.host.HostListener;
import org.ioasidsim.host.ServiceTimes;
import org.ioasidsim.kernel.Hosts;
import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Streams;
import org.ioasidsim.sim.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pause before the next try grows by its factor up to its longest, jitter lies evenly around it, and no draw depends on another. */
class PausesTest {
    private static final HostListener DEAF = new HostListener() {
        @Override
        public void heldChanged(int tenant, int delta, boolean ofPool) {}

        @Override
        public void asidsChanged(int tenant, int delta) {}
    };

    private final LiveProcesses processes = new LiveProcesses();
    private final Draws draws = new Draws(processes);
    private final Instance instance = instance();

    private static Instance instance() {
        TenantSpec spec =
                RunScenario.read("""
                        scenario: pauses
                        question: How long?
                        host: {preset: x86-vtd-20bit, max_pasids: 9, devices: {dev: {}}}
                        cgroups: {/web: {}}
                        tenants:
                          web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: none, lifetime: 1s, devices: [dev]}}
                        run: {duration: 10s, replications: 1}
                        """).variants().get(0).scenario().tenants().get(0);
        Simulation simulation = new Simulation(payload -> {});
        var times = new ServiceTimes(simulation, new Constant(0), new Constant(0), false, 1);
        var host = new Host(Hosts.pasids(9).config(), simulation, DEAF, times, "", Optional.empty());
        host.mkdir("/web");
        return new Instance(
                new Tenant(spec, spec.processes(), 0, host, false), 0, 0, host.group("/web"), new Streams(1, 1));
    }

    private int process(int attempts) {
        int slot = processes.allocate(instance.members);
        processes.setOrdinal(slot, slot);
        processes.openRequest(slot);
        processes.setAttempts(slot, attempts);
        return slot;
    }

    private static OnRefusal.Retry retry(double jitter) {
        return new OnRefusal.Retry(2, 3, 40, 9, jitter, null);
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 6", "3, 18", "4, 40", "5, 40"})
    void eachPauseIsThreeTimesTheOneBeforeUpToTheLongest(int attempts, double pause) {
        assertThat(draws.pause(retry(0), instance, process(attempts))).isEqualTo(pause);
    }

    /** Even between 3 and 9: 6 in the mean, with a standard deviation of 6 / sqrt(12) each, 0.04 for the mean of 2,000. */
    @Test
    void jitterOfAHalfLiesEvenlyAroundThePause() {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = 0; i < 2_000; i++) {
            double pause = draws.pause(retry(0.5), instance, process(2));
            sum += pause;
            least = Math.min(least, pause);
            most = Math.max(most, pause);
        }
        assertThat(sum / 2_000).isCloseTo(6, within(4 * 6 / Math.sqrt(12 * 2_000)));
        assertThat(least).isBetween(3.0, 3.1);
        assertThat(most).isBetween(8.9, 9.0);
    }

    @Test
    void aPauseIsTheSameWhateverWasDrawnBefore() {
        int slot = process(2);
        double pause = draws.pause(retry(0.5), instance, slot);
        assertThat(draws.pause(retry(0.5), instance, process(2))).isNotEqualTo(pause);
        assertThat(draws.pause(retry(0.5), instance, slot)).isEqualTo(pause);
        processes.setAttempts(slot, 1);
        assertThat(draws.pause(retry(0.5), instance, slot) * 3)
                .as("of another try")
                .isNotEqualTo(pause);
        processes.setAttempts(slot, 2);
        processes.startCycle(slot);
        assertThat(draws.pause(retry(0.5), instance, slot))
                .as("of another cycle")
                .isNotEqualTo(pause);
    }

    @Test
    void aPauseMayHaveALawOfItsOwn() {
        var drawn = new OnRefusal.Retry(2, 3, 40, 9, 0.5, new Constant(7));
        assertThat(draws.pause(drawn, instance, process(3))).isEqualTo(7);
    }

    @Test
    void whatIsCertainOrImpossibleIsNotDrawn() {
        for (int index = 0; index < 100; index++) {
            assertThat(draws.happens(0, 5, index)).isFalse();
            assertThat(draws.happens(1, 5, index)).isTrue();
        }
    }

    /** Of 4,000 with probability 0.3, 1,200 in the mean with a standard deviation of 29. */
    @Test
    void whatIsLikelyHappensAsOftenAndEachTimeTheSame() {
        int happened = 0;
        for (int index = 0; index < 4_000; index++) {
            boolean happens = draws.happens(0.3, 5, index);
            assertThat(draws.happens(0.3, 5, index)).isEqualTo(happens);
            happened += happens ? 1 : 0;
        }
        assertThat(happened).isBetween(1_200 - 4 * 29, 1_200 + 4 * 29);
    }
}
