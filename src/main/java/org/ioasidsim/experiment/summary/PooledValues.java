package org.ioasidsim.experiment.summary;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ioasidsim.scenario.Scenario;

/**
 * The values of a metric in replications, such that their mean is the metric of all replications together and their spread its error.
 *
 * <p>A share of requests is that of all requests: each replication's share counts as much as it has requests. Their plain mean would weigh a request of
 * a quiet replication more than one of a busy one, which refuses more, and come out too low. With shares x, requests n, and the share r of all, a
 * replication has the value {@code r + (x - r) n / mean(n)}; the variance of these is that of the ratio estimator (Cochran, <i>Sampling Techniques</i>,
 * 3rd edition, 1977, section 6.4).
 */
public final class PooledValues {
    private PooledValues() {}

    /** Returns the values of a metric in {@code replications}; {@code row} is a tenant's number, or the number of tenants for the host. */
    public static double[] of(Scenario scenario, List<ReplicationResult> replications, int row, Metric metric) {
        double[] values = plain(replications, row, metric);
        Optional<Metric> weight = isEstimated(scenario, metric) ? Optional.empty() : metric.weight();
        return weight.map(of -> pooled(values, plain(replications, row, of))).orElse(values);
    }

    /** Returns whether splitting estimates a metric, each replication's value from a path of its own. */
    static boolean isEstimated(Scenario scenario, Metric metric) {
        return scenario.run().estimate().isSplitting()
                && (metric == Metric.CALL_CONGESTION || metric == Metric.FIRST_TRY_SUCCESS);
    }

    /** Returns the values of a metric as {@code replications} have them. */
    public static double[] plain(List<ReplicationResult> replications, int row, Metric metric) {
        return replications.stream()
                .mapToDouble(replication -> replication.value(row, metric))
                .toArray();
    }

    /** Returns the pooled values; the plain ones where they do not differ, or one is infinite. NaN stays, and counts for nothing. */
    static double[] pooled(double[] values, double[] weights) {
        int[] defined = IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .toArray();
        double all = Arrays.stream(defined).mapToDouble(i -> weights[i]).sum();
        double ratio =
                Arrays.stream(defined).mapToDouble(i -> values[i] * weights[i]).sum() / all;
        boolean isSame =
                Arrays.stream(defined).mapToDouble(i -> values[i]).distinct().count() < 2;
        if (isSame || !Double.isFinite(ratio)) {
            return values;
        }
        double mean = all / defined.length;
        var pooled = new double[values.length];
        Arrays.setAll(pooled, i -> ratio + (values[i] - ratio) * weights[i] / mean);
        return pooled;
    }
}
