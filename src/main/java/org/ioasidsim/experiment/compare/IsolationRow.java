package org.ioasidsim.experiment.compare;

import org.ioasidsim.experiment.summary.Metric;

/**
 * A metric of one tenant with the aggressor, compared to the same tenant without it, over the replications that both runs completed.
 *
 * @param factor the aggressor's load over that of the file; above 0
 * @param perSecond the mean rate of the aggressor's arrivals; NaN where they have no rate
 * @param pairs replications in which both values are defined
 * @param with mean with the aggressor
 * @param alone mean without it
 * @param difference mean of with less alone; infinite where one is; NaN for undefined
 * @param halfWidth of its paired t interval; NaN where there is none
 * @param ratio mean with over mean alone, 1 for perfect isolation; NaN where alone is 0 or either is infinite
 * @param ratioHalfWidth of its interval
 * @param qosImpact the loss of this tenant's service, relative to that alone, over the host's additional requests, relative to those
 *     without the aggressor: 0 for perfect isolation. NaN where neither way is better, where alone is 0, or nothing is added. Source: Krebs,
 *     Momm and Kounev, QoSA 2012, equation 3, with the requests as load
 * @param pHolm the two-sided p value after Holm's correction over all variants and tenants at this metric and factor; NaN where nothing
 *     is tested
 */
public record IsolationRow(
        String variant,
        String tenant,
        Metric metric,
        double factor,
        double perSecond,
        int pairs,
        double with,
        double alone,
        double difference,
        double halfWidth,
        double ratio,
        double ratioHalfWidth,
        double qosImpact,
        double pHolm,
        Verdict verdict) {}
