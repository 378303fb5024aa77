package org.ioasidsim.experiment.summary;

import java.util.List;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.interval.AroundReference;

/** Counts the replications that decide a figure near a bound: those that are not at it. */
public final class OffBound {
    private static final AroundReference WHOLE = new AroundReference(1);

    private OffBound() {}

    /** Returns in how many replications of {@code variant} the metric of {@code row} is not at a bound; a share of an entitlement, not 1. */
    public static long count(VariantResult variant, SummaryRow row) {
        Scenario scenario = variant.scenario();
        List<String> names = scenario.tenantNames();
        boolean isOfHost = row.tenant().equals(SummaryRow.HOST);
        int place = isOfHost ? names.size() : names.indexOf(row.tenant());
        var bounds = new MetricBounds(scenario).of(row.metric(), isOfHost);
        return Summaries.complete(variant.replications()).stream()
                .mapToDouble(replication -> replication.value(place, row.metric()))
                .filter(value -> !Double.isNaN(value))
                .filter(value -> row.metric() == Metric.ENTITLEMENT_SHARE ? !WHOLE.isAt(value) : !bounds.isAt(value))
                .count();
    }
}
