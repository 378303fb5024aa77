package org.ioasidsim.report.draw;

/**
 * Samples over time made fewer: {@code per} samples become two points, of which one is the least and one the largest of them, in the order
 * in which they occurred, so that no peak is lost. With 1 sample in two points nothing is left out.
 */
public final class Downsampled {
    private Downsampled() {}

    /** Returns, of each {@code per} times, the first and the middle one. */
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

    /** Returns, of each {@code per} values, the least and the largest, the earlier one first. */
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
            thinned[point] = values[Math.min(least, most)];
            thinned[point + 1] = values[Math.max(least, most)];
        }
        return thinned;
    }

    /** Returns, of each {@code per} counts, the sum, at the first of two points; the sum of all stays what it was. */
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
