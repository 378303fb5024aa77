package org.ioasidsim.experiment.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** A request of a busy replication must not count less than one of a quiet one. */
class PooledValuesTest {
    /** 1 of 4 and 6 of 8 requests are 7 of 12: 7/12 - 1/3 x 4/6 = 13/36 and 7/12 + 1/6 x 8/6 = 29/36. */
    @Test
    void theirMeanIsTheShareOfAllRequests() {
        double[] pooled = PooledValues.pooled(new double[] {0.25, 0.75}, new double[] {4, 8});
        assertThat(pooled[0]).isCloseTo(13.0 / 36, within(1e-15));
        assertThat(pooled[1]).isCloseTo(29.0 / 36, within(1e-15));
        assertThat((pooled[0] + pooled[1]) / 2).isCloseTo(7.0 / 12, within(1e-15));
    }

    @Test
    void aReplicationWithoutRequestsCountsForNothing() {
        double[] pooled = PooledValues.pooled(new double[] {0.25, Double.NaN, 0.75}, new double[] {4, 0, 8});
        assertThat(pooled[1]).isNaN();
        assertThat(pooled[0]).isCloseTo(13.0 / 36, within(1e-15));
    }

    @Test
    void whatDoesNotDifferOrIsInfiniteStays() {
        assertThat(PooledValues.pooled(new double[] {0.1, 0.1}, new double[] {3, 7}))
                .containsExactly(0.1, 0.1);
        assertThat(PooledValues.pooled(new double[] {1, Double.POSITIVE_INFINITY}, new double[] {3, 7}))
                .containsExactly(1, Double.POSITIVE_INFINITY);
    }
}
