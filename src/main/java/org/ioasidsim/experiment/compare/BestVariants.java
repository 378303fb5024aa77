package org.ioasidsim.experiment.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.summary.Metric.Better;
import org.ioasidsim.experiment.summary.PairedValues;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.stats.interval.ComparisonsWithBest;

/**
 * Which variants may be the best in each metric. Only replications in which all variants have a value count; a variant that never has
 * one is left out. An infinite value decides by itself: a variant infinitely bad is not the best if another is not, and a variant infinitely
 * good beats all that are not. No interval reaches further than two values can be apart.
 */
final class BestVariants {
    private final List<VariantResult> variants;
    private final PairedValues values;
    private final ComparisonsWithBest comparisons;

    BestVariants(List<VariantResult> variants, PairedValues values, double confidence) {
        this.variants = variants;
        this.values = values;
        this.comparisons = new ComparisonsWithBest(confidence);
    }

    List<BestRow> rows() {
        List<Integer> all = IntStream.range(0, variants.size()).boxed().toList();
        List<Integer> shared = values.shared(all);
        List<BestRow> rows = new ArrayList<>();
        for (Comparison.Subject subject : Comparison.Subject.all(values.tenants())) {
            if (subject.metric().better() != Better.NEITHER) {
                addRows(subject, shared, rows);
            }
        }
        return rows;
    }

    private void addRows(Comparison.Subject subject, List<Integer> shared, List<BestRow> rows) {
        List<Integer> places = new ArrayList<>();
        List<double[]> oriented = new ArrayList<>();
        List<double[]> plain = new ArrayList<>();
        for (int place = 0; place < variants.size(); place++) {
            double[] column = oriented(place, subject, shared);
            if (!DoubleStream.of(column).allMatch(Double::isNaN)) {
                places.add(place);
                oriented.add(column);
                plain.add(values.plain(place, subject.tenant(), subject.metric(), shared));
            }
        }
        int[] defined = definedEverywhere(oriented, shared.size());
        if (oriented.size() > 1 && defined.length > 1) {
            addRows(subject, places, chosen(oriented, defined), chosen(plain, defined), rows);
        }
    }

    /** Returns the values, negated where less is better. */
    private double[] oriented(int place, Comparison.Subject subject, List<Integer> shared) {
        double sign = subject.metric().better() == Better.LOWER ? -1 : 1;
        double[] column = values.values(place, subject.tenant(), subject.metric(), shared);
        return DoubleStream.of(column).map(value -> sign * value).toArray();
    }

    private static int[] definedEverywhere(List<double[]> columns, int replications) {
        return IntStream.range(0, replications)
                .filter(i -> columns.stream().noneMatch(column -> Double.isNaN(column[i])))
                .toArray();
    }

    private static double[][] chosen(List<double[]> columns, int[] replications) {
        return columns.stream()
                .map(column ->
                        IntStream.of(replications).mapToDouble(i -> column[i]).toArray())
                .toArray(double[][]::new);
    }

    private void addRows(
            Comparison.Subject subject,
            List<Integer> places,
            double[][] columns,
            double[][] plain,
            List<BestRow> rows) {
        int[] finalists = finalists(columns);
        boolean isDecided = finalists.length < 2 || hasInfinite(columns[finalists[0]]);
        if (isDecided) {
            for (int i = 0; i < columns.length; i++) {
                int place = i;
                boolean mayBeBest = IntStream.of(finalists).anyMatch(finalist -> finalist == place);
                rows.add(undecided(subject, places.get(i), mayBeBest));
            }
            return;
        }
        ComparisonsWithBest.Answer answer = comparisons.of(
                rows(columns, finalists),
                rows(plain, finalists),
                subject.metric().nature());
        double range = values.range(subject.tenant(), subject.metric());
        for (int i = 0, next = 0; i < columns.length; i++) {
            if (next < finalists.length && finalists[next] == i) {
                rows.add(new BestRow(
                        subject.tenant(),
                        subject.metric(),
                        variants.get(places.get(i)).name(),
                        Math.max(-range, answer.lower()[next]),
                        Math.min(range, answer.upper()[next]),
                        answer.mayBeBest()[next],
                        BestRow.Basis.of(
                                answer.procedure(),
                                !Double.isNaN(answer.lower()[next]) && !Double.isNaN(answer.upper()[next]))));
                next++;
            } else {
                rows.add(undecided(subject, places.get(i), false));
            }
        }
    }

    private static double[][] rows(double[][] columns, int[] places) {
        return IntStream.of(places).mapToObj(i -> columns[i]).toArray(double[][]::new);
    }

    private BestRow undecided(Comparison.Subject subject, int place, boolean mayBeBest) {
        return new BestRow(
                subject.tenant(),
                subject.metric(),
                variants.get(place).name(),
                Double.NaN,
                Double.NaN,
                mayBeBest,
                BestRow.Basis.INFINITE);
    }

    /** Returns the variants with the best kind of mean: infinitely good, else finite, else all. */
    private static int[] finalists(double[][] columns) {
        int[] boundless = IntStream.range(0, columns.length)
                .filter(i -> DoubleStream.of(columns[i]).anyMatch(v -> v == Double.POSITIVE_INFINITY))
                .toArray();
        if (boundless.length > 0) {
            return boundless;
        }
        int[] finite = IntStream.range(0, columns.length)
                .filter(i -> !hasInfinite(columns[i]))
                .toArray();
        return finite.length > 0 ? finite : IntStream.range(0, columns.length).toArray();
    }

    private static boolean hasInfinite(double[] column) {
        return DoubleStream.of(column).anyMatch(Double::isInfinite);
    }
}
