package org.ioasidsim.report.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Collection;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;

/**
 * A text beside an interval that lies level, at whichever side it has room and does not cover the dashed upright line of the plot: to the right of
 * the interval, to its left, or beyond the line. Where no side has room, it stands at the right on white; where the axis does not show its place,
 * nowhere.
 */
public final class BesideNote extends XYTextAnnotation {
    private static final long serialVersionUID = 1L;
    private static final double GAP_PIXELS = 7;
    private static final double CHARACTER_PIXELS = 7;

    /** The part of the axis that intervals keep at least. */
    private static final double LEAST_SHOWN = 0.3;

    private static final int ROUNDS = 4;

    private final double low;
    private final double high;
    private final boolean isInside;

    /**
     * Makes a note.
     *
     * @param low the least value of the interval on the domain axis
     * @param high the greatest one
     */
    BesideNote(String text, double low, double high, double y) {
        super(text, high, y);
        this.low = low;
        this.high = high;
        this.isInside = false;
    }

    /** Makes the name of a level line, which stands within the plot, at its left if it can; its first word alone where the name has no room. */
    BesideNote(String name, double y) {
        super(name, 0, y);
        this.low = Double.NEGATIVE_INFINITY;
        this.high = Double.NEGATIVE_INFINITY;
        this.isInside = true;
    }

    /** Returns the value of the first dashed upright line of a plot; NaN where there is none. */
    private static double line(XYPlot plot) {
        for (Layer layer : List.of(Layer.BACKGROUND, Layer.FOREGROUND)) {
            Collection<?> markers = plot.getDomainMarkers(layer);
            for (Object marker : markers == null ? List.of() : markers) {
                if (marker instanceof ValueMarker line
                        && line.getStroke() instanceof BasicStroke stroke
                        && stroke.getDashArray() != null) {
                    return line.getValue();
                }
            }
        }
        return Double.NaN;
    }

    /** Lets the domain axis of a plot of {@code pixels} end so far to the right that each note has room at some side, as far as that can be. */
    public static void makeRoom(XYPlot plot, double pixels) {
        ValueAxis axis = plot.getDomainAxis();
        double line = line(plot);
        for (int round = 0; round < ROUNDS; round++) {
            double low = axis.getLowerBound();
            double high = axis.getUpperBound();
            double needed = high;
            for (Object annotation : plot.getAnnotations()) {
                if (annotation instanceof BesideNote note && !note.hasRoom(line, low, high, pixels)) {
                    needed = Math.max(needed, note.upperBound(line, low, pixels));
                }
            }
            if (needed <= high) {
                return;
            }
            axis.setUpperBound(needed);
        }
    }

    private boolean hasRoom(double line, double least, double most, double pixels) {
        double scale = pixels / (most - least);
        return !Double.isNaN(
                place(width(), scale * (low - least), scale * (high - least), scale * (line - least), 0, pixels));
    }

    /** Returns where an axis ends on which the text has room to the right of the interval and of the line. */
    private double upperBound(double line, double least, double pixels) {
        double from = Double.isNaN(line) ? high : Math.max(high, line);
        return least + (from - least) / Math.max(LEAST_SHOWN, 1 - (width() + 2 * GAP_PIXELS) / pixels);
    }

    /** Returns about how many pixels the text takes. */
    private double width() {
        return CHARACTER_PIXELS * getText().length();
    }

    /** Returns where the text begins; NaN where no side has room. */
    private static double place(double width, double low, double high, double line, double left, double right) {
        return DoubleStream.of(
                        high + GAP_PIXELS, low - GAP_PIXELS - width, line + GAP_PIXELS, line - GAP_PIXELS - width)
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
        if (!range.getRange().contains(getY())) {
            return;
        }
        String text = getText();
        double x = getX();
        RectangleEdge below = Plot.resolveDomainAxisLocation(plot.getDomainAxisLocation(), plot.getOrientation());
        double place = place(graphics, plot, area, domain, below);
        if (Double.isNaN(place) && isInside) {
            setText(text.substring(0, (text + " ").indexOf(' ')));
            place = place(graphics, plot, area, domain, below);
        }
        setBackgroundPaint(Double.isNaN(place) ? Color.WHITE : null);
        double end = domain.valueToJava2D(Math.max(high, domain.getLowerBound()), area, below);
        setX(domain.java2DToValue(Double.isNaN(place) ? end + GAP_PIXELS : place, area, below));
        super.draw(graphics, plot, area, domain, range, rendererIndex, info);
        setX(x);
        setText(text);
    }

    private double place(Graphics2D graphics, XYPlot plot, Rectangle2D area, ValueAxis domain, RectangleEdge below) {
        double line = line(plot);
        return place(
                graphics.getFontMetrics(getFont()).stringWidth(getText()),
                domain.valueToJava2D(Math.max(low, domain.getLowerBound()), area, below),
                domain.valueToJava2D(Math.max(high, domain.getLowerBound()), area, below),
                Double.isNaN(line) ? line : domain.valueToJava2D(line, area, below),
                area.getMinX(),
                area.getMaxX() + (isInside ? 0 : plot.getInsets().getRight()));
    }
}
