package org.ioasidsim.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Draws charts, several at a time, each as PNG, as SVG and as the table behind it. */
final class ChartFiles {
    private static final List<String> ENDINGS = List.of(".csv", ".png", ".svg");

    private ChartFiles() {}

    /** A chart as drawn; {@code variant} is empty for a chart over all variants. */
    record Drawn(String variant, String name, String alt, String svg) {}

    /**
     * Draws into the directory {@code charts}; nothing where no charts are wanted.
     *
     * @param files where the names of what was written are added
     * @param warnings where it is added why nothing could be drawn
     */
    static List<Drawn> write(
            Drawing drawing,
            Function<ChartStyle, List<ChartJobs.ChartJob>> jobs,
            int threads,
            Path charts,
            List<Path> files,
            List<String> warnings)
            throws IOException {
        if (!drawing.isWanted()) {
            return List.of();
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Drawn>> pending = new ArrayList<>();
            for (ChartJobs.ChartJob job : jobs.apply(drawing.style())) {
                pending.add(pool.submit(() -> draw(job, charts)));
            }
            List<Drawn> drawn = finished(pending);
            drawn.forEach(chart -> ENDINGS.forEach(ending -> files.add(charts.resolve(chart.name() + ending))));
            return drawn;
        } catch (LinkageError | InternalError | FontsMissingException e) {
            warnings.add(withoutFonts(e));
            return List.of();
        } finally {
            end(pool);
        }
    }

    /** Begins no further chart and waits for those that are being drawn, so that none is written after a failure was told. */
    private static void end(ExecutorService pool) {
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

    /** Returns what to say and to do where {@code failure} shows that this Java has no fonts. */
    static String withoutFonts(Throwable failure) {
        return "No charts were drawn, for this Java has no fonts (" + failure.getMessage()
                + "); install fontconfig and a font, for example the packages fontconfig and fonts-dejavu-core.";
    }

    private static Drawn draw(ChartJobs.ChartJob job, Path charts) throws IOException {
        Chart chart = job.chart().get();
        String svg = ChartImages.svg(chart);
        AtomicFiles.write(charts.resolve(chart.name() + ".csv"), chart.data());
        AtomicFiles.write(charts.resolve(chart.name() + ".svg"), svg);
        AtomicFiles.write(charts.resolve(chart.name() + ".png"), out -> ChartImages.writePng(chart, out));
        return new Drawn(job.variant(), chart.name(), chart.alt(), svg);
    }

    private static List<Drawn> finished(List<Future<Drawn>> pending) throws IOException {
        List<Drawn> drawn = new ArrayList<>();
        try {
            for (Future<Drawn> chart : pending) {
                drawn.add(chart.get());
            }
        } catch (InterruptedException e) {
            pending.forEach(chart -> chart.cancel(false));
            Thread.currentThread().interrupt();
            throw new IOException("Drawing charts was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LinkageError || e.getCause() instanceof InternalError) {
                throw new FontsMissingException(e);
            }
            throw new IOException("A chart could not be drawn: " + e.getCause(), e);
        }
        return drawn;
    }

    /** Says that drawing failed for want of fonts. */
    private static final class FontsMissingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FontsMissingException(ExecutionException cause) {
            super(String.valueOf(cause.getCause()), cause);
        }
    }
}
