package org.ioasidsim.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ioasidsim.experiment.Comparison;
import org.ioasidsim.experiment.ExperimentResult;

/** Writes all files of a run into {@code DIR/<scenario>/}, each whole or not at all, the manifest last. */
public final class ResultWriter {
    private ResultWriter() {}

    /**
     * What was written.
     *
     * @param directory of the scenario
     * @param files below it, the manifest last
     * @param warnings what is missing and why, in sentences
     */
    public record Written(Path directory, List<Path> files, List<String> warnings) {
        public Written {
            files = List.copyOf(files);
            warnings = List.copyOf(warnings);
        }
    }

    /** A chart as drawn. */
    record Drawn(String variant, String name, String alt, String svg) {}

    /** Writes everything. */
    public static Written write(ExperimentResult result, RunInfo info, Path directory) throws IOException {
        return write(result, info, directory, true);
    }

    /** Writes everything, pictures only where {@code withCharts}; what pictures need and the machine lacks is a warning. */
    public static Written write(ExperimentResult result, RunInfo info, Path directory, boolean withCharts)
            throws IOException {
        return write(result, Optional.empty(), Supplement.NONE, info, directory, withCharts);
    }

    /** Writes everything, and what a comparison adds where there is one. */
    public static Written write(
            ExperimentResult result, Optional<Comparison> comparison, RunInfo info, Path directory, boolean withCharts)
            throws IOException {
        return write(result, comparison, Supplement.NONE, info, directory, withCharts);
    }

    /** Writes everything and, with it, what a command found out beyond the runs. */
    static Written write(
            ExperimentResult result, Supplement supplement, RunInfo info, Path directory, boolean withCharts)
            throws IOException {
        return write(result, Optional.empty(), supplement, info, directory, withCharts);
    }

    private static Written write(
            ExperimentResult result,
            Optional<Comparison> comparison,
            Supplement supplement,
            RunInfo info,
            Path directory,
            boolean withCharts)
            throws IOException {
        Path scenario = directory.resolve(scenarioName(result));
        List<Path> files = new ArrayList<>(writeTables(result, info, scenario));
        if (comparison.isPresent()) {
            files.addAll(writeComparison(result, comparison.get(), info, scenario));
        }
        for (var table : supplement.tables().entrySet()) {
            files.add(write(scenario.resolve(table.getKey()), table.getValue()));
        }
        List<String> warnings = new ArrayList<>();
        List<Drawn> drawn =
                withCharts ? drawCharts(result, comparison, supplement, info, scenario, files, warnings) : List.of();

        Path report = scenario.resolve("report.html");
        AtomicFiles.write(report, HtmlReport.of(result, comparison, info, drawn));
        files.add(report);
        Path manifest = scenario.resolve("manifest.json");
        AtomicFiles.write(manifest, Manifest.of(result, info, scenario, files).json());
        files.add(manifest);
        return new Written(scenario, files, warnings);
    }

    /** Returns the scenario's name, which names its directory. */
    static String scenarioName(ExperimentResult result) {
        return result.variants().isEmpty()
                ? "empty"
                : result.variants().get(0).scenario().name();
    }

    private static List<Path> writeTables(ExperimentResult result, RunInfo info, Path scenario) throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(write(scenario.resolve("summary.csv"), ResultTables.summary(result)));
        files.add(write(scenario.resolve("replications.csv"), ResultTables.replications(result)));
        files.add(write(scenario.resolve("refusals.csv"), ResultTables.refusals(result)));
        files.add(write(scenario.resolve("blame.csv"), ResultTables.blame(result)));
        files.add(write(scenario.resolve("timeline.csv"), ResultTables.timeline(result)));
        files.add(write(scenario.resolve("exact.csv"), ExactTable.csv(result)));
        String summary = TextSummary.of(result, info);
        files.add(write(scenario.resolve("summary.txt"), out -> out.write(summary.getBytes(StandardCharsets.UTF_8))));
        return files;
    }

    private static List<Path> writeComparison(
            ExperimentResult result, Comparison comparison, RunInfo info, Path scenario) throws IOException {
        String mail = MailingListText.of(result, comparison, info);
        return List.of(
                write(scenario.resolve("comparison.csv"), ComparisonTables.comparison(comparison)),
                write(scenario.resolve("best.csv"), ComparisonTables.best(comparison)),
                write(scenario.resolve("comparison.txt"), out -> out.write(mail.getBytes(StandardCharsets.UTF_8))));
    }

    private static Path write(Path file, AtomicFiles.Content content) throws IOException {
        AtomicFiles.write(file, content);
        return file;
    }

    private static List<Drawn> drawCharts(
            ExperimentResult result,
            Optional<Comparison> comparison,
            Supplement supplement,
            RunInfo info,
            Path scenario,
            List<Path> files,
            List<String> warnings)
            throws IOException {
        Path charts = scenario.resolve("charts");
        ExecutorService pool = Executors.newFixedThreadPool(info.jobs());
        try {
            List<Future<Drawn>> pending = new ArrayList<>();
            ChartStyle style = new ChartStyle(Fonts.load());
            List<ChartJobs.ChartJob> jobs = new ArrayList<>(supplement.charts().apply(style));
            jobs.addAll(ChartJobs.of(result, style));
            comparison.ifPresent(made -> jobs.addAll(ChartJobs.of(result, made, style)));
            for (ChartJobs.ChartJob job : jobs) {
                pending.add(pool.submit(() -> draw(job, charts)));
            }
            List<Drawn> drawn = finished(pending);
            for (Drawn chart : drawn) {
                for (String ending : List.of(".csv", ".png", ".svg")) {
                    files.add(charts.resolve(chart.name() + ending));
                }
            }
            return drawn;
        } catch (LinkageError | InternalError | FontsMissingException e) {
            warnings.add("No charts were drawn, for this Java has no fonts (" + e.getMessage()
                    + "); install fontconfig and a font, for example the packages fontconfig and fonts-dejavu-core.");
            return List.of();
        } finally {
            pool.shutdown();
        }
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
