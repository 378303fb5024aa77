package org.ioasidsim.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.PathRenderer;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;

/** Means with their intervals over a key's values, as a line of points; an infinite or undefined mean leaves a gap. */
final class PointSeries {
    private final double scale;
    private final double most;
    private final XYSeries line = new XYSeries("line", false, true);
    private final XYSeries points = new XYSeries("points", false, true);
    private final XYSeries intervals = new XYSeries("intervals", false, true);
    private double top = Double.NEGATIVE_INFINITY;
    private double bottom = Double.POSITIVE_INFINITY;

    /**
     * Makes a series without points.
     *
     * @param scale by which values are multiplied
     * @param most what a scaled value cannot exceed; infinite where there is no such bound
     */
    PointSeries(double scale, double most) {
        this.scale = scale;
        this.most = most;
    }

    void add(double x, SummaryRow row) {
        if (!Double.isFinite(row.mean())) {
            line.add(x, Double.NaN, false);
            return;
        }
        line.add(x, row.mean() * scale, false);
        points.add(x, row.mean() * scale, false);
        top = Math.max(top, row.mean() * scale);
        bottom = Math.min(bottom, row.mean() * scale);
        if (Double.isFinite(row.lower()) && Double.isFinite(row.upper())) {
            intervals.add(x, Math.max(0, row.lower() * scale), false);
            intervals.add(x, Math.min(most, row.upper() * scale), false);
            top = Math.max(top, Math.min(most, row.upper() * scale));
            bottom = Math.min(bottom, Math.max(0, row.lower() * scale));
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

    void drawOn(XYPlot plot, Color color, boolean isConnected) {
        if (isConnected) {
            ChartStyle.addSeries(plot, line, PathRenderer.Kind.LINE, color, ChartStyle.LINE);
        }
        ChartStyle.addSeries(plot, intervals, PathRenderer.Kind.SEGMENTS, color, ChartStyle.THIN);
        ChartStyle.addSeries(plot, points, PathRenderer.Kind.DOTS, color, ChartStyle.THIN);
    }

    /** Draws a dashed line at the bound of a condition. */
    static void bound(XYPlot plot, double value) {
        BasicStroke dashes = ChartStyle.DASHED;
        plot.addRangeMarker(new ValueMarker(value, ChartStyle.INK, dashes), Layer.FOREGROUND);
    }
}
