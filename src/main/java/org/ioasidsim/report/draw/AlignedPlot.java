package org.ioasidsim.report.draw;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/**
 * A plot whose left edge is that of all others, whatever the width of the labels on its value axis, so that pictures below each other can be
 * compared. Names that need more room get it. Its notes may stand beside the plot.
 */
final class AlignedPlot extends XYPlot {
    private static final long serialVersionUID = 1L;

    /** Room for the name of the axis and for labels such as {@code 1,000,000}. */
    private static final double LEFT_PIXELS = 92;

    @Override
    protected AxisSpace calculateRangeAxisSpace(Graphics2D graphics, Rectangle2D area, AxisSpace given) {
        AxisSpace space = super.calculateRangeAxisSpace(graphics, area, given);
        space.setLeft(Math.max(LEFT_PIXELS, space.getLeft()));
        return space;
    }

    @Override
    public void drawAnnotations(Graphics2D graphics, Rectangle2D area, PlotRenderingInfo info) {
        Shape clip = graphics.getClip();
        graphics.setClip(null);
        super.drawAnnotations(graphics, area, info);
        graphics.setClip(clip);
    }
}
