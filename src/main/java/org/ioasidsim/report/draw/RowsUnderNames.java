package org.ioasidsim.report.draw;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** An axis of rows whose names stand within the plot, each in a strip above its row, so that bars and points have its whole width. */
final class RowsUnderNames extends SymbolAxis {
    /** What a name takes of the height of its row. */
    static final int STRIP_PIXELS = 17;

    /** What such a plot leaves free at its left: half a number of the axis below. */
    static final int LEFT_PIXELS = 8;

    private static final long serialVersionUID = 1L;

    private RowsUnderNames(SymbolAxis beside) {
        super(null, beside.getSymbols());
        setGridBandsVisible(false);
        setAxisLineVisible(false);
        setTickMarksVisible(false);
        setTickLabelsVisible(false);
        setInverted(beside.isInverted());
        setRange(beside.getRange());
    }

    /** Puts the names of the rows of {@code plot} above these. */
    static void moveNames(XYPlot plot) {
        SymbolAxis beside = (SymbolAxis) plot.getRangeAxis();
        String[] names = beside.getSymbols();
        for (int row = 0; row < names.length; row++) {
            var name = new XYTextAnnotation(names[row], plot.getDomainAxis().getLowerBound(), row - 0.5);
            name.setFont(beside.getTickLabelFont());
            name.setPaint(beside.getTickLabelPaint());
            name.setTextAnchor(TextAnchor.TOP_LEFT);
            name.setBackgroundPaint(Color.WHITE);
            plot.addAnnotation(name, false);
        }
        plot.setRangeAxis(new RowsUnderNames(beside));
    }

    /** Returns where a value lies: the border between two rows where the strip of the lower one begins, all else of a row below its strip. */
    @Override
    public double valueToJava2D(double value, Rectangle2D area, RectangleEdge edge) {
        double row = Math.floor(value + 0.5);
        double top = super.valueToJava2D(row - 0.5, area, edge);
        double bottom = super.valueToJava2D(row + 0.5, area, edge);
        double part = value + 0.5 - row;
        double strip = part == 0 ? 0 : Math.signum(bottom - top) * STRIP_PIXELS;
        return top + strip + part * (bottom - top - strip);
    }
}
