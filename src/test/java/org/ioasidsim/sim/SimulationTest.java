package org.ioasidsim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ioasidsim.state.StateTape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock must stand at the timer that fires, fire none too late or too early, and never go back. */
class SimulationTest {
    private final List<String> fired = new ArrayList<>();
    private final Simulation simulation = new Simulation(payload -> log(payload));

    private void log(int payload) {
        fired.add(payload + "@" + simulation.nowSeconds());
    }

    @Test
    void firesByTimeAndAtOneTimeInTheOrderOfScheduling() {
        simulation.schedule(2, 1);
        simulation.schedule(1, 2);
        simulation.schedule(2, 3);
        simulation.schedule(0, 4);
        simulation.schedule(-0.0, 5);
        simulation.runUntil(10);
        assertThat(fired).containsExactly("4@0.0", "5@0.0", "2@1.0", "1@2.0", "3@2.0");
        assertThat(simulation.eventCount()).isEqualTo(5);
        assertThat(simulation.nowSeconds()).isEqualTo(10);
    }

    @Test
    void firesTimersAtTheEndAndKeepsThoseAfterIt() {
        simulation.schedule(5, 1);
        simulation.schedule(Math.nextUp(5.0), 2);
        simulation.runUntil(5);
        assertThat(fired).containsExactly("1@5.0");
        simulation.schedule(5, 3);
        simulation.runUntil(5);
        simulation.runUntil(6);
        assertThat(fired).containsExactly("1@5.0", "3@5.0", "2@" + Math.nextUp(5.0));
    }

    @Test
    void timersScheduledByATimerForTheEndStillFire() {
        var chain = new Chain();
        chain.simulation.schedule(7, 100);
        chain.simulation.runUntil(7);
        assertThat(chain.firedCount).isEqualTo(101);
        chain.simulation.runUntil(1_000);
        assertThat(chain.firedCount).as("none is left for later").isEqualTo(101);
    }

    @Test
    void stopsAfterAsManyTimersAsItMayFireAndGoesOnFromThere() {
        for (int i = 1; i <= 5; i++) {
            simulation.schedule(i, i);
        }
        assertThat(simulation.runUntil(4.5, 3)).isFalse();
        assertThat(fired).containsExactly("1@1.0", "2@2.0", "3@3.0");
        assertThat(simulation.nowSeconds()).isEqualTo(3);
        assertThat(simulation.runUntil(4.5, 1))
                .as("none is left before the end")
                .isTrue();
        assertThat(simulation.nowSeconds()).isEqualTo(4.5);
        simulation.runUntil(10);
        assertThat(fired).endsWith("4@4.0", "5@5.0");
        assertThat(simulation.nowSeconds()).isEqualTo(10);
    }

    @Test
    void aTimerScheduledSoonFiresInTheOrderOfSchedulingToo() {
        simulation.schedule(2, 1);
        simulation.scheduleSoon(2, 2);
        simulation.schedule(2, 3);
        simulation.scheduleSoon(2, 4);
        simulation.scheduleSoon(1, 5);
        simulation.schedule(1, 6);
        simulation.runUntil(10);
        assertThat(fired).containsExactly("5@1.0", "6@1.0", "1@2.0", "2@2.0", "3@2.0", "4@2.0");
        assertThat(simulation.eventCount()).isEqualTo(6);
    }

    @Test
    void aTimerScheduledSoonWaitsBeyondTheEnd() {
        simulation.scheduleSoon(5, 1);
        assertThat(simulation.runUntil(4, 10)).isTrue();
        assertThat(fired).isEmpty();
        simulation.scheduleSoon(4.5, 2);
        assertThat(simulation.runUntil(6, 1)).isFalse();
        assertThat(fired).containsExactly("2@4.5");
        simulation.runUntil(6);
        assertThat(fired).endsWith("1@5.0");
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.scheduleSoon(5.9, 1));
    }

    /** Timers on a grid of times, so that many fall together, each of which schedules up to three more, in one way or the other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itMakesNoDifferenceWhichAreScheduledSoon(long seed) {
        List<Integer> expected = new Ties(seed, 0).order();
        assertThat(expected).hasSizeGreaterThan(5_000);
        assertThat(new Ties(seed, 0.3).order()).isEqualTo(expected);
        assertThat(new Ties(seed, 1).order()).isEqualTo(expected);
    }

    @Test
    void aStateThatIsKeptHasTheTimerScheduledSoon() {
        simulation.schedule(3, 1);
        simulation.scheduleSoon(2, 2);
        var tape = new StateTape();
        simulation.saveTo(tape);
        simulation.runUntil(2.5);
        simulation.scheduleSoon(2.75, 3);
        simulation.restoreFrom(tape);
        simulation.runUntil(4);
        assertThat(fired).containsExactly("2@2.0", "2@2.0", "1@3.0");
    }

    @Test
    void canStopShortOfAFarTimerAndGoOnBeforeIt() {
        simulation.schedule(1_000, 0);
        simulation.runUntil(1);
        for (int i = 1; i <= 500; i++) {
            simulation.schedule(1 + i, i);
        }
        simulation.runUntil(501);
        assertThat(fired).hasSize(500).startsWith("1@2.0").endsWith("500@501.0");
        simulation.runUntil(1_000);
        assertThat(fired).endsWith("0@1000.0");
    }

    @Test
    void anEmptyListOnlyMovesTheClock() {
        simulation.runUntil(3);
        assertThat(simulation.nowSeconds()).isEqualTo(3);
        assertThat(fired).isEmpty();
    }

    @Test
    void refusesTimesThatAreNotInTheFuture() {
        simulation.runUntil(3);
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.schedule(2.999, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.schedule(Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.schedule(Double.POSITIVE_INFINITY, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.schedule(4, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.runUntil(2));
        assertThatIllegalArgumentException().isThrownBy(() -> simulation.runUntil(Double.NaN));
    }

    @Test
    void aTimerMayNotRunTheClock() {
        var nested = new Nested();
        nested.simulation.schedule(1, 0);
        assertThatIllegalStateException().isThrownBy(() -> nested.simulation.runUntil(5));
    }

    @Test
    void allocatesNothingPerTimerInSteadyState() {
        var hold = new Hold(20_000);
        hold.run(2_000_000); // long enough for the pool to reach its size and for the loop to be compiled
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        hold.run(1_000_000);
        assertThat(threads.getThreadAllocatedBytes(thread) - before).isLessThan(1_000_000 / 10);
    }

    private static final class Ties {
        private static final int MOST = 20_000;

        private final Simulation simulation = new Simulation(payload -> fire(payload));
        private final SplittableRandom random;
        private final SplittableRandom choice = new SplittableRandom(99);
        private final double soonShare;
        private final List<Integer> order = new ArrayList<>();
        private int next;

        /** Of the timers {@code soonShare} are scheduled soon. */
        Ties(long seed, double soonShare) {
            this.random = new SplittableRandom(seed);
            this.soonShare = soonShare;
        }

        List<Integer> order() {
            for (int i = 0; i < 300; i++) {
                add();
            }
            while (!simulation.runUntil(1_000, 7)) {}
            return order;
        }

        private void fire(int payload) {
            order.add(payload);
            for (int more = random.nextInt(4); more > 0 && next < MOST; more--) {
                add();
            }
        }

        private void add() {
            double at = simulation.nowSeconds() + random.nextInt(4) * random.nextInt(3);
            if (choice.nextDouble() < soonShare) {
                simulation.scheduleSoon(at, next++);
            } else {
                simulation.schedule(at, next++);
            }
        }
    }

    /** A timer that schedules the next at the same time, as often as its payload says. */
    private static final class Chain {
        private final Simulation simulation = new Simulation(payload -> fire(payload));
        private int firedCount;

        private void fire(int payload) {
            firedCount++;
            if (payload > 0) {
                simulation.schedule(simulation.nowSeconds(), payload - 1);
            }
        }
    }

    private static final class Nested {
        private final Simulation simulation = new Simulation(payload -> runAgain());

        private void runAgain() {
            simulation.runUntil(9);
        }
    }

    /** A fixed number of timers, each of which schedules itself again after a time uniform on 0 to 2 s. */
    private static final class Hold {
        private final Simulation simulation = new Simulation(payload -> again(payload));
        private final SplittableRandom random = new SplittableRandom(1);
        private final int timers;

        Hold(int timers) {
            this.timers = timers;
            for (int i = 0; i < timers; i++) {
                simulation.schedule(random.nextDouble(), i);
            }
        }

        private void again(int payload) {
            simulation.schedule(simulation.nowSeconds() + 2 * random.nextDouble(), payload);
        }

        void run(long events) {
            simulation.runUntil(simulation.nowSeconds() + (double) events / timers);
        }
    }
}
