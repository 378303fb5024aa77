package org.ioasidsim.stats;

import java.util.Arrays;

/**
 * The Kaplan-Meier estimate of waiting times of which some were cut off by the end of the run (censored) and some never end.
 *
 * <p>Source: Kaplan and Meier, JASA 53, 1958. A request that gave up is an event at infinity.
 */
public final class KaplanMeier {
    private KaplanMeier() {}

    /**
     * Returns the least waiting time by which a part {@code p} of the requests has been granted; infinite when that is never reached, NaN
     * without requests or when censoring hides it.
     *
     * @param granted waiting times of the requests that were granted
     * @param censored how long those had waited that were pending at the end
     * @param never the number of those that gave up
     */
    public static double quantile(double[] granted, double[] censored, long never, double p) {
        return quantile(0, granted, censored, never, p);
    }

    /** Returns the same where {@code atOnce} further requests were granted without any wait. */
    public static double quantile(long atOnce, double[] granted, double[] censored, long never, double p) {
        double[] events = granted.clone();
        double[] cut = censored.clone();
        Arrays.sort(events);
        Arrays.sort(cut);
        double atRisk = (double) atOnce + events.length + cut.length + never;
        double surviving = 1;
        if (atOnce > 0) {
            surviving -= atOnce / atRisk;
            atRisk -= atOnce;
            if (1 - surviving >= p - 1e-12) {
                return 0;
            }
        }
        int c = 0;
        for (int i = 0; i < events.length; ) {
            while (c < cut.length && cut[c] < events[i]) {
                c++;
                atRisk--;
            }
            int j = i;
            while (j < events.length && events[j] == events[i]) {
                j++;
            }
            surviving *= 1 - (j - i) / atRisk;
            atRisk -= j - i;
            if (1 - surviving >= p - 1e-12) {
                return events[i];
            }
            i = j;
        }
        return never > 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    /**
     * Returns the same from counts in bins: {@code granted[i]} and {@code censored[i]} requests between {@code secondsUpTo[i-1]} (exclusive)
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
                if (1 - surviving >= p - 1e-12) {
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
