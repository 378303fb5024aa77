package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ioasidsim.experiment.rare.Splitting;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.RareRefusals;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.Summaries;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.SplittingNeeds;
import org.ioasidsim.stats.interval.Bounds;
import org.ioasidsim.stats.interval.Interval;

/**
 * Estimates by splitting what the replications of a variant could not show: their call congestion where fewer than three of them saw a
 * refusal. It takes about as many events as they did, or two million.
 */
final class RareSearch {
    /** Of fewer replications all must have seen a refusal. */
    private static final int ENOUGH = 3;

    /** A share that is known to be no larger is not looked for. */
    private static final double LEAST_SHARE = 1e-9;

    private static final long FEW_EVENTS = 2_000_000;

    private final VariantResult result;
    private final Scenario scenario;
    private final List<ReplicationResult> complete;
    private final BooleanSupplier isCancelled;

    private RareSearch(VariantResult result, BooleanSupplier isCancelled) {
        this.result = result;
        this.scenario = result.scenario();
        this.complete = Summaries.complete(result.replications());
        this.isCancelled = isCancelled;
    }

    /**
     * Returns the tenants with too few refusals; none where splitting does not apply, would take too long, or finds no way to a limit.
     *
     * @param isCancelled polled at intervals; once true, ends with a {@link java.util.concurrent.CancellationException}
     */
    static List<RareRefusals> of(VariantResult result, BooleanSupplier isCancelled) {
        return new RareSearch(result, isCancelled).find();
    }

    private List<RareRefusals> find() {
        List<String> tenants = tenants();
        if (!scenario.run().estimate().isAuto()
                || tenants.isEmpty()
                || !SplittingNeeds.lacking(scenario).isEmpty()) {
            return List.of();
        }
        double events = events();
        if (events == 0) {
            return List.of(); // nobody comes or goes, so that no path leads to a limit
        }
        double seconds =
                complete.size() * (result.warmUp().seconds() + scenario.run().durationSeconds());
        return Splitting.within(
                        scenario,
                        result.warmUp().seconds(),
                        Math.max(FEW_EVENTS, (long) events),
                        events / seconds,
                        isCancelled)
                .map(found -> refusals(found, tenants))
                .orElse(List.of());
    }

    private List<String> tenants() {
        int enough = Math.min(ENOUGH, complete.size());
        return result.summary().stream()
                .filter(row -> row.metric() == Metric.CALL_CONGESTION)
                .filter(row -> !Double.isNaN(row.mean()) && row.refusing() < enough)
                .filter(row -> row.method() != IntervalMethod.DEMAND_BOUND || row.upper() > LEAST_SHARE)
                .map(SummaryRow::tenant)
                .toList();
    }

    private double events() {
        return complete.stream()
                .mapToDouble(one -> one.value(one.tenants().size(), Metric.EVENTS))
                .sum();
    }

    private List<RareRefusals> refusals(Splitting splitting, List<String> tenants) {
        double[][] shares = new double[splitting.repetitions()][];
        Arrays.setAll(shares, i -> splitting.callCongestion(i + 1, isCancelled));
        List<RareRefusals> refusals = new ArrayList<>();
        List<String> names = scenario.tenantNames();
        for (String tenant : tenants) {
            int number = names.indexOf(tenant);
            interval(Arrays.stream(shares).mapToDouble(one -> one[number]).toArray())
                    .ifPresent(share -> refusals.add(new RareRefusals(tenant, share)));
        }
        return refusals;
    }

    /** Returns the mean with its interval; nothing where no repetition saw a refusal, which shows as little as before. */
    private Optional<Interval> interval(double[] shares) {
        return Optional.of(Bounds.OF_SHARES.ofSkewed(shares, scenario.run().confidence()))
                .filter(interval -> interval.mean() > 0);
    }
}
