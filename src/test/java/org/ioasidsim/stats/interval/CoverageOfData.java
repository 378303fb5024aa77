package org.ioasidsim.stats.interval;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.ioasidsim.stats.exact.ErlangB;

/**
 * A check of the intervals that contain what data leave open, run by hand: how often they contain Erlang's B for the true mean lifetime, over
 * independent recordings of exponential lifetimes. A replication is the formula at a load, with a normal error in place of chance, the same but for half of its
 * variance in both runs of a replication. Argument: the recordings, 2,000 unless given.
 */
public final class CoverageOfData {
    private static final int IDS = 10;
    private static final double CONFIDENCE = 0.95;
    private static final Bounds SHARE = new Bounds(0, 1);

    private final Random random = new Random(1);

    private CoverageOfData() {}

    /** What is recorded and run. */
    private record Design(int rows, int draws, double load, double chance) {}

    /** Prints the share of intervals that contain the true value: with the data, and by replications alone. */
    public static void main(String[] args) {
        int recordings = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        for (int rows : new int[] {30, 100, 1_000}) {
            for (int draws : new int[] {10, 20, 40}) {
                for (double load : new double[] {4, 8, 20}) {
                    new CoverageOfData().print(new Design(rows, draws, load, 0.002), recordings);
                }
            }
        }
    }

    private void print(Design design, int recordings) {
        double truth = ErlangB.blocking(design.load, IDS);
        int withData = 0;
        int alone = 0;
        for (int i = 0; i < recordings; i++) {
            double[] rows = IntStream.range(0, design.rows)
                    .mapToDouble(row -> -Math.log1p(-random.nextDouble()))
                    .toArray();
            double[] values = new double[design.draws];
            double[] differences = new double[design.draws];
            double refused = refused(design, rows, false);
            for (int draw = 0; draw < design.draws; draw++) {
                double shared = random.nextGaussian();
                values[draw] = refused + design.chance * (shared + random.nextGaussian()) / Math.sqrt(2);
                double drawn =
                        refused(design, rows, true) + design.chance * (shared + random.nextGaussian()) / Math.sqrt(2);
                differences[draw] = drawn - values[draw];
            }
            Interval plain = Intervals.studentT(values, CONFIDENCE);
            Interval wide = UncertainMean.of(values, differences, design.rows)
                    .orElseThrow()
                    .interval(plain.mean(), SHARE, CONFIDENCE);
            withData += wide.lower() <= truth && truth <= wide.upper() ? 1 : 0;
            alone += plain.lower() <= truth && truth <= plain.upper() ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: with the data %.1f %%, alone %.1f %%%n",
                design,
                100.0 * withData / recordings,
                100.0 * alone / recordings);
    }

    private double refused(Design design, double[] rows, boolean isDrawn) {
        double mean = isDrawn
                ? IntStream.range(0, rows.length)
                        .mapToDouble(row -> rows[random.nextInt(rows.length)])
                        .average()
                        .orElseThrow()
                : Arrays.stream(rows).average().orElseThrow();
        return ErlangB.blocking(design.load * mean, IDS);
    }
}
