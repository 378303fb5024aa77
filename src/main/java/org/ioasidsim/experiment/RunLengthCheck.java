package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.MetricIntervals;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.Summaries;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.AnalysisSpec;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.stats.interval.RatioBatches;

/** Checks whether a steady-state run is long enough: its measured time, and the batches into which that is cut. */
public final class RunLengthCheck {
    private static final double LEAST_HOLDS = 10;

    private RunLengthCheck() {}

    /** The mean time for which a tenant holds an id. */
    public record Hold(String tenant, double seconds) {}

    /**
     * Returns the first tenant whose mean hold is more than a tenth of the measured time, in a steady analysis or with a warm-up that was
     * found. The initial state decays as holds end: with exponential holds e^-10 of it is left after ten mean holds.
     */
    public static Optional<Hold> longHold(VariantResult variant) {
        RunSpec run = variant.scenario().run();
        if (!variant.warmUp().isFound() && run.analysis().kind() != AnalysisSpec.Kind.STEADY) {
            return Optional.empty();
        }
        return variant.scenario().tenants().stream()
                .map(tenant -> new Hold(tenant.name(), tenant.processes().meanHoldSeconds()))
                .filter(hold -> hold.seconds() * LEAST_HOLDS > run.durationSeconds())
                .findFirst();
    }

    /** A metric whose successive batches are significantly correlated even after joining them two by two. */
    public record Correlated(String tenant, Metric metric, double lag1) {}

    /** Returns the metrics of a variant whose batches are too short, the most correlated first; none in a terminating analysis. */
    public static List<Correlated> correlated(VariantResult variant) {
        List<ReplicationResult> complete = Summaries.complete(variant.replications());
        List<Correlated> found = new ArrayList<>();
        for (SummaryRow row : variant.summary()) {
            RatioBatches[] batches = MetricIntervals.batches(complete, row.tenant(), row.metric());
            if (batches.length > 0) {
                RatioBatches.Spread spread = RatioBatches.spread(batches, false);
                if (spread.isCorrelated()) {
                    found.add(new Correlated(row.tenant(), row.metric(), spread.lag1()));
                }
            }
        }
        found.sort(Comparator.comparingDouble(Correlated::lag1).reversed());
        return found;
    }
}
