package org.ioasidsim.experiment.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.math.PortableMath;
import org.ioasidsim.scenario.Expectation;

/**
 * What the values tried so far let expect of others: a line through the figure of each condition, on a scale on which it is nearly straight (logit for a
 * share, logarithm for what is above 0), where it crosses the bound, and how far from there all replications decide. It chooses the next value and
 * decides nothing.
 *
 * <p>The line is fitted by weighted least squares to the values nearest to the bound: each weighs by its error and by a model error that grows with
 * its distance from the nearest, since the curves bend. Source: Finney, <i>Probit Analysis</i>, 3rd edition, 1971, chapter 3, for the fit on a transformed scale.
 */
final class Outlook {
    private static final int NEAREST = 5;

    /** The part of a height that counts as the model's error at the farthest value; at nearer ones less. */
    private static final double BEND = 0.3;

    /** How far beyond its expected place an edge is sought, so that the value there is decided. */
    private static final double MARGIN = 1.1;

    private final ToDoubleFunction<PlanResult.Probe> step;
    private final int most;

    /**
     * @param step of a probe, counted from the end at which the conditions are expected to hold
     * @param most replications that are made at one value
     */
    Outlook(ToDoubleFunction<PlanResult.Probe> step, int most) {
        this.step = step;
        this.most = most;
    }

    /** Where values begin to have, or cease to have, a verdict. */
    enum Edge {
        /** The last value that all replications show to meet the conditions. */
        LAST_MET(-1),
        /** The first value that all replications show to fail. */
        FIRST_NOT_MET(1);

        private final int side;

        Edge(int side) {
            this.side = side;
        }
    }

    /** A point of a condition's curve on the straight scale, upwards for worse. */
    private record Point(double step, double height, double error, double halfAtMost) {}

    /** Returns the step at which an edge is expected; empty while nothing can be expected. */
    OptionalDouble edge(Collection<PlanResult.Probe> probes, Edge edge) {
        if (probes.isEmpty()) {
            return OptionalDouble.empty();
        }
        double first = Double.POSITIVE_INFINITY;
        int conditions = probes.iterator().next().conditions().size();
        for (int i = 0; i < conditions; i++) {
            int number = i;
            boolean isMetByAll = probes.stream()
                    .allMatch(probe -> probe.conditions().get(number).verdict() == ConditionVerdict.MET);
            double found = isMetByAll ? Double.POSITIVE_INFINITY : crossing(points(probes, i), edge);
            if (Double.isNaN(found)) {
                return OptionalDouble.empty();
            }
            first = Math.min(first, found);
        }
        return Double.isFinite(first) ? OptionalDouble.of(first) : OptionalDouble.empty();
    }

    private List<Point> points(Collection<PlanResult.Probe> probes, int condition) {
        List<Point> points = new ArrayList<>();
        for (PlanResult.Probe probe : probes) {
            Point point = point(probe, probe.conditions().get(condition));
            if (Double.isFinite(point.height) && Double.isFinite(point.error)) {
                points.add(point);
            }
        }
        points.sort(Comparator.comparingDouble(point -> Math.abs(point.height)));
        return points.subList(0, Math.min(NEAREST, points.size()));
    }

    private Point point(PlanResult.Probe probe, PlanResult.Condition condition) {
        SummaryRow row = condition.row();
        Expectation expectation = condition.expectation();
        double bound = straight(row.metric(), expectation.bound());
        double height = straight(row.metric(), row.mean());
        double up = Math.abs(straight(row.metric(), row.upper()) - height);
        double down = Math.abs(height - straight(row.metric(), row.lower()));
        double half = Double.isFinite(up) ? Double.isFinite(down) ? (up + down) / 2 : up : down;
        double sign = isUpperBound(expectation) ? 1 : -1;
        return new Point(
                step.applyAsDouble(probe),
                sign * (height - bound),
                half,
                half * Math.sqrt(probe.replications() / (double) most));
    }

    private static boolean isUpperBound(Expectation expectation) {
        return expectation.relation() == Expectation.Relation.AT_MOST
                || expectation.relation() == Expectation.Relation.LESS;
    }

    private static double straight(Metric metric, double value) {
        return metric.trials().isPresent()
                ? PortableMath.log(value) - PortableMath.log1p(-value)
                : PortableMath.log(value);
    }

    /** Returns where the line through the points, with its heights counted from the bound, crosses that of an edge; NaN if it does not rise. */
    private static double crossing(List<Point> points, Edge edge) {
        double bend = bend(points);
        double weights = 0;
        double meanStep = 0;
        double meanHeight = 0;
        for (Point point : points) {
            double weight = weight(point, points.get(0), bend);
            weights += weight;
            meanStep += weight * (point.step - meanStep) / weights;
            meanHeight += weight * (point.height - meanHeight) / weights;
        }
        double along = 0;
        double across = 0;
        for (Point point : points) {
            double weight = weight(point, points.get(0), bend);
            along += weight * (point.step - meanStep) * (point.step - meanStep);
            across += weight * (point.step - meanStep) * (point.height - meanHeight);
        }
        double slope = across / along;
        double wanted = points.isEmpty() ? Double.NaN : edge.side * MARGIN * points.get(0).halfAtMost;
        return slope > 0 ? meanStep + (wanted - meanHeight) / slope : Double.NaN;
    }

    /**
     * Returns the factor of the model's error with the third power of the distance: of three points it makes the line the tangent of the parabola through
     * them, in which the nearer neighbour counts more.
     */
    private static double bend(List<Point> points) {
        double farthest = 0;
        double rise = 0;
        for (Point point : points) {
            farthest = Math.max(farthest, Math.abs(point.step - points.get(0).step));
            rise = Math.max(rise, Math.abs(point.height - points.get(0).height));
        }
        return farthest > 0 ? BEND * BEND * rise * rise / (farthest * farthest * farthest) : 0;
    }

    private static double weight(Point point, Point nearest, double bend) {
        double distance = Math.abs(point.step - nearest.step);
        return 1 / (point.error * point.error + bend * distance * distance * distance + Double.MIN_NORMAL);
    }
}
