package org.ioasidsim.stats.interval;

/**
 * Welch's plot of the initial transient: replications averaged point by point, then smoothed by a moving average, so that the eye sees
 * where the run has settled.
 *
 * <p>Source: Welch, "The statistical analysis of simulation results", in Lavenberg (ed.), <i>Computer Performance Modeling Handbook</i>,
 * 1983; Law, <i>Simulation Modeling and Analysis</i>, section 9.5.1.
 */
public final class Welch {
    private Welch() {}

    /** Returns the mean over {@code replications}, series of one length, at each point. */
    public static double[] pointwiseMean(double[][] replications) {
        double[] means = new double[replications[0].length];
        for (double[] replication : replications) {
            for (int i = 0; i < means.length; i++) {
                means[i] += replication[i] / replications.length;
            }
        }
        return means;
    }

    /**
     * Returns the moving average of {@code series} over {@code window} values to either side, fewer at the beginning: the first value is
     * unchanged. The last {@code window} values have no average, which makes the result that much shorter.
     *
     * @param window from 0 to a quarter of the length
     */
    public static double[] movingAverage(double[] series, int window) {
        if (window < 0 || window > series.length / 4) {
            throw new IllegalArgumentException("window " + window + " of a series of " + series.length);
        }
        double[] smooth = new double[series.length - window];
        for (int i = 0; i < smooth.length; i++) {
            int reach = Math.min(i, window);
            for (int j = i - reach; j <= i + reach; j++) {
                smooth[i] += series[j] / (2 * reach + 1);
            }
        }
        return smooth;
    }
}
