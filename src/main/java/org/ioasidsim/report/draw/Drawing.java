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
 * Whether charts are drawn, and in which style. The first chart spends most of its time on loading fonts and classes, which
 * {@link #ahead} does early.
 */
public final class Drawing {
    /** No charts. */
    public static final Drawing NONE = new Drawing(false);

    private final boolean isWanted;
    private final FutureTask<ChartStyle> style = new FutureTask<>(() -> new ChartStyle(Fonts.load()));

    private Drawing(boolean isWanted) {
        this.isWanted = isWanted;
    }

    /** Starts to load fonts and chart classes in the background, while the program does other work. */
    public static Drawing ahead() {
        var drawing = new Drawing(true);
        var thread = new Thread(drawing::prepare, "charts ahead");
        thread.setDaemon(true);
        // what fails here fails again when charts are drawn, and is reported then
        thread.setUncaughtExceptionHandler((unused, unused2) -> {});
        thread.start();
        return drawing;
    }

    public boolean isWanted() {
        return isWanted;
    }

    /** Returns the style; waits for its fonts. */
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

    /** Returns the reason why the fonts could not be loaded; throws it if it is an error, as if loading had failed in this thread. */
    private static IOException failure(ExecutionException failed) {
        if (failed.getCause() instanceof Error error) {
            throw error;
        }
        return failed.getCause() instanceof IOException known
                ? known
                : new IOException("Fonts cannot be loaded: " + failed.getCause(), failed);
    }

    /** Draws a sample that is thrown away, so that the first real chart finds all common classes loaded. */
    private void prepare() {
        try {
            Chart chart = sample(style());
            ChartImages.writePng(chart, new Canvas(chart.width(), chart.height()), OutputStream.nullOutputStream());
            String unused = ChartImages.svg(chart);
        } catch (IOException e) {
            // reported when charts are drawn
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
