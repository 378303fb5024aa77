package org.ioasidsim.report.draw;

import org.jfree.data.xy.XYSeries;

/** Samples over time as a step line, reduced to the resolution of a picture. */
public final class StepSeries {
    /** The columns of pixels of a picture: the samples that it can distinguish. */
    public static final int COLUMNS = 760;

    private StepSeries() {}

    /**
     * Returns a series that stays at each sample until the next. Where a column of pixels has several samples, it keeps the
     * first, the least, the largest and the last of them, so that no peak is lost.
     */
    public static XYSeries of(String name, double[] times, double[] values) {
        XYSeries series = new XYSeries(name, false, true);
        int perColumn = Math.max(1, (times.length + COLUMNS - 1) / COLUMNS);
        double before = Double.NaN;
        for (int from = 0; from < times.length; from += perColumn) {
            int to = Math.min(times.length, from + perColumn);
            if (!Double.isNaN(before) && before != values[from]) {
                series.add(times[from], before, false);
            }
            addColumn(series, times[from], values, from, to, before);
            before = values[to - 1];
        }
        if (times.length > 0) {
            series.add(times[times.length - 1], before, false);
        }
        return series;
    }

    private static void addColumn(XYSeries series, double time, double[] values, int from, int to, double before) {
        double least = values[from];
        double most = values[from];
        for (int sample = from; sample < to; sample++) {
            least = Math.min(least, values[sample]);
            most = Math.max(most, values[sample]);
        }
        if (least == most) {
            if (before != least) {
                series.add(time, least, false);
            }
            return;
        }
        series.add(time, values[from], false);
        series.add(time, least, false);
        series.add(time, most, false);
        series.add(time, values[to - 1], false);
    }

    /** Returns the mean of each {@code per} values. */
    public static double[] means(double[] values, int per) {
        double[] means = new double[(values.length + per - 1) / per];
        for (int column = 0; column < means.length; column++) {
            int to = Math.min(values.length, (column + 1) * per);
            for (int sample = column * per; sample < to; sample++) {
                means[column] += values[sample] / (to - column * per);
            }
        }
        return means;
    }

    /** Returns the first of each {@code per} values. */
    public static double[] firsts(double[] values, int per) {
        double[] firsts = new double[(values.length + per - 1) / per];
        for (int column = 0; column < firsts.length; column++) {
            firsts[column] = values[column * per];
        }
        return firsts;
    }

    /** Returns the number of samples for one column of pixels, at least 1. */
    public static int perColumn(int samples) {
        return Math.max(1, (samples + COLUMNS - 1) / COLUMNS);
    }
}
