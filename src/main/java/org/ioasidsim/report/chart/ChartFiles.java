package org.ioasidsim.report.chart;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.report.draw.Canvas;
import org.ioasidsim.report.draw.Chart;
import org.ioasidsim.report.draw.ChartImages;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.draw.Drawing;
import org.jspecify.annotations.Nullable;

/**
 * Draws charts into new results, several at a time, as PNG, as SVG and as the table behind them.
 */
public final class ChartFiles implements AutoCloseable {
    private static final String DIRECTORY = "charts";

    private final NewDirectory results;
    private final Drawing drawing;
    private final ExecutorService pool;
    private final Queue<Canvas> idleCanvases = new ConcurrentLinkedQueue<>();
    private final List<Future<Drawn>> pending = new ArrayList<>();
    private @Nullable Throwable unready;
    private @Nullable String leftOut;

    /**
     * Makes charts below the directory {@code charts} of new results.
     *
     * @param drawing which may want none
     * @param threads how many are drawn at a time
     */
    ChartFiles(NewDirectory results, Drawing drawing, int threads) {
        this.results = results;
        this.drawing = drawing;
        this.pool = Executors.newFixedThreadPool(threads, ChartFiles::daemon);
    }

    /**
     * A chart as drawn.
     *
     * @param variant empty for a chart over all variants
     * @param narrow the same in its narrow shape
     * @param isCut whether the narrow shape leaves something out
     */
    public record Drawn(String variant, String name, String alt, String svg, String narrow, boolean isCut) {}

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "charts");
        thread.setDaemon(true);
        return thread;
    }

    /** Draws {@code jobs}: {@link #begin}, then {@link #finish}. */
    public static List<Drawn> write(
            Drawing drawing,
            Function<ChartStyle, List<ChartJob>> jobs,
            int threads,
            NewDirectory results,
            List<String> warnings)
            throws IOException {
        try (var drawn = new ChartFiles(results, drawing, threads)) {
            drawn.begin(jobs);
            return drawn.finish(warnings);
        }
    }

    /** Begins to draw the charts that {@code jobs} makes in the common style. If that is impossible, {@link #finish} reports why. */
    void begin(Function<ChartStyle, List<ChartJob>> jobs) {
        if (!drawing.isWanted() || unready != null || leftOut != null) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) { // asked here: loading fonts clears the flag
            unready = interrupted(null);
            return;
        }
        try {
            jobs.apply(drawing.style()).forEach(job -> pending.add(pool.submit(() -> draw(job))));
        } catch (FileSystemException e) {
            leaveOut("No charts were drawn, for fonts could not be unpacked: " + e.getMessage());
        } catch (IOException | LinkageError | InternalError e) {
            unready = e;
        }
    }

    /** Begins no further chart; {@link #finish} drops those in progress and warns of it. */
    void leaveOut(String why) {
        if (drawing.isWanted()) {
            leftOut = why;
        }
    }

    /**
     * Waits for all charts that were begun and returns them in the order of their beginning; none if this Java has no fonts.
     *
     * @param warnings where it is added why nothing could be drawn
     */
    List<Drawn> finish(List<String> warnings) throws IOException {
        if (leftOut != null) {
            stop();
            results.remove(DIRECTORY);
            warnings.add(leftOut);
            return List.of();
        }
        try {
            return finished();
        } catch (LinkageError | InternalError | FontsMissingException e) {
            results.remove(DIRECTORY);
            warnings.add(withoutFonts(e));
            return List.of();
        }
    }

    /** Begins no further chart and waits for those in progress, so that none is written after a failure was reported. */
    @Override
    public void close() {
        stop();
    }

    private void stop() {
        pool.shutdownNow();
        boolean wasInterrupted = Thread.interrupted();
        try {
            boolean unused = pool.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            wasInterrupted = true;
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the warning that this Java has no fonts, with the remedy. */
    static String withoutFonts(Throwable failure) {
        return "No charts were drawn, for this Java has no fonts (" + failure.getMessage()
                + "); install fontconfig and a font, for example the packages fontconfig and fonts-dejavu-core.";
    }

    private Drawn draw(ChartJob job) throws IOException {
        Chart chart = job.chart().get();
        String svg = ChartImages.svg(chart);
        String file = DIRECTORY + "/" + chart.name();
        results.write(file + ".csv", chart.data());
        results.write(file + ".svg", svg);
        results.write(file + ".png", out -> writePng(chart, out));
        return new Drawn(job.variant(), chart.name(), chart.alt(), svg, narrow(job, chart), chart.isCutWhenNarrow());
    }

    /** Draws the narrow shape, and keeps that of a chart over all variants as a file for other pages. */
    private String narrow(ChartJob job, Chart chart) throws IOException {
        Chart narrow = chart.narrow();
        String svg = ChartImages.svg(narrow);
        if (job.isOverAll()) {
            results.write(DIRECTORY + "/" + narrow.name() + ".svg", svg);
        }
        return svg;
    }

    private void writePng(Chart chart, OutputStream out) throws IOException {
        Canvas canvas = Objects.requireNonNullElseGet(
                idleCanvases.poll(), () -> new Canvas(ChartStyle.WIDTH, ChartStyle.HEIGHT));
        ChartImages.writePng(chart, canvas, out);
        idleCanvases.add(canvas);
    }

    private List<Drawn> finished() throws IOException {
        rethrow(unready);
        List<Drawn> drawn = new ArrayList<>();
        try {
            for (Future<Drawn> chart : pending) {
                drawn.add(chart.get());
            }
        } catch (InterruptedException e) {
            pending.forEach(chart -> chart.cancel(false));
            Thread.currentThread().interrupt();
            throw interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LinkageError || e.getCause() instanceof InternalError) {
                throw new FontsMissingException(e);
            }
            if (e.getCause() instanceof OutOfMemoryError memory) {
                throw memory;
            }
            throw undrawable(e.getCause());
        }
        return drawn;
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof IOException known) {
            throw known;
        }
    }

    private static IOException interrupted(@Nullable InterruptedException cause) {
        return new IOException("Drawing charts was interrupted.", cause);
    }

    private static IOException undrawable(@Nullable Throwable cause) {
        return new IOException("A chart could not be drawn: " + cause, cause);
    }

    /** Says that drawing failed for want of fonts. */
    private static final class FontsMissingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FontsMissingException(ExecutionException cause) {
            super(String.valueOf(cause.getCause()), cause);
        }
    }
}
