package org.ioasidsim.experiment.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ioasidsim.stats.interval.ControlVariates;

/**
 * The controls of a scenario: the demand of its tenants, where its mean is known. Demand counts what a request wants, granted or not, so that no
 * limit changes it; a replication with more demand than the mean has more refusals than the mean.
 *
 * <p>A figure is controlled by the demand of all tenants together and by that of its own tenant. Each control needs ten replications: fewer do
 * not know the regression well enough.
 */
public final class Controls {
    /** No controls. */
    public static final Controls NONE = new Controls(new double[0]);

    private static final int REPLICATIONS_OF_A_CONTROL = 10;

    /** A gain below which the plain mean stays, since the choice itself costs some. */
    private static final double LEAST_RATIO = 1.2;

    private final double[] demands;

    /** Takes the mean demand of each tenant; NaN where it is not known. */
    public Controls(double[] demands) {
        this.demands = demands.clone();
    }

    /** Returns the controlled estimate of a metric from its value in each replication; none where it would gain less than a fifth. */
    Optional<ControlVariates> estimate(List<ReplicationResult> complete, double[] values, int row) {
        boolean isUsable = Arrays.stream(demands).anyMatch(mean -> !Double.isNaN(mean))
                && Arrays.stream(values).allMatch(Double::isFinite);
        if (!isUsable) {
            return Optional.empty();
        }
        List<double[]> controls = new ArrayList<>();
        List<Double> means = new ArrayList<>();
        int[] known = known();
        add(complete, known, controls, means);
        if (row < demands.length && known.length > 1 && !Double.isNaN(demands[row])) {
            add(complete, new int[] {row}, controls, means);
        }
        while (controls.size() * REPLICATIONS_OF_A_CONTROL > values.length) {
            controls.remove(controls.size() - 1);
            means.remove(means.size() - 1);
        }
        if (controls.isEmpty()) {
            return Optional.empty();
        }
        ControlVariates estimate = ControlVariates.of(
                values,
                controls.toArray(double[][]::new),
                means.stream().mapToDouble(Double::doubleValue).toArray());
        return estimate.varianceRatio() >= LEAST_RATIO ? Optional.of(estimate) : Optional.empty();
    }

    private int[] known() {
        return IntStream.range(0, demands.length)
                .filter(tenant -> !Double.isNaN(demands[tenant]))
                .toArray();
    }

    private void add(List<ReplicationResult> complete, int[] tenants, List<double[]> controls, List<Double> means) {
        controls.add(complete.stream()
                .mapToDouble(replication -> Arrays.stream(tenants)
                        .mapToDouble(tenant -> replication.value(tenant, Metric.DEMAND_MEAN))
                        .sum())
                .toArray());
        means.add(Arrays.stream(tenants).mapToDouble(tenant -> demands[tenant]).sum());
    }
}
