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
    private final List<String> names;

    /**
     * Makes an axis.
     *
     * @param values above 0, ascending
     * @param names of the values
     */
    ValuesAxis(String label, double[] values, List<String> names) {
        super(label);
        this.values = values.clone();
        this.names = List.copyOf(names);
    }

    @Override
    protected List<NumberTick> refreshTicksHorizontal(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        List<NumberTick> ticks = new ArrayList<>();
        var metrics = graphics.getFontMetrics(getTickLabelFont());
        double free = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            String name = names.get(i);
            double half = metrics.stringWidth(name) / 2.0;
            double at = valueToJava2D(value, area, edge);
            boolean hasRoom = at - half >= free;
            ticks.add(new NumberTick(value, hasRoom ? name : "", TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
            free = hasRoom ? at + half + GAP : free;
        }
        return ticks;
    }
}
