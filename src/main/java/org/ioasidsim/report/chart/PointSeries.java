package org.ioasidsim.report.chart;

import java.awt.Color;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;

/** Means with their intervals over a key's values, as a line of points; an infinite or undefined mean leaves a gap. */
final class PointSeries {
    private final ValueScale scale;
    private final XYSeries line = new XYSeries("line", false, true);
    private final XYSeries points = new XYSeries("points", false, true);
    private final XYSeries intervals = new XYSeries("intervals", false, true);
    private double lastX = Double.NaN;
    private double lastY = Double.NaN;
    private double top = Double.NEGATIVE_INFINITY;
    private double bottom = Double.POSITIVE_INFINITY;

    /**
     * Makes a series without points.
     *
     * @param scale where values stand
     */
    PointSeries(ValueScale scale) {
        this.scale = scale;
    }

    void add(double x, SummaryRow row) {
        if (!Double.isFinite(row.mean())) {
            line.add(x, Double.NaN, false);
            return;
        }
        double mean = scale.place(row.mean());
        line.add(x, mean, false);
        points.add(x, mean, false);
        lastX = x;
        lastY = mean;
        top = Math.max(top, mean);
        bottom = Math.min(bottom, mean);
        if (Double.isFinite(row.lower()) && Double.isFinite(row.upper())) {
            double lower = Math.max(0, scale.place(row.lower()));
            double upper = Math.min(scale.most(), scale.place(row.upper()));
            intervals.add(x, lower, false);
            intervals.add(x, upper, false);
            top = Math.max(top, upper);
            bottom = Math.min(bottom, lower);
        }
    }

    /** Returns the largest value drawn; negative infinity if there is none. */
    double top() {
        return top;
    }

    /** Returns the least value drawn; infinity if there is none. */
    double bottom() {
        return bottom;
    }

    /** Adds {@code name} to {@code labels} at the last point. */
    void label(EndLabels labels, String name, Color color) {
        labels.add(name, lastX, lastY, color);
    }

    void drawOn(XYPlot plot, Color color, boolean isConnected) {
        if (isConnected) {
            ChartStyle.addSeries(plot, line, PathRenderer.Kind.LINE, color, ChartStyle.LINE);
        }
        ChartStyle.addSeries(plot, intervals, PathRenderer.Kind.SEGMENTS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, points, PathRenderer.Kind.DOTS, color, ChartStyle.THIN);
    }
}
