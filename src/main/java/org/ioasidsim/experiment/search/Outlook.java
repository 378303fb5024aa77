package org.ioasidsim.experiment.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.stats.interval.Intervals;

/**
 * What the values tried so far let expect of others: where the curve through the figures of each condition crosses its bound, on the scale of {@link ConditionScale}, and how far from there all replications decide. It chooses the next value and
 * decides nothing.
 *
 * <p>Where theory has a curve ({@link TheoryCurve}), the figures lie beside it by nearly the same height everywhere, so that one value tells the others.
 * Elsewhere the curve is a line, fitted by weighted least squares to the values nearest to the bound: each weighs by its error and by a model error that
 * grows with its distance from the nearest, since the curves bend. Source: Finney, <i>Probit Analysis</i>, 3rd edition, 1971, chapter 3, for the fit on a
 * transformed scale.
 */
final class Outlook {
    private static final int NEAREST = 5;

    /** The part of a height that counts as the model's error at the farthest value; at nearer ones less. */
    private static final double BEND = 0.3;

    /** The part of a height in theory by which the figures may move away from its curve. */
    private static final double DRIFT = 0.2;

    /** How far beyond its expected place an edge is sought, so that the value there is decided: of the interval's half-width. */
    private static final double MARGIN = 1.05;

    /** The same for what the figure may still move until all replications are made: of its standard deviation. */
    private static final double CAUTION = 0.8;

    /** How far beyond theory's bound an edge is sought where simulation saw nothing yet: where e times as much is refused, or the e-th part. */
    private static final double UNSEEN = 1;

    /** How far beyond theory's bound the first value may be tried, if no farther one is needed: where a sixth more is refused, or less. */
    private static final double CLEAR = 0.15;

    /** That of a figure that does not vary, so that weights stay finite. */
    private static final double LEAST_VARIANCE = 1e-18;

    private final ToDoubleFunction<PlanResult.Probe> step;
    private final int most;
    private final Optional<TheoryCurve> theory;

    /**
     * @param step of a probe, counted from the end at which the conditions are expected to hold
     * @param most replications that are made at one value
     * @param theory its curve over the same steps
     */
    Outlook(ToDoubleFunction<PlanResult.Probe> step, int most, Optional<TheoryCurve> theory) {
        this.step = step;
        this.most = most;
        this.theory = theory;
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

    /**
     * A point of a condition's curve on the straight scale, upwards for worse.
     *
     * @param height above the bound
     * @param worse how far the interval reaches upwards
     * @param better how far it reaches downwards
     * @param quantile of Student's t that the interval has
     * @param part of all replications that were made
     */
    private record Point(double step, double height, double worse, double better, double quantile, double part) {
        /** Returns the shorter side of the interval, which says how well the figure is known. */
        double half() {
            return Math.min(worse, better);
        }

        /** Returns the side of the interval that must clear the bound; the other where it has no end on this scale. */
        double side(Edge edge) {
            double side = edge == Edge.LAST_MET ? worse : better;
            return Double.isFinite(side) ? side : half();
        }
    }

    /**
     * An edge and how surely it is to be reached.
     *
     * @param quantile of Student's t for the interval of all replications
     * @param margin in half-widths of that interval
     * @param caution in standard deviations of what the figure may still move until all replications are made
     */
    private record Wanted(Edge edge, double quantile, double margin, double caution) {
        /** Returns the height at which the curve is expected to be decided, as far as a point tells. */
        double height(Point point) {
            double error = point.side(edge) / point.quantile;
            double ofAll = error * Math.sqrt(point.part);
            double moves = error * Math.sqrt(Math.max(0, 1 - point.part));
            return edge.side * (margin * quantile * ofAll + caution * moves);
        }
    }

    /** Returns the step at which theory expects the first condition to fail so clearly that few replications tell; empty without a curve. */
    OptionalDouble telling() {
        return stepAt(UNSEEN);
    }

    /** Returns the last step at which theory expects that all conditions plainly hold; empty without a curve. */
    OptionalDouble plainlyMet() {
        return stepAt(ConditionScale.PLAINLY_MET);
    }

    /** Returns the first step at which theory expects that a condition plainly fails; empty without a curve. */
    OptionalDouble plainlyMissed() {
        return stepAt(ConditionScale.PLAINLY_MISSED);
    }

    private OptionalDouble stepAt(double height) {
        return theory.stream()
                .mapToDouble(curve -> curve.firstAt(height))
                .filter(Double::isFinite)
                .findFirst();
    }

    /** Returns whether theory expects a condition to fail at a step by more than what a moderate number of replications tells. */
    boolean isClear(double at) {
        return theory.isPresent() && theory.get().firstAt(CLEAR) <= at;
    }

    /** Returns whether theory has a curve. */
    boolean knowsTheCurve() {
        return theory.isPresent();
    }

    /**
     * Returns the step at which to look for an edge: near its expected place, and far enough to be decided; empty while nothing can be expected.
     *
     * @param confidence of the interval of all replications
     */
    OptionalDouble edge(Collection<PlanResult.Probe> probes, Edge edge, double confidence) {
        return step(probes, new Wanted(edge, quantile(confidence), MARGIN, CAUTION));
    }

    /** Returns the step at which an edge is expected; empty while nothing can be expected. */
    OptionalDouble expected(Collection<PlanResult.Probe> probes, Edge edge, double confidence) {
        return step(probes, new Wanted(edge, quantile(confidence), 1, 0));
    }

    /** Returns the step at which the figures are expected to cross their bounds; empty while nothing can be expected. */
    OptionalDouble crossing(Collection<PlanResult.Probe> probes) {
        return step(probes, new Wanted(Edge.LAST_MET, 1, 0, 0));
    }

    private double quantile(double confidence) {
        return Intervals.tQuantile(most - 1.0, confidence);
    }

    private OptionalDouble step(Collection<PlanResult.Probe> probes, Wanted wanted) {
        if (probes.isEmpty()) {
            return OptionalDouble.empty();
        }
        double first = Double.POSITIVE_INFINITY;
        int conditions = probes.iterator().next().conditions().size();
        for (int i = 0; i < conditions; i++) {
            double found = step(probes, i, wanted);
            if (Double.isNaN(found)) {
                return OptionalDouble.empty();
            }
            first = Math.min(first, found);
        }
        return Double.isFinite(first) ? OptionalDouble.of(first) : OptionalDouble.empty();
    }

    private double step(Collection<PlanResult.Probe> probes, int condition, Wanted wanted) {
        List<Point> points = points(probes, condition);
        if (theory.isPresent()) {
            return theory.get().isCounted(condition)
                    ? Double.POSITIVE_INFINITY
                    : beside(theory.get(), condition, points, wanted);
        }
        boolean isMetByAll = probes.stream()
                .allMatch(probe -> probe.conditions().get(condition).verdict() == ConditionVerdict.MET);
        return isMetByAll ? Double.POSITIVE_INFINITY : crossing(points, wanted);
    }

    /** Returns the points nearest to the bound, the nearest first. */
    private List<Point> points(Collection<PlanResult.Probe> probes, int condition) {
        List<Point> points = new ArrayList<>();
        for (PlanResult.Probe probe : probes) {
            Point point = point(probe, probe.conditions().get(condition));
            if (Double.isFinite(point.height) && Double.isFinite(point.half())) {
                points.add(point);
            }
        }
        points.sort(Comparator.comparingDouble(point -> Math.abs(point.height)));
        return points.subList(0, Math.min(NEAREST, points.size()));
    }

    private Point point(PlanResult.Probe probe, PlanResult.Condition condition) {
        SummaryRow row = condition.row();
        Expectation expectation = condition.expectation();
        double height = ConditionScale.height(expectation, row.mean());
        double one = ConditionScale.height(expectation, row.lower());
        double other = ConditionScale.height(expectation, row.upper());
        int replications = Math.max(2, probe.replications());
        return new Point(
                step.applyAsDouble(probe),
                height,
                Math.max(one, other) - height,
                height - Math.min(one, other),
                Intervals.tQuantile(replications - 1.0, row.confidence()),
                replications / (double) most);
    }

    /** Returns where the curve that lies beside theory's is at the wanted height: by the mean of what the points differ from it. */
    private static double beside(TheoryCurve theory, int condition, List<Point> points, Wanted wanted) {
        if (points.isEmpty()) {
            return theory.stepAt(condition, wanted.edge.side * UNSEEN);
        }
        double nearest = theory.heightAt(condition, points.get(0).step);
        double weights = 0;
        double beside = 0;
        Point best = points.get(0);
        double most = 0;
        for (Point point : points) {
            double expected = theory.heightAt(condition, point.step);
            double drift = DRIFT * (expected - nearest);
            double weight = 1 / (point.half() * point.half() + drift * drift + LEAST_VARIANCE);
            weights += weight;
            beside += weight * (point.height - expected - beside) / weights;
            best = weight > most ? point : best;
            most = Math.max(most, weight);
        }
        return theory.stepAt(condition, wanted.height(best) - beside);
    }

    /** Returns where the line through the points, with its heights counted from the bound, is at the wanted height; NaN if it does not rise. */
    private static double crossing(List<Point> points, Wanted wanted) {
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
        return slope > 0 ? meanStep + (wanted.height(points.get(0)) - meanHeight) / slope : Double.NaN;
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
        return 1 / (point.half() * point.half() + bend * distance * distance * distance + Double.MIN_NORMAL);
    }
}
