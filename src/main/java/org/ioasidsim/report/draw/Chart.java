package org.ioasidsim.report.draw;

import org.ioasidsim.file.CsvTable;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.XYPlot;

/**
 * A picture, ready to be drawn.
 *
 * @param name of its files, without their ending
 * @param alt what it shows, for readers who cannot see it
 * @param width in pixels of the picture at its natural size
 * @param data what is drawn, as a table
 */
public record Chart(String name, String alt, JFreeChart picture, int width, int height, CsvTable data) {
    /** What the name of a chart's narrow shape ends with. */
    public static final String NARROW_SUFFIX = "-narrow";

    /** The width of a page on a phone, less its margins. */
    private static final int NARROW_PIXELS = 380;

    /** The height of a picture over time on such a page. */
    private static final int LOW_PIXELS = 400;

    /** What titles need on further lines. */
    private static final int TITLE_PIXELS = 50;

    /** The columns of a map whose numbers have room side by side. */
    private static final int MOST_COLUMNS = 4;

    /** The entries of a legend that leave a low picture enough height. */
    private static final int MOST_LEGEND = 3;

    /** Returns whether it has a narrow shape: pictures of several columns have none, nor have those with a long legend. */
    public boolean canBeNarrow() {
        return picture.getPlot() instanceof XYPlot plot
                && !(plot instanceof CombinedRangeXYPlot)
                && plot.getLegendItems().getItemCount() <= MOST_LEGEND
                && !(plot.getDomainAxis() instanceof SymbolAxis columns && columns.getSymbols().length > MOST_COLUMNS);
    }

    /** Returns the same picture in a shape that a phone shows without scrolling, its text as large as in this one. */
    public Chart narrow() {
        int high = height == ChartStyle.HEIGHT ? LOW_PIXELS : height + TITLE_PIXELS;
        return new Chart(name + NARROW_SUFFIX, alt, picture, NARROW_PIXELS, high, data);
    }
}
