package org.ioasidsim.experiment.summary;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.ioasidsim.stats.interval.AroundReference;
import org.ioasidsim.stats.interval.Bounds;

/** Counts the replications that decide a figure near a bound: those that are not at it. */
public final class OffBound {
    private static final AroundReference WHOLE = new AroundReference(1);

    private final VariantResult variant;
    private final MetricBounds bounds;
    private final Map<String, Integer> places = new HashMap<>();

    /** Prepares to count the replications of a variant that are complete. */
    public OffBound(VariantResult variant) {
        this.variant = variant;
        this.bounds = new MetricBounds(variant.scenario());
        variant.scenario().tenantNames().forEach(name -> places.put(name, places.size()));
        places.put(SummaryRow.HOST, places.size());
    }

    /** Returns in how many replications the metric of {@code row}, one of the variant's, is not at a bound; a share of an entitlement, not 1. */
    public long count(SummaryRow row) {
        int place = Objects.requireNonNull(places.get(row.tenant()));
        Bounds range = bounds.of(row.metric(), row.tenant().equals(SummaryRow.HOST));
        return Summaries.complete(variant.replications()).stream()
                .mapToDouble(replication -> replication.value(place, row.metric()))
                .filter(value -> !Double.isNaN(value))
                .filter(value -> row.metric() == Metric.ENTITLEMENT_SHARE ? !WHOLE.isAt(value) : !range.isAt(value))
                .count();
    }
}
