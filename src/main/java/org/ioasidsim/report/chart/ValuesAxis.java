package org.ioasidsim.report.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A logarithmic axis with a tick at each value that is drawn, as far as their names have room. */
final class ValuesAxis extends LogAxis {
    private static final long serialVersionUID = 1L;
    private static final double GAP = 12;

    private final double[] values;

    /**
     * Makes an axis.
     *
     * @param values above 0, ascending
     */
    ValuesAxis(String label, double[] values) {
        super(label);
        this.values = values.clone();
    }

    @Override
    protected List<NumberTick> refreshTicksHorizontal(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        List<NumberTick> ticks = new ArrayList<>();
        var metrics = graphics.getFontMetrics(getTickLabelFont());
        double free = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            String name = getNumberFormatOverride().format(value);
            double half = metrics.stringWidth(name) / 2.0;
            double at = valueToJava2D(value, area, edge);
            boolean hasRoom = at - half >= free;
            ticks.add(new NumberTick(value, hasRoom ? name : "", TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
            free = hasRoom ? at + half + GAP : free;
        }
        return ticks;
    }
}
