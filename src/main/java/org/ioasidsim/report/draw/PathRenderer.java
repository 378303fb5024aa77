package org.ioasidsim.report.draw;

import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.util.PublicCloneable;
import org.jfree.data.xy.XYDataset;

/** Draws each series as one path, which keeps pictures small; the renderers of JFreeChart draw each segment by itself. */
public final class PathRenderer extends AbstractXYItemRenderer implements PublicCloneable {
    private static final long serialVersionUID = 1L;
    private static final double LEAST_SPAN_PIXELS = 1.6;
    private static final double LEAST_BAR_PIXELS = 1.2;
    private static final double MARK_PIXELS = 3.6;
    private static final double MOST_BAR_PIXELS = 22;

    private final Kind kind;

    /** What the points of a series mean. */
    public enum Kind {
        /** A line through the points. */
        LINE,
        /** The area between the line through the points and zero. */
        AREA,
        /** Points in pairs: the ends of horizontal bars, {@code [x1, y], [x2, y]}. */
        SPANS,
        /** Points in pairs: opposite corners of bars, {@code [x1, y1], [x2, y2]}, so wide and high at least that they are seen. */
        BARS,
        /** Points in pairs: the ends of lines, {@code [x1, y1], [x2, y2]}. */
        SEGMENTS,
        /** A square of one unit around each point. */
        CELLS,
        /** A disc at each point. */
        DOTS,
        /** A circle at each point. */
        RINGS,
        /** A triangle to the right at each point: beyond the axis. */
        ARROWS,
        /** A triangle to the left at each point: beyond the other end of the axis. */
        ARROWS_LEFT
    }

    PathRenderer(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Object clone() throws CloneNotSupportedException {
        return super.clone();
    }

    @Override
    public XYItemRendererState initialise(
            Graphics2D g2, Rectangle2D area, XYPlot plot, XYDataset data, PlotRenderingInfo info) {
        XYItemRendererState state = super.initialise(g2, area, plot, data, info);
        state.setProcessVisibleItemsOnly(false);
        return state;
    }

    @Override
    public void drawItem(
            Graphics2D g2,
            XYItemRendererState state,
            Rectangle2D area,
            PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis domain,
            ValueAxis range,
            XYDataset data,
            int series,
            int item,
            CrosshairState crosshair,
            int pass) {
        if (item > 0) {
            return;
        }
        g2.setPaint(getItemPaint(series, 0));
        g2.setStroke(getItemStroke(series, 0));
        Points points = new Points(area, plot, domain, range, data, series);
        Shape path = switch (kind) {
            case LINE -> line(points);
            case AREA -> area(points);
            case SPANS -> spans(points);
            case BARS -> bars(points);
            case SEGMENTS -> segments(points);
            case CELLS -> cells(points);
            case DOTS, RINGS ->
                marks(points, new Ellipse2D.Double(-MARK_PIXELS, -MARK_PIXELS, 2 * MARK_PIXELS, 2 * MARK_PIXELS));
            case ARROWS -> marks(points, arrow(MARK_PIXELS));
            case ARROWS_LEFT -> marks(points, arrow(-MARK_PIXELS));
        };
        if (kind == Kind.LINE || kind == Kind.SEGMENTS || kind == Kind.RINGS) {
            g2.draw(path);
        } else {
            g2.fill(path);
        }
    }

    private static Path2D line(Points points) {
        Path2D path = new Path2D.Double();
        boolean down = false;
        for (int item = 0; item < points.count(); item++) {
            double y = points.y(item);
            if (Double.isNaN(y)) {
                down = false;
            } else if (down) {
                path.lineTo(points.x(item), y);
            } else {
                path.moveTo(points.x(item), y);
                down = true;
            }
        }
        return path;
    }

    private static Path2D area(Points points) {
        Path2D path = line(points);
        path.lineTo(points.x(points.count() - 1), points.zero());
        path.lineTo(points.x(0), points.zero());
        path.closePath();
        return path;
    }

    private static Path2D spans(Points points) {
        Path2D path = new Path2D.Double();
        double half = Math.min(MOST_BAR_PIXELS / 2, points.rowHeight() * 0.36);
        for (int item = 0; item + 1 < points.count(); item += 2) {
            double from = points.x(item);
            double width = Math.max(LEAST_SPAN_PIXELS, points.x(item + 1) - from);
            path.append(new Rectangle2D.Double(from, points.y(item) - half, width, 2 * half), false);
        }
        return path;
    }

    private static Path2D bars(Points points) {
        Path2D path = new Path2D.Double();
        for (int item = 0; item + 1 < points.count(); item += 2) {
            double left = points.x(item);
            double width = Math.max(LEAST_BAR_PIXELS, points.x(item + 1) - left);
            double foot = points.y(item);
            double height = Math.max(LEAST_BAR_PIXELS, foot - points.y(item + 1));
            path.append(new Rectangle2D.Double(left, foot - height, width, height), false);
        }
        return path;
    }

    private static Path2D segments(Points points) {
        Path2D path = new Path2D.Double();
        for (int item = 0; item + 1 < points.count(); item += 2) {
            path.moveTo(points.x(item), points.y(item));
            path.lineTo(points.x(item + 1), points.y(item + 1));
        }
        return path;
    }

    private static Path2D cells(Points points) {
        Path2D path = new Path2D.Double();
        double width = points.columnWidth();
        double height = points.rowHeight();
        for (int item = 0; item < points.count(); item++) {
            double left = points.x(item) - width / 2;
            path.append(new Rectangle2D.Double(left, points.y(item) - height / 2, width, height), false);
        }
        return path;
    }

    private static Path2D marks(Points points, Shape mark) {
        Path2D path = new Path2D.Double();
        for (int item = 0; item < points.count(); item++) {
            AffineTransform place = AffineTransform.getTranslateInstance(points.x(item), points.y(item));
            path.append(place.createTransformedShape(mark), false);
        }
        return path;
    }

    private static Shape arrow(double tip) {
        Path2D arrow = new Path2D.Double();
        arrow.moveTo(-tip, -MARK_PIXELS);
        arrow.lineTo(tip, 0);
        arrow.lineTo(-tip, MARK_PIXELS);
        arrow.closePath();
        return arrow;
    }

    /** A series on the screen. */
    private record Points(
            Rectangle2D area, XYPlot plot, ValueAxis domain, ValueAxis range, XYDataset data, int series) {
        int count() {
            return data.getItemCount(series);
        }

        double x(int item) {
            return domain.valueToJava2D(data.getXValue(series, item), area, plot.getDomainAxisEdge());
        }

        double y(int item) {
            return onScreen(data.getYValue(series, item));
        }

        double zero() {
            return onScreen(0);
        }

        /** Returns the pixels of one unit of the value axis. */
        double rowHeight() {
            return Math.abs(onScreen(1) - onScreen(0));
        }

        /** Returns the pixels of one unit of the domain axis. */
        double columnWidth() {
            return domain.lengthToJava2D(1, area, plot.getDomainAxisEdge());
        }

        private double onScreen(double value) {
            return range.valueToJava2D(value, area, plot.getRangeAxisEdge());
        }
    }
}
