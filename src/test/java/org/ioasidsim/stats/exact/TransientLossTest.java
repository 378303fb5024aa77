package org.ioasidsim.stats.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TransientLossTest {
    @Test
    void settlesAtErlangsFormula() {
        for (int ids : new int[] {1, 5, 100, 1023}) {
            for (double load : new double[] {0.5 * ids, 0.97 * ids, 1.4 * ids}) {
                var system = new TransientLoss(ids, 1, 0, new double[] {1}, 1);
                double unused = system.fullSeconds(load, 40);
                assertThat(system.fullSeconds(load, 1))
                        .as("%s ids, load %s", ids, load)
                        .isCloseTo(ErlangB.blocking(load, ids), within(1e-3 * ErlangB.blocking(load, ids) + 1e-13));
            }
        }
    }

    /** One id, empty at first: it is taken with probability a/(a + 1) (1 - exp(-(a + 1) t)); the integral of that is known. */
    @Test
    void followsOneIdFromTheStart() {
        for (double load : new double[] {0.1, 1, 10}) {
            for (double seconds : new double[] {0.1, 1, 3}) {
                double rate = load + 1;
                double exact = load / rate * (seconds + Math.expm1(-rate * seconds) / rate);
                double found = new TransientLoss(1, 1, 0, new double[] {1}, 1).fullSeconds(load, seconds);
                assertThat(found).as("load %s, %s s", load, seconds).isCloseTo(exact, within(4e-3 * exact));
            }
        }
    }

    /** Three states, from 2 taken of 2, without births: all are taken as long as neither has ended, exp(-2 t). */
    @Test
    void emptiesAtTheRateOfItsDeaths() {
        double found = new TransientLoss(2, 0.5, 2, new double[] {1}, 1).fullSeconds(0, 3);
        assertThat(found).isCloseTo(-Math.expm1(-3.0), within(2e-3));
    }

    /** What is long is as exact as what is short, and takes no longer than the way to the steady state. */
    @Test
    void goesOnInSteadyStateWithoutSteps() {
        var parts = new TransientLoss(100, 1, 0, new double[] {1}, 1);
        double full = 0;
        for (int i = 0; i < 20; i++) {
            full += parts.fullSeconds(95, 5);
        }
        assertThat(new TransientLoss(100, 1, 0, new double[] {1}, 1).fullSeconds(95, 100))
                .isCloseTo(full, within(1e-3 * full));
        double forDays = new TransientLoss(100, 1, 0, new double[] {1}, 1).fullSeconds(95, 1e9);
        assertThat(forDays).isCloseTo(1e9 * ErlangB.blocking(95, 100), within(1e-3 * forDays));
    }
}
