package org.ioasidsim.api;

import org.ioasidsim.report.chart.Picture;

/** A chart of results, as its files in {@code charts/} show it. */
public final class ResultChart {
    private final Picture picture;

    ResultChart(Picture picture) {
        this.picture = picture;
    }

    /** Returns the name of its files, without their ending. */
    public String name() {
        return picture.name();
    }

    /** Returns what it shows, in words. */
    public String alt() {
        return picture.alt();
    }

    /** Returns the width in pixels at its natural size; {@link #png} has twice as many. */
    public int width() {
        return picture.width();
    }

    /** Returns an SVG document; the same bytes for the same results. */
    public String svg() {
        return picture.svg();
    }

    /** Returns a PNG at twice the natural size; its pixels may differ between versions of Java. */
    public byte[] png() {
        return picture.png();
    }

    /** Returns the numbers that it shows. */
    public String csv() {
        return picture.csv();
    }
}
