package org.ioasidsim.experiment.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.scenario.Expectation;

/** Theory's curve of each condition over the steps of a search, on the straight scale of {@link ConditionScale}: lines between the values that theory was asked about. */
final class TheoryCurve {
    private final List<List<Point>> curves;

    /** How far theory's figure is above the bound, upwards for worse. */
    private record Point(double step, double height) {
        /** Returns the height at another step, along the line through two points. */
        double heightAt(Point other, double at) {
            return height + (other.height - height) * (at - step) / (other.step - step);
        }

        double stepAt(Point other, double at) {
            return step + (other.step - step) * (at - height) / (other.height - height);
        }
    }

    private TheoryCurve(List<List<Point>> curves) {
        this.curves = curves;
    }

    /**
     * Returns the curve; empty where a condition has fewer than two figures inside the range of its metric, or they do not get worse.
     *
     * @param step of a value, counted from the end at which the conditions are expected to hold
     */
    static Optional<TheoryCurve> of(PlanTheory theory, List<Expectation> conditions, LongUnaryOperator step) {
        List<List<Point>> curves = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            if (conditions.get(i).metric().equals(Metric.VM_SUCCESS.word())) {
                curves.add(List.of());
                continue;
            }
            List<Point> curve = curve(theory, i, conditions.get(i), step);
            if (curve.size() < 2 || !isRising(curve)) {
                return Optional.empty();
            }
            curves.add(curve);
        }
        return Optional.of(new TheoryCurve(curves));
    }

    private static List<Point> curve(PlanTheory theory, int number, Expectation condition, LongUnaryOperator step) {
        return theory.curve().stream()
                .map(point -> new Point(
                        step.applyAsLong(point.value()),
                        ConditionScale.height(condition, point.figures().get(number))))
                .filter(point -> Double.isFinite(point.height))
                .sorted(Comparator.comparingDouble(Point::step))
                .toList();
    }

    private static boolean isRising(List<Point> curve) {
        for (int i = 1; i < curve.size(); i++) {
            if (!(curve.get(i).height > curve.get(i - 1).height)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the first step at which any condition that has a curve has a height; infinite if none has. */
    double firstAt(double height) {
        return IntStream.range(0, curves.size())
                .filter(condition -> !isCounted(condition))
                .mapToDouble(condition -> stepAt(condition, height))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Returns whether a condition has no curve: all VMs start or, from some value on, too few, which theory knows by counting. */
    boolean isCounted(int condition) {
        return curves.get(condition).isEmpty();
    }

    /** Returns the height of a condition at a step, continued beyond the ends. */
    double heightAt(int condition, double step) {
        List<Point> curve = curves.get(condition);
        int after = 1;
        while (after < curve.size() - 1 && curve.get(after).step < step) {
            after++;
        }
        return curve.get(after - 1).heightAt(curve.get(after), step);
    }

    /** Returns the step at which a condition has a height, continued beyond the ends. */
    double stepAt(int condition, double height) {
        List<Point> curve = curves.get(condition);
        int after = 1;
        while (after < curve.size() - 1 && curve.get(after).height < height) {
            after++;
        }
        return curve.get(after - 1).stepAt(curve.get(after), height);
    }
}
