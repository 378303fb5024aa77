package org.ioasidsim.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.file.PartFiles;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.answer.MailingListText;
import org.ioasidsim.report.answer.RunAnswer;
import org.ioasidsim.report.answer.TextSummary;
import org.ioasidsim.report.chart.ChartFiles;
import org.ioasidsim.report.chart.ExperimentCharts;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.page.AnswerFile;
import org.ioasidsim.report.page.HtmlReport;
import org.ioasidsim.report.table.BlameTable;
import org.ioasidsim.report.table.ComparisonTables;
import org.ioasidsim.report.table.ExactTable;
import org.ioasidsim.report.table.ResultTables;

/** Writes all files of a run into {@code DIR/<scenario>/}, each whole or not at all, the manifest last. */
public final class ResultWriter {
    /** The table of a comparison, a row for each variant, tenant and metric. */
    public static final String COMPARISON = "comparison.csv";

    private ResultWriter() {}

    /**
     * Writes everything, including {@code comparison} if present, into the directory {@code scenario}. If this machine cannot draw charts,
     * that is a warning.
     */
    public static WrittenFiles writeInto(
            Path scenario, ExperimentResult result, Optional<Comparison> comparison, RunInfo info, Drawing drawing)
            throws IOException {
        return writeInto(scenario, result, comparison, ExtraArtifacts.NONE, info, drawing);
    }

    /** Writes everything and the artifacts that a command adds. */
    static WrittenFiles writeInto(
            Path scenario,
            ExperimentResult result,
            Optional<Comparison> comparison,
            ExtraArtifacts supplement,
            RunInfo info,
            Drawing drawing)
            throws IOException {
        try (var charts = ExperimentCharts.of(result.file(), drawing, scenario, info.jobs())) {
            return writeInto(scenario, result, comparison, supplement, info, charts);
        }
    }

    /**
     * Writes everything, including {@code comparison} if present, into {@code scenario}.
     *
     * @param charts of this experiment, of which some may have begun, and which are to be closed
     */
    public static WrittenFiles writeInto(
            Path scenario,
            ExperimentResult result,
            Optional<Comparison> comparison,
            RunInfo info,
            ExperimentCharts charts)
            throws IOException {
        return writeInto(scenario, result, comparison, ExtraArtifacts.NONE, info, charts);
    }

    private static WrittenFiles writeInto(
            Path scenario,
            ExperimentResult result,
            Optional<Comparison> comparison,
            ExtraArtifacts supplement,
            RunInfo info,
            ExperimentCharts charts)
            throws IOException {
        PartFiles.clear(scenario);
        charts.beginRest(result, comparison, supplement.charts());
        List<Path> files = new ArrayList<>(writeTables(result, info, scenario));
        if (comparison.isPresent()) {
            files.addAll(writeComparison(result, comparison.get(), info, scenario));
        }
        for (var table : supplement.tables().entrySet()) {
            files.add(write(scenario.resolve(table.getKey()), table.getValue()));
        }
        List<String> warnings = new ArrayList<>();
        List<ChartFiles.Drawn> drawn = charts.finish(files, warnings);

        Path report = scenario.resolve("report.html");
        AtomicFiles.write(report, HtmlReport.of(result, comparison, info, drawn));
        files.add(report);
        Path manifest = scenario.resolve(Manifest.FILE);
        AtomicFiles.write(manifest, Manifest.of(result, info, scenario, files).json());
        files.add(manifest);
        return new WrittenFiles(scenario, warnings);
    }

    private static List<Path> writeTables(ExperimentResult result, RunInfo info, Path scenario) throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(write(scenario.resolve("summary.csv"), ResultTables.summary(result)));
        files.add(write(scenario.resolve("replications.csv"), ResultTables.replications(result)));
        files.add(write(scenario.resolve("refusals.csv"), ResultTables.refusals(result)));
        files.add(write(scenario.resolve("blame.csv"), BlameTable.of(result)));
        files.add(write(scenario.resolve("timeline.csv"), ResultTables.timeline(result)));
        files.add(write(scenario.resolve("exact.csv"), ExactTable.csv(result)));
        String answer = AnswerFile.json(RunAnswer.of(result));
        files.add(write(scenario.resolve(AnswerFile.FILE), out -> out.write(answer.getBytes(StandardCharsets.UTF_8))));
        String summary = TextSummary.of(result, info);
        files.add(write(scenario.resolve("summary.txt"), out -> out.write(summary.getBytes(StandardCharsets.UTF_8))));
        return files;
    }

    private static List<Path> writeComparison(
            ExperimentResult result, Comparison comparison, RunInfo info, Path scenario) throws IOException {
        String mail = MailingListText.of(result, comparison, info);
        return List.of(
                write(scenario.resolve(COMPARISON), ComparisonTables.comparison(comparison)),
                write(scenario.resolve("best.csv"), ComparisonTables.best(comparison)),
                write(scenario.resolve("comparison.txt"), out -> out.write(mail.getBytes(StandardCharsets.UTF_8))));
    }

    private static Path write(Path file, AtomicFiles.Content content) throws IOException {
        AtomicFiles.write(file, content);
        return file;
    }
}
