package org.ioasidsim.experiment.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ioasidsim.stats.interval.ControlVariates;

/**
 * The controls of a scenario: the demand of its tenants, and by how much all of it is above the capacity, where their means are known. Demand counts what a
 * request wants, granted or not, so that no limit changes it; a replication with more demand than the mean has more refusals than the mean.
 *
 * <p>A figure is controlled by the excess, the demand of all tenants together and that of its own tenant, or by the demand alone where
 * that explains more. Each control needs twelve replications: fewer do not know the regression well enough. The excess needs twelve that saw any, since
 * few of them say little of their spread.
 */
public final class Controls {
    /** No controls. */
    public static final Controls NONE = new Controls(new double[0], Double.NaN);

    /** The fewest replications that a control needs. */
    public static final int REPLICATIONS_OF_A_CONTROL = 12;

    /** A gain below which the plain mean stays, since the choice itself costs some. */
    private static final double LEAST_RATIO = 1.2;

    private final double[] demands;
    private final double excess;

    /**
     * @param demands the mean demand of each tenant; NaN where it is not known
     * @param excess the mean of what all demand is above the capacity; NaN if it is not known
     */
    public Controls(double[] demands, double excess) {
        this.demands = demands.clone();
        this.excess = excess;
    }

    /** A figure of each replication whose mean is known. */
    private record Control(double[] values, double mean) {}

    /** Returns the controlled estimate of a metric from its value in each replication; none where it would gain less than a fifth. */
    Optional<ControlVariates> estimate(List<ReplicationResult> complete, double[] values, int row) {
        if (values.length < REPLICATIONS_OF_A_CONTROL || !Arrays.stream(values).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        if (!areRefusalsMany(complete)) {
            return Optional.empty();
        }
        List<Control> controls = new ArrayList<>(ofExcess(complete));
        controls.addAll(ofDemand(complete, row));
        return controls.isEmpty()
                ? Optional.empty()
                : Optional.of(estimate(values, controls)).filter(estimate -> estimate.varianceRatio() >= LEAST_RATIO);
    }

    /**
     * Returns whether what is wanted and not held differs between replications by no more than its mean. Where refusals are rare, they are what
     * the demand leaves unexplained, and few replications say nothing of their spread.
     */
    private boolean areRefusalsMany(List<ReplicationResult> complete) {
        double sum = 0;
        double squares = 0;
        for (ReplicationResult replication : complete) {
            double unmet = 0;
            for (int tenant = 0; tenant < demands.length; tenant++) {
                unmet += replication.value(tenant, Metric.DEMAND_MEAN) - replication.value(tenant, Metric.HELD_MEAN);
            }
            sum += unmet;
            squares += unmet * unmet;
        }
        double mean = sum / complete.size();
        return mean > 0 && squares / complete.size() <= 2 * mean * mean;
    }

    /** Returns the estimate with as many of the controls, the first of them, as the replications are enough for and that differ. */
    private static ControlVariates estimate(double[] values, List<Control> controls) {
        int most = Math.min(controls.size(), values.length / REPLICATIONS_OF_A_CONTROL);
        ControlVariates estimate = estimateWith(values, controls.subList(0, most));
        for (int fewer = most - 1; fewer > 0 && estimate.varianceRatio() == 0; fewer--) {
            estimate = estimateWith(values, controls.subList(0, fewer));
        }
        return estimate;
    }

    private static ControlVariates estimateWith(double[] values, List<Control> controls) {
        return ControlVariates.of(
                values,
                controls.stream().map(Control::values).toArray(double[][]::new),
                controls.stream().mapToDouble(Control::mean).toArray());
    }

    private List<Control> ofExcess(List<ReplicationResult> complete) {
        if (Double.isNaN(excess)) {
            return List.of();
        }
        double[] values = complete.stream().mapToDouble(this::excess).toArray();
        boolean isOftenSeen = Arrays.stream(values).filter(value -> value > 0).count() >= REPLICATIONS_OF_A_CONTROL;
        return isOftenSeen ? List.of(new Control(values, excess)) : List.of();
    }

    /** Returns what all demand is above the capacity: above the entitlements, whose sum is the capacity, or less demand. */
    private double excess(ReplicationResult replication) {
        return IntStream.range(0, demands.length)
                .mapToDouble(tenant -> replication.value(tenant, Metric.DEMAND_MEAN)
                        - replication.value(tenant, Metric.ENTITLEMENT_MEAN))
                .sum();
    }

    private List<Control> ofDemand(List<ReplicationResult> complete, int row) {
        int[] known = IntStream.range(0, demands.length)
                .filter(tenant -> !Double.isNaN(demands[tenant]))
                .toArray();
        List<Control> controls = new ArrayList<>();
        if (known.length > 0) {
            controls.add(demand(complete, known));
        }
        if (row < demands.length && known.length > 1 && !Double.isNaN(demands[row])) {
            controls.add(demand(complete, new int[] {row}));
        }
        return controls;
    }

    private Control demand(List<ReplicationResult> complete, int[] tenants) {
        double[] values = complete.stream()
                .mapToDouble(replication -> Arrays.stream(tenants)
                        .mapToDouble(tenant -> replication.value(tenant, Metric.DEMAND_MEAN))
                        .sum())
                .toArray();
        return new Control(
                values,
                Arrays.stream(tenants).mapToDouble(tenant -> demands[tenant]).sum());
    }
}
