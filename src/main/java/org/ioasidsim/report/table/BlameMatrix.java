package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.stats.interval.Bounds;
import org.ioasidsim.stats.interval.Interval;

/**
 * {@code blame.csv} of one variant as a matrix: each row is a tenant with unmet demand, each column a tenant that held ids above its
 * entitlement meanwhile. Among many tenants those with most blame on either side are shown, the rest as one; where the result names no
 * victims, all of them are one row.
 */
public final class BlameMatrix {
    private static final String ALL_VICTIMS = "all tenants";

    private final VariantResult variant;
    private final List<String> victims;
    private final List<String> holders;
    private final double[][][] byReplication;

    private BlameMatrix(VariantResult variant, List<String> victims, List<String> holders, double[][][] byReplication) {
        this.variant = variant;
        this.victims = List.copyOf(victims);
        this.holders = List.copyOf(holders);
        this.byReplication = byReplication;
    }

    /** Returns the matrix with at most {@code most} named tenants; one more if that shows all. */
    public static BlameMatrix of(VariantResult variant, int most) {
        List<String> tenants = ResultTables.tenants(variant);
        List<double[][]> all = ResultTables.complete(variant).stream()
                .map(ReplicationResult::blameIdSeconds)
                .toList();
        double[] involvement = involvement(all, tenants.size());
        List<Integer> shown = IntStream.range(0, tenants.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer tenant) -> -involvement[tenant]))
                .limit(tenants.size() <= most + 1 ? tenants.size() : most)
                .sorted()
                .toList();
        List<String> labels = new ArrayList<>(shown.stream().map(tenants::get).toList());
        int[] place = new int[tenants.size()];
        for (int tenant = 0; tenant < place.length; tenant++) {
            int own = shown.indexOf(tenant);
            place[tenant] = own < 0 ? shown.size() : own;
        }
        if (shown.size() < tenants.size()) {
            labels.add(Numbers.counted(tenants.size() - shown.size(), "other"));
        }
        boolean isByVictim = ReplicationResult.blameRows(tenants.size()) == tenants.size();
        List<String> victims = isByVictim ? labels : List.of(ALL_VICTIMS);
        return new BlameMatrix(
                variant,
                victims,
                labels,
                all.stream()
                        .map(one -> grouped(one, isByVictim ? place : new int[1], victims.size(), place, labels.size()))
                        .toArray(double[][][]::new));
    }

    private static double[] involvement(List<double[][]> replications, int tenants) {
        double[] sums = new double[tenants];
        for (double[][] one : replications) {
            for (int victim = 0; victim < one.length; victim++) {
                for (int holder = 0; holder < tenants; holder++) {
                    sums[victim] += one.length == tenants ? one[victim][holder] : 0;
                    sums[holder] += one[victim][holder];
                }
            }
        }
        return sums;
    }

    private static double[][] grouped(double[][] cells, int[] rowOf, int rows, int[] columnOf, int columns) {
        double[][] grouped = new double[rows][columns];
        for (int victim = 0; victim < rowOf.length; victim++) {
            for (int holder = 0; holder < columnOf.length; holder++) {
                grouped[rowOf[victim]][columnOf[holder]] += cells[victim][holder];
            }
        }
        return grouped;
    }

    /** Returns the names of the rows. */
    public List<String> victims() {
        return victims;
    }

    /** Returns the names of the columns. */
    public List<String> holders() {
        return holders;
    }

    /** Returns id-seconds {@code [victim][holder]} over all complete replications. */
    public double[][] total() {
        double[][] total = new double[victims.size()][holders.size()];
        for (double[][] one : byReplication) {
            for (int victim = 0; victim < victims.size(); victim++) {
                for (int holder = 0; holder < holders.size(); holder++) {
                    total[victim][holder] += one[victim][holder];
                }
            }
        }
        return total;
    }

    public boolean isZero() {
        return Arrays.stream(byReplication)
                .flatMap(Arrays::stream)
                .flatMapToDouble(Arrays::stream)
                .allMatch(idSeconds -> idSeconds == 0);
    }

    /** Returns the id-seconds per replication, with their interval over the replications. */
    public Interval perReplication(int victim, int holder) {
        double[] values = IntStream.range(0, byReplication.length)
                .mapToDouble(i -> byReplication[i][victim][holder])
                .toArray();
        return Bounds.NOT_NEGATIVE
                .squared()
                .interval(values, variant.scenario().run().confidence());
    }
}
