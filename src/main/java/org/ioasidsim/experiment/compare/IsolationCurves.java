package org.ioasidsim.experiment.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.math.PortableMath;
import org.ioasidsim.stats.interval.Interval;
import org.ioasidsim.stats.interval.Intervals;
import org.ioasidsim.stats.interval.PairedDifference;

/** Evaluates curves of success against the aggressor's load: how far they keep a promised success, and the areas between them. */
final class IsolationCurves {
    private static final Metric SUCCESS = Metric.FIRST_TRY_SUCCESS;
    private static final Interval UNDEFINED = new Interval(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);

    private IsolationCurves() {}

    /** Returns the curves of all tenants but the aggressor, variant by variant. */
    static List<IsolationCurve> of(List<LoadSeries> all, LoadSeries baseline, double slo) {
        List<IsolationCurve> curves = new ArrayList<>();
        for (LoadSeries series : all) {
            for (String victim : series.victims()) {
                curves.add(curve(series, baseline, victim, slo));
            }
        }
        return curves;
    }

    private static IsolationCurve curve(LoadSeries series, LoadSeries baseline, String victim, double slo) {
        List<IsolationCurve.Point> points = points(series, victim);
        return new IsolationCurve(
                series.variant(),
                victim,
                ScaledLoad.perSecond(series.aggressorAsWritten()),
                ScaledLoad.isOfInstances(series.aggressorAsWritten()),
                points,
                keptUpTo(points, slo),
                missedFrom(points, slo),
                Intervals.studentT(losses(series, victim, every(series)), series.confidence()),
                overBaseline(series, baseline, victim));
    }

    private static List<IsolationCurve.Point> points(LoadSeries series, String victim) {
        List<IsolationCurve.Point> points = new ArrayList<>();
        for (int place = 0; place < series.factors().size(); place++) {
            double[] interval = series.interval(place, victim, SUCCESS);
            points.add(new IsolationCurve.Point(series.factors().get(place), interval[0], interval[1], interval[2]));
        }
        return points;
    }

    private static double keptUpTo(List<IsolationCurve.Point> points, double promised) {
        double kept = Double.NaN;
        for (IsolationCurve.Point point : points) {
            if (!point.keeps(promised)) {
                return kept;
            }
            kept = point.factor();
        }
        return kept;
    }

    private static double missedFrom(List<IsolationCurve.Point> points, double promised) {
        return points.stream()
                .filter(point -> point.misses(promised))
                .mapToDouble(IsolationCurve.Point::factor)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static Interval overBaseline(LoadSeries series, LoadSeries baseline, String victim) {
        if (series.variant().equals(baseline.variant())
                || !series.factors().equals(baseline.factors())
                || !baseline.victims().contains(victim)) {
            return UNDEFINED;
        }
        List<Integer> shared =
                every(series).stream().filter(every(baseline)::contains).toList();
        PairedDifference difference =
                PairedDifference.of(losses(series, victim, shared), losses(baseline, victim, shared));
        double mean = difference.mean();
        double half = difference.halfWidth(series.confidence());
        return new Interval(mean, half, mean - half, mean + half, difference.pairs());
    }

    /** Returns the replications that the runs at all factors completed. */
    private static List<Integer> every(LoadSeries series) {
        return series.shared(IntStream.range(0, series.factors().size()).boxed().toList());
    }

    /** Returns the mean loss in each replication, by the trapezoid rule over the logarithm of the factor. */
    private static double[] losses(LoadSeries series, String victim, List<Integer> replications) {
        double[] alone = series.values(0, victim, SUCCESS, replications);
        double[] area = new double[replications.size()];
        List<Double> factors = series.factors();
        double length = PortableMath.log(factors.get(factors.size() - 1) / factors.get(1));
        for (int place = 2; place < factors.size(); place++) {
            double[] before = series.values(place - 1, victim, SUCCESS, replications);
            double[] now = series.values(place, victim, SUCCESS, replications);
            double width = PortableMath.log(factors.get(place) / factors.get(place - 1)) / length;
            for (int i = 0; i < area.length; i++) {
                area[i] += width * (alone[i] - (before[i] + now[i]) / 2);
            }
        }
        return factors.size() > 2 ? area : new double[0];
    }
}
