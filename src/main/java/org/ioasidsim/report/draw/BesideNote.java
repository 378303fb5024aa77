package org.ioasidsim.report.draw;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.stream.DoubleStream;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/**
 * A text beside an interval that lies level, at whichever side it has room and covers no upright line: to the right of the interval, to its left,
 * or beyond the line. Where no side has room, it stands at the right on white.
 */
public final class BesideNote extends XYTextAnnotation {
    private static final long serialVersionUID = 1L;
    private static final double GAP_PIXELS = 7;

    private final double low;
    private final double high;
    private final double line;

    /**
     * Makes a note.
     *
     * @param low the least value of the interval on the domain axis
     * @param high the greatest one
     * @param line the value of the upright line; NaN where there is none
     */
    BesideNote(String text, double low, double high, double y, double line) {
        super(text, high, y);
        this.low = low;
        this.high = high;
        this.line = line;
    }

    /** Returns whether a text of {@code pixels} has room at some side on an axis that shows the values from {@code least} to {@code most}. */
    boolean hasRoom(double pixels, double least, double most, double axisPixels) {
        double scale = axisPixels / (most - least);
        return !Double.isNaN(place(pixels, scale * (low - least), scale * (high - least), scale * (line - least), 0, axisPixels));
    }

    /** Returns where the text begins; NaN where no side has room. */
    private static double place(double width, double low, double high, double line, double left, double right) {
        return DoubleStream.of(high + GAP_PIXELS, low - GAP_PIXELS - width, line + GAP_PIXELS, line - GAP_PIXELS - width)
                .filter(begin -> begin >= left && begin + width <= right)
                .filter(begin -> begin + width <= low || begin >= high)
                .filter(begin -> Double.isNaN(line) || begin > line || begin + width < line)
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public void draw(
            Graphics2D graphics,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis domain,
            ValueAxis range,
            int rendererIndex,
            PlotRenderingInfo info) {
        RectangleEdge below = Plot.resolveDomainAxisLocation(plot.getDomainAxisLocation(), plot.getOrientation());
        double width = graphics.getFontMetrics(getFont()).stringWidth(getText());
        double end = domain.valueToJava2D(high, area, below);
        double place = place(
                width,
                domain.valueToJava2D(low, area, below),
                end,
                Double.isNaN(line) ? line : domain.valueToJava2D(line, area, below),
                area.getMinX(),
                area.getMaxX() + plot.getInsets().getRight());
        setBackgroundPaint(Double.isNaN(place) ? Color.WHITE : null);
        setX(domain.java2DToValue(Double.isNaN(place) ? end + GAP_PIXELS : place, area, below));
        super.draw(graphics, plot, area, domain, range, rendererIndex, info);
        setX(high);
    }
}
