package org.ioasidsim.report.draw;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.DirectColorModel;
import java.awt.image.Raster;

/**
 * Pixels that several charts are drawn on, one after another. A new array for each chart would cost megabytes of fresh memory and a garbage
 * collection every few charts.
 */
public final class Canvas {
    private static final int SCALE = 2;
    private static final DirectColorModel RGB = new DirectColorModel(24, 0xFF0000, 0xFF00, 0xFF);

    private int[] pixels;

    /** Makes a canvas for charts of up to this natural size; it grows for a larger one. */
    public Canvas(int width, int height) {
        pixels = new int[SCALE * width * SCALE * height];
    }

    /**
     * Draws {@code chart} at twice its natural size.
     *
     * @return a picture of {@link BufferedImage#TYPE_INT_RGB}, good until the next is drawn
     */
    BufferedImage draw(Chart chart) {
        BufferedImage image = image(chart.width() * SCALE, chart.height() * SCALE);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.transform(AffineTransform.getScaleInstance(SCALE, SCALE));
        chart.picture().draw(graphics, new Rectangle2D.Double(0, 0, chart.width(), chart.height()));
        graphics.dispose();
        return image;
    }

    /** Returns a picture that still shows the previous chart; each chart first covers all of it with its background. */
    private BufferedImage image(int width, int height) {
        if (pixels.length < width * height) {
            pixels = new int[width * height];
        }
        var data = new DataBufferInt(pixels, width * height);
        int[] masks = {RGB.getRedMask(), RGB.getGreenMask(), RGB.getBlueMask()};
        return new BufferedImage(RGB, Raster.createPackedRaster(data, width, height, width, masks, null), false, null);
    }
}
