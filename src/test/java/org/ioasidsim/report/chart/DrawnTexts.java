package org.ioasidsim.report.chart;

import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGraphics2D;
import org.ioasidsim.report.draw.Chart;
import org.jspecify.annotations.Nullable;

/** Where a chart writes which text: found by drawing it. */
final class DrawnTexts extends SVGGraphics2D {
    private static final double TOUCH_PIXELS = 1.5;
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final List<Text> texts;
    private final List<Rectangle2D> dashed;

    private DrawnTexts() {
        super(GenericDOMImplementation.getDOMImplementation()
                .createDocument("http://www.w3.org/2000/svg", "svg", null));
        this.texts = new ArrayList<>();
        this.dashed = new ArrayList<>();
    }

    private DrawnTexts(DrawnTexts parent) {
        super(parent);
        this.texts = parent.texts;
        this.dashed = parent.dashed;
    }

    /**
     * A text as drawn.
     *
     * @param area in pixels of the picture that it covers, from the baseline up to the height of its capitals
     * @param clip outside of which nothing is drawn; null for none
     * @param em the size of its font; 0 where it is not level
     */
    private record Text(String text, Area area, @Nullable Shape clip, double em) {
        boolean isInside(Rectangle2D picture) {
            Rectangle2D box = shrunk();
            return picture.contains(box) && (clip == null || new Area(clip).contains(box));
        }

        /** Returns what of the area is surely inked. */
        private Rectangle2D shrunk() {
            Rectangle2D box = area.getBounds2D();
            double across = Math.min(TOUCH_PIXELS, box.getWidth() / 3);
            double along = Math.min(TOUCH_PIXELS, box.getHeight() / 3);
            return new Rectangle2D.Double(
                    box.getX() + across, box.getY() + along, box.getWidth() - 2 * across, box.getHeight() - 2 * along);
        }

        /** Returns whether an upright line goes through the text. */
        boolean isCrossedBy(Rectangle2D line) {
            Rectangle2D box = shrunk();
            return line.getX() > box.getMinX()
                    && line.getMaxX() < box.getMaxX()
                    && line.getMinY() < box.getMaxY()
                    && line.getMaxY() > box.getMinY();
        }

        boolean overlaps(Text other) {
            return shrunk().intersects(other.shrunk());
        }

        /** Returns whether both are on one line with less than half an em between them, so that they read as one word. */
        boolean adjoins(Text other) {
            Rectangle2D box = area.getBounds2D();
            double gap = Math.min(em, other.em) / 2;
            return gap > 0
                    && new Rectangle2D.Double(box.getX() - gap, box.getY(), box.getWidth() + 2 * gap, box.getHeight())
                            .intersects(other.area.getBounds2D());
        }
    }

    /** Returns the texts of a chart in the order in which they are drawn. */
    static List<String> of(Chart chart) {
        DrawnTexts drawn = new DrawnTexts();
        chart.picture().draw(drawn, new Rectangle2D.Double(0, 0, chart.width(), chart.height()));
        return drawn.texts.stream().map(Text::text).toList();
    }

    /** Returns what is cut off, what lies over something else and what has no gap to its neighbour, each in a sentence. */
    static List<String> problems(Chart chart) {
        DrawnTexts drawn = new DrawnTexts();
        Rectangle2D picture = new Rectangle2D.Double(0, 0, chart.width(), chart.height());
        chart.picture().draw(drawn, picture);
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < drawn.texts.size(); i++) {
            Text text = drawn.texts.get(i);
            if (!text.isInside(picture)) {
                problems.add(chart.name() + ": '" + text.text() + "' is cut off");
            }
            if (drawn.dashed.stream().anyMatch(text::isCrossedBy)) {
                problems.add(chart.name() + ": '" + text.text() + "' lies across a dashed line");
            }
            for (Text other : drawn.texts.subList(i + 1, drawn.texts.size())) {
                if (text.overlaps(other)) {
                    problems.add(chart.name() + ": '" + text.text() + "' lies over '" + other.text() + "'");
                } else if (text.adjoins(other)) {
                    problems.add(chart.name() + ": '" + text.text() + "' reads as one with '" + other.text() + "'");
                }
            }
        }
        return problems;
    }

    @Override
    public Graphics create() {
        return new DrawnTexts(this);
    }

    @Override
    public void draw(Shape shape) {
        Rectangle2D box = getTransform().createTransformedShape(shape).getBounds2D();
        if (getStroke() instanceof BasicStroke stroke && stroke.getDashArray() != null && box.getWidth() < 1) {
            dashed.add(box);
        }
        super.draw(shape);
    }

    /** What is filled hides the dashed lines below it. */
    @Override
    public void fill(Shape shape) {
        Rectangle2D box = getTransform().createTransformedShape(shape).getBounds2D();
        boolean isRectangle = new Area(shape).isRectangular();
        for (Rectangle2D line : List.copyOf(dashed)) {
            boolean isBelow = box.getMinX() < line.getMinX()
                    && line.getMaxX() < box.getMaxX()
                    && box.getMinY() < line.getMaxY()
                    && line.getMinY() < box.getMaxY();
            if (isBelow && isRectangle) {
                dashed.remove(line);
                dashed.add(upright(line, line.getMinY(), box.getMinY()));
                dashed.add(upright(line, box.getMaxY(), line.getMaxY()));
            }
        }
        super.fill(shape);
    }

    private static Rectangle2D upright(Rectangle2D line, double top, double bottom) {
        return new Rectangle2D.Double(line.getX(), top, line.getWidth(), Math.max(0, bottom - top));
    }

    @Override
    public void drawString(String text, float x, float y) {
        if (!text.isBlank()) {
            LineMetrics metrics = getFont().getLineMetrics(text, CONTEXT);
            double width = getFont().getStringBounds(text, CONTEXT).getWidth();
            double height = 0.75 * metrics.getAscent();
            Area area = new Area(new Rectangle2D.Double(x, y - height, width, height));
            Shape clip = getClip();
            texts.add(new Text(
                    text,
                    area.createTransformedArea(getTransform()),
                    clip == null ? null : getTransform().createTransformedShape(clip),
                    getTransform().getShearX() == 0 ? getFont().getSize2D() : 0));
        }
        super.drawString(text, x, y);
    }
}
