package org.ioasidsim.experiment.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.stats.interval.Comparisons;
import org.ioasidsim.stats.interval.Interval;
import org.ioasidsim.stats.interval.PairedDifference;
import org.ioasidsim.stats.interval.RatioOfMeans;

/**
 * The isolation of all other tenants from one, the aggressor, in each variant.
 *
 * @param asWritten the runs with the aggressor's load as the file gives it
 * @param slo the first-try success that is promised to the others
 * @param confidence of intervals and verdicts: the baseline's
 * @param rows variants in their order, tenants in theirs without the aggressor, metrics in that of {@link #METRICS}, factors ascending
 * @param curves variants in their order, tenants in theirs
 */
public record Isolation(
        ExperimentResult asWritten,
        String aggressor,
        double slo,
        double confidence,
        List<IsolationRow> rows,
        List<IsolationCurve> curves) {
    /** What a tenant may lose to another. */
    static final List<Metric> METRICS = List.of(
            Metric.FIRST_TRY_SUCCESS,
            Metric.EVENTUAL_SUCCESS,
            Metric.TIME_CONGESTION,
            Metric.TIME_TO_BIND_P99,
            Metric.LONGEST_DENIAL,
            Metric.STARVATION_TIME,
            Metric.HELD_MEAN,
            Metric.ENTITLEMENT_SHARE,
            Metric.WEIGHTED_SLOWDOWN,
            Metric.BOUNDED_SLOWDOWN);

    public Isolation {
        rows = List.copyOf(rows);
        curves = List.copyOf(curves);
    }

    static Isolation of(ExperimentResult asWritten, String aggressor, double slo, List<LoadSeries> series) {
        LoadSeries baseline = series.stream()
                .filter(one -> one.variant().equals(asWritten.file().baseline()))
                .findFirst()
                .orElse(series.get(0));
        return new Isolation(
                asWritten,
                aggressor,
                slo,
                baseline.confidence(),
                rows(series, baseline.confidence()),
                IsolationCurves.of(series, baseline, slo));
    }

    private static List<IsolationRow> rows(List<LoadSeries> all, double confidence) {
        List<Pairs> pairs = new ArrayList<>();
        for (LoadSeries series : all) {
            for (String victim : series.victims()) {
                for (Metric metric : METRICS) {
                    for (int place = 1; place < series.factors().size(); place++) {
                        pairs.add(Pairs.of(series, place, victim, metric));
                    }
                }
            }
        }
        double[] corrected = corrected(pairs);
        return IntStream.range(0, corrected.length)
                .mapToObj(i -> pairs.get(i).row(corrected[i], confidence))
                .toList();
    }

    /** Returns the p values after Holm's correction over variants and tenants, within each metric and factor. */
    private static double[] corrected(List<Pairs> all) {
        double[] corrected = new double[all.size()];
        record Family(Metric metric, double factor) {}
        all.stream()
                .map(pairs -> new Family(pairs.metric, pairs.factor()))
                .distinct()
                .forEach(family -> {
                    int[] members = IntStream.range(0, all.size())
                            .filter(i -> family.equals(
                                    new Family(all.get(i).metric, all.get(i).factor())))
                            .toArray();
                    double[] adjusted = Comparisons.holm(IntStream.of(members)
                            .mapToDouble(i -> all.get(i).pValue())
                            .toArray());
                    for (int i = 0; i < members.length; i++) {
                        corrected[members[i]] = adjusted[i];
                    }
                });
        return corrected;
    }

    /** The values of one metric of one tenant with the aggressor and without, where both are defined. */
    private record Pairs(
            LoadSeries series,
            int place,
            String victim,
            Metric metric,
            double additionalRequests,
            double[] with,
            double[] alone,
            PairedDifference.Kind kind) {
        static Pairs of(LoadSeries series, int place, String victim, Metric metric) {
            List<Integer> shared = series.shared(List.of(0, place));
            double[] with = series.values(place, victim, metric, shared);
            double[] alone = series.values(0, victim, metric, shared);
            double added = sum(series.requests(place, shared)) / sum(series.requests(0, shared)) - 1;
            int[] defined = IntStream.range(0, with.length)
                    .filter(i -> !Double.isNaN(with[i]) && !Double.isNaN(alone[i]))
                    .toArray();
            return new Pairs(
                    series,
                    place,
                    victim,
                    metric,
                    added,
                    chosen(with, defined),
                    chosen(alone, defined),
                    PairedDifference.Kind.of(
                            series.plain(place, victim, metric, shared),
                            series.plain(0, victim, metric, shared),
                            metric.nature()));
        }

        private static double[] chosen(double[] values, int[] places) {
            return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
        }

        private static double sum(double[] values) {
            return Arrays.stream(values).sum();
        }

        double factor() {
            return series.factors().get(place);
        }

        private boolean isSame() {
            return Arrays.equals(with, alone);
        }

        /** Returns the p value of the paired t test; 0 where every replication became infinite; NaN where nothing can be tested. */
        double pValue() {
            if (with.length < 2) {
                return Double.NaN;
            } else if (isSame()) {
                return 1;
            }
            boolean isBroken = IntStream.range(0, with.length)
                    .allMatch(i -> Double.isInfinite(with[i]) && Double.isFinite(alone[i]));
            return isBroken ? 0 : PairedDifference.of(with, alone, kind).pValue();
        }

        IsolationRow row(double corrected, double confidence) {
            PairedDifference difference = PairedDifference.of(with, alone, kind);
            double mean = isSame() && with.length > 0 ? 0 : difference.mean();
            Interval ratio =
                    RatioOfMeans.paired(with, alone, difference.degreesOfFreedom(), metric.nature(), confidence);
            return new IsolationRow(
                    series.variant(),
                    victim,
                    metric,
                    factor(),
                    factor() * ScaledLoad.perSecond(series.aggressorAsWritten()),
                    with.length,
                    sum(with) / with.length,
                    sum(alone) / with.length,
                    mean,
                    isSame() && with.length > 1 ? 0 : difference.halfWidth(confidence),
                    ratio.mean(),
                    ratio.halfWidth(),
                    impact(ratio.mean()),
                    with.length < 2 || isSame() ? Double.NaN : corrected,
                    verdict(mean, corrected, confidence));
        }

        private double impact(double ratio) {
            double loss = switch (metric.better()) {
                case HIGHER -> 1 - ratio;
                case LOWER -> ratio - 1;
                case NEITHER -> Double.NaN;
            };
            return additionalRequests > 0 ? loss / additionalRequests : Double.NaN;
        }

        private Verdict verdict(double difference, double corrected, double confidence) {
            if (with.length == 0) {
                return Verdict.UNDEFINED;
            } else if (with.length == 1) {
                return Verdict.ONE_REPLICATION;
            } else if (isSame()) {
                return Verdict.IDENTICAL;
            } else if (Double.isNaN(corrected)) {
                return Verdict.UNDEFINED;
            }
            return corrected <= 1 - confidence ? Verdict.ofShown(metric, difference) : Verdict.NO_DIFFERENCE_SHOWN;
        }
    }
}
