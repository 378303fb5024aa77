package org.ioasidsim.report.draw;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.ValueAxis;

/**
 * An axis of numbers whose labels do not overlap. JFreeChart spaces labels by the width of the two at the ends, such as {@code 0} and
 * {@code 4}, although {@code 2.5} in between is wider.
 */
final class SpacedAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;

    SpacedAxis(String label) {
        super(label);
    }

    /** Returns the width in pixels of the widest label, with the gap that belongs to it. */
    @Override
    protected double estimateMaximumTickLabelWidth(Graphics2D graphics, TickUnit unit) {
        double widest = super.estimateMaximumTickLabelWidth(graphics, unit);
        double gap = getTickLabelInsets().getLeft() + getTickLabelInsets().getRight();
        FontMetrics font = graphics.getFontMetrics(getTickLabelFont());
        double first = Math.ceil(getRange().getLowerBound() / unit.getSize());
        double count = Math.floor(getRange().getUpperBound() / unit.getSize()) - first + 1;
        for (int tick = 0; tick < count && count <= ValueAxis.MAXIMUM_TICK_COUNT; tick++) {
            String label = getNumberFormatOverride().format((first + tick) * unit.getSize());
            widest = Math.max(widest, font.stringWidth(label) + gap);
        }
        return widest;
    }
}
