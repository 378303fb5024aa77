package org.ioasidsim.experiment.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.PairedValues;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.stats.interval.Comparisons;
import org.ioasidsim.stats.interval.Intervals;
import org.ioasidsim.stats.interval.PairedDifference;

/**
 * All variants of a result against its baseline, replication by replication on common random numbers.
 *
 * <p>A difference is shown where its p value, by the paired t test and after Holm's correction, is at most 1 - confidence. The family of
 * the correction is one metric: all its comparisons, over variants and tenants, are wrong together with at most that probability. Metrics
 * are not corrected for each other: each is a question of its own. A difference that is the same in each replication is not tested; it
 * enters the family with p = 0, or p = 1 if it is 0.
 *
 * @param confidence of intervals and verdicts: the baseline's
 * @param rows variants in their order without the baseline, tenants in their order with the host last, metrics in theirs
 * @param best tenants in their order with the host last, metrics with a better direction, variants with the baseline
 */
public record Comparison(String baseline, double confidence, List<ComparisonRow> rows, List<BestRow> best) {
    public Comparison {
        rows = List.copyOf(rows);
        best = List.copyOf(best);
    }

    /** Returns the comparison of all variants of {@code result}, one of them the baseline. */
    public static Comparison of(ExperimentResult result) {
        VariantResult baseline = result.variants().stream()
                .filter(variant -> variant.name().equals(result.file().baseline()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The baseline is not among the variants."));
        double confidence = baseline.scenario().run().confidence();
        var values = new PairedValues(result.variants());
        return new Comparison(
                baseline.name(),
                confidence,
                rows(result.variants(), result.variants().indexOf(baseline), values, confidence),
                new BestVariants(result.variants(), values, confidence).rows());
    }

    /** Returns the number of comparisons that were corrected for each other in {@code metric}. */
    public long familySize(Metric metric) {
        return rows.stream()
                .filter(row -> row.metric() == metric && row.pairs() >= 2 && row.verdict() != Verdict.UNDEFINED)
                .count();
    }

    /** A metric of one tenant, or of the host. */
    record Subject(String tenant, Metric metric) {
        /** Returns all of {@code tenants} and the host, each with its metrics. */
        static List<Subject> all(List<String> tenants) {
            return Stream.concat(tenants.stream(), Stream.of(SummaryRow.HOST))
                    .flatMap(tenant -> Stream.of(Metric.values())
                            .filter(metric -> tenant.equals(SummaryRow.HOST) ? metric.ofHost() : metric.ofTenant())
                            .map(metric -> new Subject(tenant, metric)))
                    .toList();
        }
    }

    /**
     * A difference before the correction.
     *
     * @param range the farthest that two values can be apart
     */
    private record Raw(String variant, Subject subject, PairedDifference difference, double range) {}

    private static List<ComparisonRow> rows(
            List<VariantResult> variants, int baseline, PairedValues values, double confidence) {
        List<Raw> raw = new ArrayList<>();
        for (int place = 0; place < variants.size(); place++) {
            if (place != baseline) {
                List<Integer> shared = values.shared(List.of(place, baseline));
                double rows = Math.min(fewestRows(variants.get(place)), fewestRows(variants.get(baseline)));
                for (Subject subject : Subject.all(values.tenants())) {
                    double[] after = values.values(place, subject.tenant(), subject.metric(), shared);
                    double[] before = values.values(baseline, subject.tenant(), subject.metric(), shared);
                    raw.add(new Raw(
                            variants.get(place).name(),
                            subject,
                            difference(
                                    after,
                                    before,
                                    kind(values, List.of(place, baseline), subject, shared),
                                    drawn(values, List.of(place, baseline), subject, shared),
                                    rows),
                            values.range(subject.tenant(), subject.metric())));
                }
            }
        }
        return judged(raw, confidence);
    }

    /** Returns what is known of the values of two variants beside themselves. */
    static PairedDifference.Kind kind(
            PairedValues values, List<Integer> places, Subject subject, List<Integer> shared) {
        return PairedDifference.Kind.of(
                values.plain(places.get(0), subject.tenant(), subject.metric(), shared),
                values.plain(places.get(1), subject.tenant(), subject.metric(), shared),
                subject.metric().nature());
    }

    /** Returns by how much each difference of two variants differs for drawn inputs; nothing where none are drawn. */
    private static double[] drawn(PairedValues values, List<Integer> places, Subject subject, List<Integer> shared) {
        double[] after = values.drawnDifferences(places.get(0), subject.tenant(), subject.metric(), shared);
        double[] before = values.drawnDifferences(places.get(1), subject.tenant(), subject.metric(), shared);
        return after.length == 0 && before.length == 0
                ? after
                : IntStream.range(0, shared.size())
                        .mapToDouble(i -> (after.length == 0 ? 0 : after[i]) - (before.length == 0 ? 0 : before[i]))
                        .toArray();
    }

    private static double fewestRows(VariantResult variant) {
        return variant.scenario().fewestRowsDrawn();
    }

    private static PairedDifference difference(
            double[] after, double[] before, PairedDifference.Kind kind, double[] drawn, double rows) {
        return drawn.length == 0
                ? PairedDifference.of(after, before, kind)
                : PairedDifference.ofUncertain(after, before, kind, drawn, rows);
    }

    private static List<ComparisonRow> judged(List<Raw> raw, double confidence) {
        double[] corrected = corrected(raw);
        Map<Double, Double> quantiles = new HashMap<>();
        List<ComparisonRow> rows = new ArrayList<>();
        for (int i = 0; i < corrected.length; i++) {
            PairedDifference difference = raw.get(i).difference();
            double quantile = difference.pairs() < 2
                    ? Double.NaN
                    : quantiles.computeIfAbsent(
                            difference.degreesOfFreedom(), degrees -> Intervals.tQuantile(degrees, confidence));
            rows.add(row(raw.get(i), corrected[i], quantile, confidence));
        }
        return rows;
    }

    private static ComparisonRow row(Raw raw, double corrected, double quantile, double confidence) {
        PairedDifference difference = raw.difference();
        boolean isFinite = Double.isFinite(difference.mean());
        return new ComparisonRow(
                raw.variant(),
                raw.subject().tenant(),
                raw.subject().metric(),
                difference.pairs(),
                difference.differing(),
                difference.mean(),
                isFinite
                        ? Math.min(quantile * difference.standardError(), raw.range() + Math.abs(difference.mean()))
                        : Double.NaN,
                difference.isExact() ? Double.NaN : corrected,
                difference.correlation(),
                difference.varianceRatio(),
                verdict(raw, corrected, confidence));
    }

    private static Verdict verdict(Raw raw, double corrected, double confidence) {
        PairedDifference difference = raw.difference();
        if (difference.pairs() == 0) {
            return Verdict.UNDEFINED;
        } else if (difference.pairs() == 1) {
            return Verdict.ONE_REPLICATION;
        } else if (difference.isSame()) {
            return Verdict.IDENTICAL;
        } else if (Double.isNaN(corrected)) {
            return Verdict.UNDEFINED;
        }
        return corrected <= 1 - confidence
                ? Verdict.ofShown(raw.subject().metric(), difference.mean())
                : Verdict.NO_DIFFERENCE_SHOWN;
    }

    /** Returns the p values after Holm's correction within each metric. */
    private static double[] corrected(List<Raw> raw) {
        double[] corrected = new double[raw.size()];
        for (Metric metric : Metric.values()) {
            int[] family = IntStream.range(0, raw.size())
                    .filter(i -> raw.get(i).subject().metric() == metric)
                    .toArray();
            double[] pValues = IntStream.of(family)
                    .mapToDouble(i -> raw.get(i).difference().pValue())
                    .toArray();
            double[] adjusted = Comparisons.holm(pValues);
            for (int i = 0; i < family.length; i++) {
                corrected[family[i]] = adjusted[i];
            }
        }
        return corrected;
    }
}
