package org.ioasidsim.report.draw;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import org.ioasidsim.report.text.Phrases;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.PlotState;
import org.jfree.chart.plot.XYPlot;
import org.jspecify.annotations.Nullable;

/**
 * A plot whose left edge is that of all others, whatever the width of the labels on its value axis, so that pictures below each other can be
 * compared. Names that need more room get it; where names stand above their rows, it begins at the left. Its notes may stand beside the plot, and
 * the names of its axes are elided where the picture has no room for them.
 */
final class AlignedPlot extends XYPlot {
    private static final long serialVersionUID = 1L;

    /** Room for the name of the axis and for labels such as {@code 1,000,000}. */
    private static final double LEFT_PIXELS = 92;

    private static final double NARROW_LEFT_PIXELS = 64;

    /** The width below which a picture is narrow. */
    private static final double NARROW = 500;

    /** What the lower axis takes of a picture's height. */
    private static final double DOMAIN_PIXELS = 50;

    private static final int LEAST_CHARACTERS = 8;

    private @Nullable String domainName;
    private @Nullable String rangeName;

    @Override
    public void draw(
            Graphics2D graphics, Rectangle2D area, Point2D anchor, PlotState parentState, PlotRenderingInfo info) {
        ValueAxis domain = getDomainAxis();
        if (domain != null && domain.getLabel() != null) {
            domainName = domainName == null ? domain.getLabel() : domainName;
            double left =
                    calculateRangeAxisSpace(graphics, area, new AxisSpace()).getLeft();
            domain.setLabel(fitted(domainName, graphics.getFontMetrics(domain.getLabelFont()), area, left));
        }
        ValueAxis range = getRangeAxis();
        if (range != null && range.getLabel() != null) {
            rangeName = rangeName == null ? range.getLabel() : rangeName;
            FontMetrics metrics = graphics.getFontMetrics(range.getLabelFont());
            range.setLabel(fitted(rangeName, metrics, area.getHeight() - DOMAIN_PIXELS));
        }
        super.draw(graphics, area, anchor, parentState, info);
    }

    /** Returns the name of the lower axis, elided to what there is room for around the middle of the plot. */
    private String fitted(String name, FontMetrics metrics, Rectangle2D area, double left) {
        double right = getInsets().getRight();
        double middle = left + (area.getWidth() - left - right) / 2;
        double room = 2 * Math.min(middle, area.getWidth() - middle);
        return fitted(name, metrics, room);
    }

    private static String fitted(String name, FontMetrics metrics, double room) {
        int characters = name.length();
        while (characters > LEAST_CHARACTERS && metrics.stringWidth(Phrases.elided(name, characters)) > room) {
            characters--;
        }
        return Phrases.elided(name, characters);
    }

    private double left(Rectangle2D area) {
        if (getRangeAxis() instanceof RowsUnderNames) {
            return RowsUnderNames.LEFT_PIXELS;
        }
        return area.getWidth() < NARROW ? NARROW_LEFT_PIXELS : LEFT_PIXELS;
    }

    @Override
    protected AxisSpace calculateRangeAxisSpace(Graphics2D graphics, Rectangle2D area, AxisSpace given) {
        AxisSpace space = super.calculateRangeAxisSpace(graphics, area, given);
        space.setLeft(Math.max(left(area), space.getLeft()));
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
