package org.ioasidsim.report.draw;

/**
 * Reduces samples over time. Each group of {@code per} samples becomes two points, its minimum and its maximum in the order of their
 * occurrence, so that no peak is lost. With 1 sample per group nothing is left out.
 */
public final class Downsampled {
    private Downsampled() {}

    /** Returns the first and the middle of each {@code per} times. */
    public static double[] times(double[] times, int per) {
        if (per == 1) {
            return times;
        }
        double[] thinned = new double[points(times.length, per)];
        for (int point = 0; point < thinned.length; point += 2) {
            int from = point / 2 * per;
            int to = Math.min(times.length, from + per);
            thinned[point] = times[from];
            thinned[point + 1] = times[from + (to - from) / 2];
        }
        return thinned;
    }

    /** Returns the minimum and the maximum of each {@code per} values, the earlier one first. */
    public static double[] extremes(double[] values, int per) {
        if (per == 1) {
            return values;
        }
        double[] thinned = new double[points(values.length, per)];
        for (int point = 0; point < thinned.length; point += 2) {
            int from = point / 2 * per;
            int least = from;
            int most = from;
            for (int sample = from; sample < Math.min(values.length, from + per); sample++) {
                least = values[sample] < values[least] ? sample : least;
                most = values[sample] > values[most] ? sample : most;
            }
            // In the order of time, or a falling curve would be drawn as a rising one.
            thinned[point] = values[Math.min(least, most)];
            thinned[point + 1] = values[Math.max(least, most)];
        }
        return thinned;
    }

    /** Returns the sum of each {@code per} counts, at the first of two points; the total stays the same. */
    public static double[] sums(double[] counts, int per) {
        if (per == 1) {
            return counts;
        }
        double[] thinned = new double[points(counts.length, per)];
        for (int sample = 0; sample < counts.length; sample++) {
            thinned[sample / per * 2] += counts[sample];
        }
        return thinned;
    }

    private static int points(int samples, int per) {
        return 2 * ((samples + per - 1) / per);
    }
}
