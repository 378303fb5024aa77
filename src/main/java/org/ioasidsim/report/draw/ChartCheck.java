package org.ioasidsim.report.draw;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;

/** Checks by drawing whether this machine can draw charts. */
public final class ChartCheck {
    private static final int WIDTH = 200;
    private static final int HEIGHT = 40;

    private ChartCheck() {}

    /** Returns why charts cannot be drawn; empty if they can. */
    public static Optional<String> problem() {
        try {
            return hasInk(drawText(Fonts.load())) ? Optional.empty() : Optional.of("text comes out blank");
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            return Optional.of(e.toString());
        }
    }

    private static BufferedImage drawText(Fonts fonts) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.setFont(fonts.regular(20));
        graphics.drawString("IOASID", 10, 30);
        graphics.dispose();
        return image;
    }

    private static boolean hasInk(BufferedImage image) {
        for (int pixel : image.getRGB(0, 0, WIDTH, HEIGHT, null, 0, WIDTH)) {
            if ((pixel & 0xFFFFFF) != 0) {
                return true;
            }
        }
        return false;
    }
}
