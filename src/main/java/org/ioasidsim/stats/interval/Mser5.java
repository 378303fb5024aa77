package org.ioasidsim.stats.interval;

/**
 * Where the warm-up of a series ends, by MSER-5: the cut after which the mean of the rest is known best, in batches of five.
 *
 * <p>Source: White 1997; Spratt 1998; chosen for automation by Hoad, Robinson and Davies, WSC 2008.
 *
 * @param cut the number of observations to delete
 * @param tooShort whether the least is at the last cut allowed, half of the batches: the run has not settled
 */
public record Mser5(int cut, boolean tooShort) {
    private static final int BATCH = 5;

    /** Returns the cut of {@code series}; without four batches the run is too short and nothing is cut. */
    public static Mser5 of(double[] series) {
        double[] batches = Moments.batchMeans(series, BATCH);
        int k = batches.length;
        if (k < 4) {
            return new Mser5(0, true);
        }
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        double mean = 0;
        double squares = 0;
        // From the end, so that each step adds one batch to the mean and the squares of the rest (Welford's update).
        for (int d = k - 1; d >= 0; d--) {
            int n = k - d;
            double distance = batches[d] - mean;
            mean += distance / n;
            squares += distance * (batches[d] - mean);
            double statistic = squares / ((double) n * n);
            // A cut in the second half rests on too few batches: a short rest looks precise by chance. Of equal ones
            // the earlier wins.
            if (d <= k / 2 && statistic <= least) {
                least = statistic;
                best = d;
            }
        }
        return new Mser5(BATCH * best, best == k / 2);
    }
}
