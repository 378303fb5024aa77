package org.ioasidsim.experiment.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.host.Host;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.fair.Fairness;
import org.ioasidsim.stats.fit.KaplanMeier;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.workload.Workload;

/**
 * The metrics of one finished replication, by the definitions of the methods page: NaN where a metric is undefined, infinite where a
 * request was never granted. Fairness is taken on shares of the max-min entitlement and on satisfaction, of tenants that had demand.
 */
public final class MetricTable {
    private static final List<Metric> WAITS =
            List.of(Metric.TIME_TO_BIND_P50, Metric.TIME_TO_BIND_P95, Metric.TIME_TO_BIND_P99);
    private static final double[] WAIT_PARTS = WAITS.stream()
            .mapToDouble(metric -> metric.quantile().orElseThrow())
            .toArray();

    private final Measurement measurement;
    private final Workload workload;
    private final double seconds;
    private final int tenants;
    private final double[][] values;

    private MetricTable(Measurement measurement, Workload workload, double seconds) {
        this.measurement = measurement;
        this.workload = workload;
        this.seconds = seconds;
        this.tenants = measurement.names().size();
        this.values = new double[tenants + 1][Metric.values().length];
        for (double[] row : values) {
            Arrays.fill(row, Double.NaN);
        }
    }

    /** Returns {@code [tenant][metric ordinal]}, the host as last row, measured over {@code seconds}. */
    public static double[][] of(
            Measurement measurement, Workload workload, Host host, Scenario scenario, double seconds, long events) {
        var table = new MetricTable(measurement, workload, seconds);
        for (int i = 0; i < table.tenants; i++) {
            table.tenant(i);
        }
        table.host(host, scenario, events);
        return table.values;
    }

    private void set(int row, Metric metric, double value) {
        values[row][metric.ordinal()] = value;
    }

    private double get(int row, Metric metric) {
        return values[row][metric.ordinal()];
    }

    private void tenant(int i) {
        TenantTally tally = measurement.tally(i);
        requests(i, tally);
        waits(i, tally);
        set(i, Metric.TIME_CONGESTION, workload.timeCongestion(i));
        set(i, Metric.WORST_WINDOW_SUCCESS, measurement.worstWindowSuccess(i));
        set(i, Metric.DENIAL_WINDOWS, tally.denial().windows());
        set(i, Metric.DENIED_TIME, tally.denial().deniedSeconds());
        set(i, Metric.LONGEST_DENIAL, tally.denial().longestSeconds());
        set(i, Metric.STARVATION_TIME, tally.denial().starvedSeconds());
        set(i, Metric.STARVED_REQUESTS, tally.starvedRequests);
        set(i, Metric.HOLD_TOTAL, tally.holdTotal);
        set(i, Metric.WEIGHTED_SLOWDOWN, tally.weightedSlowdown());
        set(i, Metric.BOUNDED_SLOWDOWN, tally.boundedSlowdown());
        holdings(i, tally);
    }

    private void requests(int i, TenantTally tally) {
        set(i, Metric.REQUESTS, tally.requests());
        set(i, Metric.ATTEMPTS, tally.attempts());
        set(i, Metric.GRANTS, tally.grants());
        set(i, Metric.FIRST_TRY_SUCCESS, ratio(tally.firstTryGrants(), tally.requests()));
        set(i, Metric.EVENTUAL_SUCCESS, ratio(tally.grants(), tally.requests()));
        set(i, Metric.ATTEMPT_SUCCESS, ratio(tally.grants(), tally.attempts()));
        set(i, Metric.VM_SUCCESS, tally.vmSuccess());
        set(i, Metric.CALL_CONGESTION, 1 - get(i, Metric.FIRST_TRY_SUCCESS));
    }

    private void waits(int i, TenantTally tally) {
        if (tally.requests() == 0) {
            return;
        }
        double[] granted = Arrays.copyOf(tally.waits, tally.waitCount);
        double[] pending = Arrays.copyOf(tally.pendingAges, tally.pendingCount);
        double[] found = KaplanMeier.quantiles(tally.grantsWithoutWait(), granted, pending, tally.never, WAIT_PARTS);
        for (int k = 0; k < found.length; k++) {
            Metric metric = WAITS.get(k);
            boolean isKnown = Double.isInfinite(found[k]) || tally.requests() >= metric.leastRequests();
            set(i, metric, isKnown ? found[k] : Double.NaN);
        }
        set(i, Metric.TIME_TO_BIND_MAX, tally.never > 0 ? Double.POSITIVE_INFINITY : tally.longestWait);
    }

    private void holdings(int i, TenantTally tally) {
        double held = tally.heldIntegral() / seconds;
        double entitled = measurement.entitlementIntegral(i) / seconds;
        set(i, Metric.HELD_MEAN, held);
        set(i, Metric.HELD_PEAK, tally.heldPeak());
        set(i, Metric.UNMET_MEAN, tally.unmetIntegral() / seconds);
        set(i, Metric.DEMAND_MEAN, held + tally.unmetIntegral() / seconds);
        set(i, Metric.ENTITLEMENT_MEAN, entitled);
        set(i, Metric.ENTITLEMENT_SHARE, ratio(held, entitled));
        double quota = workload.quota(i);
        set(
                i,
                Metric.QUOTA_UTILISATION,
                Double.isInfinite(quota) ? Double.NaN : ratio(tally.idsIntegral() / seconds, quota));
    }

    private void host(Host host, Scenario scenario, long events) {
        double capacity = measurement.capacity();
        double held = measurement.poolHeldIntegral() / seconds;
        set(tenants, Metric.CAPACITY, capacity);
        set(tenants, Metric.HELD_MEAN, held);
        set(tenants, Metric.HELD_PEAK, measurement.poolPeak());
        // a sum of small steps may end above the whole by its last digits, and so may processes that a reset left with
        // part of their ASIDs
        set(tenants, Metric.UTILISATION, Math.min(1, held / capacity));
        set(tenants, Metric.SHARE_ABOVE_90, Math.min(1, measurement.nearlyFullSeconds() / seconds));
        set(tenants, Metric.MODEST_SUCCESS, ratio(measurement.modestGrants(), measurement.modestRequests()));
        set(tenants, Metric.EXCESS_WHILE_MODEST_REFUSED, measurement.excessIntegral() / seconds);
        set(tenants, Metric.STRANDED_CAPACITY, measurement.strandedIntegral() / seconds);
        set(tenants, Metric.TIME_TO_EXHAUSTION, measurement.exhaustionAt());
        set(tenants, Metric.TIME_TO_EXHAUSTION_RMST, Math.min(measurement.exhaustionAt(), measurement.nowSeconds()));
        set(tenants, Metric.EXHAUSTION_PROBABILITY, Double.isFinite(measurement.exhaustionAt()) ? 1 : 0);
        set(tenants, Metric.EXHAUSTED_TIME, measurement.exhaustedSeconds());
        set(tenants, Metric.LEAKED_IDS, workload.leakedIds() + host.kernel().stuckCharges());
        set(tenants, Metric.ASID_ROLLOVERS, host.asidRollovers());
        set(tenants, Metric.FLUSH_TIME, host.flushSeconds());
        set(tenants, Metric.INVALIDATION_TIME, host.invalidationSeconds());
        set(tenants, Metric.EVENTS, events);
        fairness(scenario.tenants());
    }

    private void fairness(List<TenantSpec> specs) {
        double[] satisfaction = defined(Metric.EVENTUAL_SUCCESS);
        double[] shares = defined(Metric.ENTITLEMENT_SHARE);
        set(tenants, Metric.JAIN_SATISFACTION, Fairness.jain(satisfaction));
        set(tenants, Metric.GINI_SATISFACTION, Fairness.gini(satisfaction));
        set(tenants, Metric.JAIN_ENTITLEMENT, Fairness.jain(shares));
        set(tenants, Metric.THEIL_ENTITLEMENT, Fairness.theilT(shares));
        Fairness.TheilDecomposition parts = Fairness.theilDecomposition(shares, slices(specs));
        set(tenants, Metric.THEIL_BETWEEN, parts.between());
        set(tenants, Metric.THEIL_WITHIN, parts.within());
        set(tenants, Metric.MAX_MIN_RATIO, Fairness.maxMinRatio(shares));
        set(tenants, Metric.WORST_ENTITLEMENT_SHARE, Arrays.stream(shares).min().orElse(Double.NaN));
    }

    private double[] defined(Metric metric) {
        return Arrays.stream(values, 0, tenants)
                .mapToDouble(row -> row[metric.ordinal()])
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    /** Returns the number of the top-level cgroup of each tenant that has an entitlement. */
    private int[] slices(List<TenantSpec> specs) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] slices = new int[tenants];
        int count = 0;
        for (int i = 0; i < tenants; i++) {
            if (!Double.isNaN(get(i, Metric.ENTITLEMENT_SHARE))) {
                String slice = specs.get(i).cgroup().slice();
                slices[count++] = numbers.computeIfAbsent(slice, any -> numbers.size());
            }
        }
        return Arrays.copyOf(slices, count);
    }

    private static double ratio(double part, double whole) {
        return whole > 0 ? part / whole : Double.NaN;
    }
}
