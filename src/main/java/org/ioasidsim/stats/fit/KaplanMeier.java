package org.ioasidsim.stats.fit;

import java.util.Arrays;

/**
 * The Kaplan-Meier estimate of waiting times: some are cut off by the end of the run (censored), some never end.
 *
 * <p>Source: Kaplan and Meier, JASA 53, 1958. A request that gave up is an event at infinity.
 */
public final class KaplanMeier {
    /** A part counts as reached when it is missed by no more than this. */
    private static final double ROUNDING = 1e-12;

    private KaplanMeier() {}

    /**
     * Returns the least waiting times by which {@code parts}, ascending, of the requests have been granted; infinite for a part that never
     * was, NaN without requests or where censoring hides it. The waiting times are not sorted if {@code atOnce} reaches all parts.
     *
     * @param atOnce the number of requests that were granted without any wait
     * @param granted waiting times of the other requests that were granted
     * @param censored the waiting times so far of the requests pending at the end
     * @param never the number of requests that gave up
     */
    public static double[] quantiles(long atOnce, double[] granted, double[] censored, long never, double... parts) {
        var steps = new Steps((double) atOnce + granted.length + censored.length + never, parts);
        if (atOnce > 0) {
            steps.end(atOnce, 0);
        }
        if (!steps.reachAll()) {
            walk(sorted(granted), sorted(censored), steps);
        }
        return steps.found(never > 0 ? Double.POSITIVE_INFINITY : Double.NaN);
    }

    /** Processes grants and cuts in order of time until all parts are reached; at equal times grants come first. */
    private static void walk(double[] events, double[] cut, Steps steps) {
        int c = 0;
        for (int i = 0; i < events.length && !steps.reachAll(); ) {
            while (c < cut.length && cut[c] < events[i]) {
                c++;
                steps.cutOff();
            }
            int j = i;
            while (j < events.length && events[j] == events[i]) {
                j++;
            }
            steps.end(j - i, events[i]);
            i = j;
        }
    }

    /** The estimate as time advances, and the times at which it reached the requested parts. */
    private static final class Steps {
        private final double[] parts;
        private final double[] found;
        private int reached;
        private double atRisk;
        private double surviving = 1;

        Steps(double atRisk, double[] parts) {
            for (int i = 1; i < parts.length; i++) {
                if (!(parts[i - 1] <= parts[i])) {
                    throw new IllegalArgumentException("part " + parts[i] + " is asked for after " + parts[i - 1]);
                }
            }
            this.atRisk = atRisk;
            this.parts = parts;
            this.found = new double[parts.length];
        }

        void end(long ended, double seconds) {
            surviving *= 1 - ended / atRisk;
            atRisk -= ended;
            while (!reachAll() && 1 - surviving >= parts[reached] - ROUNDING) {
                found[reached++] = seconds;
            }
        }

        void cutOff() {
            atRisk--;
        }

        boolean reachAll() {
            return reached == parts.length;
        }

        /** Returns the times, {@code otherwise} for parts that were not reached. */
        double[] found(double otherwise) {
            Arrays.fill(found, reached, found.length, otherwise);
            return found;
        }
    }

    private static double[] sorted(double[] values) {
        double[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    /**
     * Returns one quantile from counts in bins: {@code granted[i]} and {@code censored[i]} requests between {@code secondsUpTo[i-1]} (exclusive)
     * and {@code secondsUpTo[i]}; the result is a bin's upper end. Within a bin the grants come first.
     */
    public static double quantile(double[] secondsUpTo, long[] granted, long[] censored, long never, double p) {
        double atRisk = never;
        for (int i = 0; i < secondsUpTo.length; i++) {
            atRisk += granted[i] + censored[i];
        }
        double surviving = 1;
        for (int i = 0; i < secondsUpTo.length; i++) {
            if (granted[i] > 0) {
                surviving *= 1 - granted[i] / atRisk;
                if (1 - surviving >= p - ROUNDING) {
                    return secondsUpTo[i];
                }
            }
            atRisk -= granted[i] + censored[i];
        }
        return never > 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    /**
     * Returns the part that survives each of several ascending values at which {@code ended[i]} ended and {@code censored[i]} were cut off;
     * those cut off at a value were still at risk there.
     */
    static double[] surviving(long[] ended, long[] censored) {
        double atRisk = 0;
        for (int i = 0; i < ended.length; i++) {
            atRisk += ended[i] + censored[i];
        }
        double[] surviving = new double[ended.length];
        double part = 1;
        for (int i = 0; i < ended.length; i++) {
            part *= atRisk > 0 ? 1 - ended[i] / atRisk : 1;
            surviving[i] = part;
            atRisk -= ended[i] + censored[i];
        }
        return surviving;
    }
}
