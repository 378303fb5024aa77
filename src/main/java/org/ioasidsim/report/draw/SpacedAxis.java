package org.ioasidsim.report.draw;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;

/**
 * An axis of numbers whose labels do not overlap. JFreeChart spaces labels by the width of the two at the ends, such as {@code 0} and
 * {@code 4}, although {@code 2.5} in between is wider.
 */
final class SpacedAxis extends NumberAxis {
    private static final long serialVersionUID = 1L;
    private static final double GAP_PIXELS = 7;

    private final double most;

    /**
     * Makes an axis.
     *
     * @param most beyond which there is no tick: what a value cannot exceed
     */
    SpacedAxis(String label, double most) {
        super(label);
        this.most = most;
    }

    @Override
    public List<?> refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        List<ValueTick> ticks = new ArrayList<>();
        for (Object tick : super.refreshTicks(graphics, state, area, edge)) {
            if (tick instanceof ValueTick value && value.getValue() <= most * (1 + 1e-9)) {
                ticks.add(value);
            }
        }
        return RectangleEdge.isTopOrBottom(edge) ? apart(ticks, graphics, area, edge) : ticks;
    }

    /** Returns the ticks, from the last on, without the labels that have no room. */
    private List<ValueTick> apart(List<ValueTick> ticks, Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        FontMetrics font = graphics.getFontMetrics(getTickLabelFont());
        List<ValueTick> apart = new ArrayList<>(ticks);
        double free = Double.POSITIVE_INFINITY;
        for (int i = ticks.size() - 1; i >= 0; i--) {
            ValueTick tick = ticks.get(i);
            double half = font.stringWidth(tick.getText()) / 2.0;
            double middle = valueToJava2D(tick.getValue(), area, edge);
            boolean hasRoom = middle + half <= free;
            if (hasRoom && !tick.getText().isEmpty()) {
                free = middle - half - GAP_PIXELS;
            } else if (!hasRoom) {
                apart.set(
                        i,
                        new NumberTick(
                                tick.getValue(), "", tick.getTextAnchor(), tick.getRotationAnchor(), tick.getAngle()));
            }
        }
        return apart;
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
