package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.sim.Simulation;
import org.junit.jupiter.api.Test;

/** A lock that is taken too briefly, or a number drawn once more under one variant than another, would bend every comparison. */
class ServiceTimesTest {
    private static final Distribution TWO_SECONDS = new Constant(2);
    private static final Distribution NOTHING = new Constant(0);
    private static final Distribution RANDOM = new Exponential(1);

    private final Simulation simulation = new Simulation(payload -> {});

    private ServiceTimes times(Distribution bind, Distribution free, boolean serialises) {
        return new ServiceTimes(simulation, bind, free, serialises, 7);
    }

    @Test
    void bindsQueueForTheLockUntilItIsFree() {
        ServiceTimes times = times(TWO_SECONDS, NOTHING, true);
        assertThat(times.bindDecidedAt(1)).isEqualTo(2);
        assertThat(times.bindDecidedAt(2)).isEqualTo(6); // waits for the first until 2, then takes two times 2 s
        simulation.runUntil(10);
        assertThat(times.bindDecidedAt(1)).isEqualTo(12);
    }

    @Test
    void bindsWithoutALockTakeTheirTimeSideBySide() {
        ServiceTimes times = times(TWO_SECONDS, NOTHING, false);
        assertThat(times.bindDecidedAt(1)).isEqualTo(2);
        assertThat(times.bindDecidedAt(2)).isEqualTo(4);
    }

    @Test
    void aFreeDrawsTheSameNumberWhetherBindsCostOrNot() {
        ServiceTimes free = times(NOTHING, RANDOM, true);
        ServiceTimes costly = times(RANDOM, RANDOM, true);
        assertThat(free.bindDecidedAt(3)).isZero();
        assertThat(costly.bindDecidedAt(3)).isPositive();
        assertThat(free.freedAt()).isEqualTo(costly.freedAt());
        assertThat(free.freedAt()).as("the next number").isEqualTo(costly.freedAt());
    }

    @Test
    void anIdIsFreedTheDrawnTimeAfterItsRelease() {
        simulation.runUntil(10);
        assertThat(times(NOTHING, TWO_SECONDS, true).freedAt()).isEqualTo(12);
    }
}
