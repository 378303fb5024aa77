package org.ioasidsim.report.draw;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.ioasidsim.file.CsvTable;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYSeries;

/**
 * Whether charts are drawn, and in which style. Most of the time that the first chart takes goes into fonts and into classes that are
 * met for the first time; where it is certain that charts will be drawn, {@link #ahead} has both ready by then.
 */
public final class Drawing {
    /** No charts. */
    public static final Drawing NONE = new Drawing(false);

    private final boolean isWanted;
    private final FutureTask<ChartStyle> style = new FutureTask<>(() -> new ChartStyle(Fonts.load()));

    private Drawing(boolean isWanted) {
        this.isWanted = isWanted;
    }

    /** Returns charts that are got ready from now on, beside what else is done. */
    public static Drawing ahead() {
        var drawing = new Drawing(true);
        var thread = new Thread(drawing::prepare, "charts ahead");
        thread.setDaemon(true);
        // what fails here fails again where charts are drawn, and is told there
        thread.setUncaughtExceptionHandler((unused, unused2) -> {});
        thread.start();
        return drawing;
    }

    /** Returns charts that are got ready when the first is drawn. */
    public static Drawing whenNeeded() {
        return new Drawing(true);
    }

    public boolean isWanted() {
        return isWanted;
    }

    /** Returns the style, as soon as its fonts are loaded. */
    public ChartStyle style() throws IOException {
        style.run();
        try {
            return style.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Loading fonts was interrupted.", e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** Returns what kept the fonts from being loaded, or throws it where it is an error: both as if it had happened here. */
    private static IOException failure(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return failed.getCause() instanceof IOException known
                ? known
                : new IOException("Fonts cannot be loaded: " + failed.getCause(), failed);
    }

    /** Draws a chart that nobody sees, so that the next finds all that charts have in common. */
    private void prepare() {
        try {
            Chart chart = sample(style());
            ChartImages.writePng(chart, new Canvas(chart.width(), chart.height()), OutputStream.nullOutputStream());
            String unused = ChartImages.svg(chart);
        } catch (IOException e) {
            // told where charts are drawn
            return;
        }
    }

    private static Chart sample(ChartStyle style) {
        var series = new XYSeries("");
        series.add(0, 0);
        series.add(1, 1);
        XYPlot plot = style.plot(style.axis("time"), style.countAxis("ids", 1));
        ChartStyle.addSeries(plot, series, PathRenderer.Kind.LINE, ChartStyle.INK, ChartStyle.LINE);
        plot.addRangeMarker(style.capacity(1));
        plot.addAnnotation(style.note("note", 0, 0));
        var legend = new LegendItemCollection();
        ChartStyle.legendLine(legend, "line", ChartStyle.INK, ChartStyle.DASHED);
        ChartStyle.legendBox(legend, "box", ChartStyle.INK);
        plot.setFixedLegendItems(legend);
        var data = new CsvTable(List.of("x"), rows -> {});
        return new Chart("sample", "", style.picture("Title", "subtitle", plot), 200, 150, data);
    }
}
