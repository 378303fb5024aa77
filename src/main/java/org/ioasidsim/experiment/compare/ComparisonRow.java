package org.ioasidsim.experiment.compare;

import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;

/**
 * A metric of a variant against that of the baseline, over the replications that both completed.
 *
 * @param tenant a name, or {@link SummaryRow#HOST}
 * @param pairs replications in which both values are defined
 * @param differing the pairs whose values differ; few of them say little of the others
 * @param difference mean of variant less baseline; infinite where one is; NaN for undefined
 * @param halfWidth of its paired t interval, which reaches no further than values of the metric can be apart; 0 where each replication has
 *     the same difference; NaN where there is none
 * @param pHolm the two-sided p value after Holm's correction over all variants and tenants of this metric; NaN where nothing is
 *     tested: the difference is the same in each replication, there is one replication, or it is undefined
 * @param correlation of the pair over replications; NaN where either does not vary
 * @param varianceRatio how many times the variance of the difference the pairing saved; see {@code PairedDifference}
 */
public record ComparisonRow(
        String variant,
        String tenant,
        Metric metric,
        int pairs,
        int differing,
        double difference,
        double halfWidth,
        double pHolm,
        double correlation,
        double varianceRatio,
        Verdict verdict) {
    /** So many pairs that differ say enough of the others. */
    private static final int ENOUGH = 5;

    /** Returns whether the interval is one of few differences among pairs that are the same, so that it reaches far. */
    public boolean restsOnFew() {
        return halfWidth > 0 && differing < Math.min(ENOUGH, pairs);
    }
}
