package org.ioasidsim.report.metric;

import java.util.List;
import org.ioasidsim.experiment.summary.Metric;

/** The few metrics that every summary for people shows. */
public final class Headline {
    public static final List<Metric> OF_TENANT = List.of(
            Metric.FIRST_TRY_SUCCESS,
            Metric.TIME_TO_BIND_P99,
            Metric.LONGEST_DENIAL,
            Metric.STARVATION_TIME,
            Metric.HELD_MEAN,
            Metric.ENTITLEMENT_SHARE);
    public static final List<Metric> OF_HOST = List.of(
            Metric.UTILISATION,
            Metric.JAIN_SATISFACTION,
            Metric.JAIN_ENTITLEMENT,
            Metric.WORST_ENTITLEMENT_SHARE,
            Metric.TIME_TO_EXHAUSTION);

    private Headline() {}
}
