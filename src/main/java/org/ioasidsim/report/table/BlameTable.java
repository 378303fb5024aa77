package org.ioasidsim.report.table;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.stats.interval.Bounds;
import org.ioasidsim.stats.interval.Interval;

/**
 * {@code blame.csv}: id-seconds are totals over all complete replications, then their mean per replication with its interval; pairs without
 * any are left out. Of a variant with many pairs those with most are listed, in the order of the tenants, and the sum of all others as one,
 * of all victims and all holders. Where the result names no victims, all of them are one.
 */
public final class BlameTable {
    private static final int MOST_PAIRS = 10_000;

    private static final List<String> COLUMNS =
            List.of("variant", "victim", "holder", "id_seconds", "per_replication", "half_width", "lower", "upper");

    private final VariantResult variant;
    private final List<String> victims;
    private final List<String> holders;
    private final double[][][] byReplication;
    private final double[] rest;

    private BlameTable(VariantResult variant) {
        this.variant = variant;
        this.holders = ResultTables.tenants(variant);
        this.victims =
                ReplicationResult.blameRows(holders.size()) == holders.size() ? holders : List.of(SummaryRow.HOST);
        this.byReplication = ResultTables.complete(variant).stream()
                .map(ReplicationResult::blameIdSeconds)
                .toArray(double[][][]::new);
        this.rest = new double[byReplication.length];
    }

    /** Returns the table of a result. */
    public static CsvTable of(ExperimentResult result) {
        return of(result, MOST_PAIRS);
    }

    /**
     * Returns the table of a result.
     *
     * @param most the largest number of pairs listed of a variant, at least 1
     */
    static CsvTable of(ExperimentResult result, int most) {
        return new CsvTable(
                COLUMNS, rows -> result.variants().forEach(variant -> new BlameTable(variant).add(most, rows)));
    }

    private void add(int most, CsvTable.Rows rows) {
        double[] largest = largest(most);
        double least = largest.length < most ? 0 : largest[0];
        int atLeast = (int) Arrays.stream(largest).filter(sum -> sum == least).count(); // of equals, the first
        for (int victim = 0; victim < victims.size(); victim++) {
            for (int holder = 0; holder < holders.size(); holder++) {
                double sum = sum(victim, holder);
                if (sum > least || (sum > 0 && sum == least && atLeast-- > 0)) {
                    rows.add(cells(victims.get(victim), holders.get(holder), idSeconds(victim, holder)));
                } else if (sum > 0) {
                    addToRest(victim, holder);
                }
            }
        }
        if (Arrays.stream(rest).anyMatch(idSeconds -> idSeconds > 0)) {
            rows.add(cells(SummaryRow.HOST, SummaryRow.HOST, rest));
        }
    }

    /** Returns the largest sums of all pairs, {@code most} at most, in ascending order. */
    private double[] largest(int most) {
        var heap = new PriorityQueue<Double>();
        for (int victim = 0; victim < victims.size(); victim++) {
            for (int holder = 0; holder < holders.size(); holder++) {
                double sum = sum(victim, holder);
                if (sum > 0 && (heap.size() < most || sum > heap.element())) {
                    heap.add(sum);
                    if (heap.size() > most) {
                        heap.remove();
                    }
                }
            }
        }
        return heap.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private double sum(int victim, int holder) {
        double sum = 0;
        for (double[][] one : byReplication) {
            sum += one[victim][holder];
        }
        return sum;
    }

    private double[] idSeconds(int victim, int holder) {
        return Arrays.stream(byReplication)
                .mapToDouble(one -> one[victim][holder])
                .toArray();
    }

    private void addToRest(int victim, int holder) {
        for (int i = 0; i < rest.length; i++) {
            rest[i] += byReplication[i][victim][holder];
        }
    }

    private String[] cells(String victim, String holder, double[] idSeconds) {
        Interval interval = Bounds.NOT_NEGATIVE
                .squared()
                .interval(idSeconds, variant.scenario().run().confidence());
        double total = 0;
        for (double value : idSeconds) {
            total += value;
        }
        String totalText = Numbers.text(total);
        return new String[] {
            variant.name(),
            victim,
            holder,
            totalText,
            interval.mean() == total ? totalText : Numbers.text(interval.mean()),
            Numbers.text(interval.halfWidth()),
            Numbers.text(interval.lower()),
            Numbers.text(interval.upper())
        };
    }
}
