package org.ioasidsim.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.answer.ComparisonAnswer;
import org.ioasidsim.report.answer.MailingListText;
import org.ioasidsim.report.answer.RunAnswer;
import org.ioasidsim.report.chart.ChartFiles;
import org.ioasidsim.report.chart.ExperimentCharts;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.page.AnswerFile;
import org.ioasidsim.report.page.HtmlReport;
import org.ioasidsim.report.page.LivePanel;
import org.ioasidsim.report.page.PageFiles;
import org.ioasidsim.report.table.BlameTable;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.ComparisonTables;
import org.ioasidsim.report.table.DataTable;
import org.ioasidsim.report.table.ExactTable;
import org.ioasidsim.report.table.ResultTables;

/** Writes all files of a run into {@code DIR/<scenario>/run/}, in the place of those of an earlier run. */
public final class ResultWriter {
    /** The table of a comparison, a row for each variant, tenant and metric. */
    public static final String COMPARISON = "comparison.csv";

    private static final String REPORT = "report.html";

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

    /** Does the same, with a report that simulates again. */
    public static WrittenFiles writeInto(
            Path scenario,
            ExperimentResult result,
            Optional<Comparison> comparison,
            LivePanel live,
            RunInfo info,
            Drawing drawing)
            throws IOException {
        try (var charts = ExperimentCharts.of(result.file(), drawing, scenario, info.jobs())) {
            return writeInto(result, comparison, live, info, charts);
        }
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
            return writeInto(result, comparison, supplement, LivePanel.NONE, info, charts);
        }
    }

    /**
     * Writes everything, including {@code comparison} if present, into the new results of {@code charts}, and puts them in place.
     *
     * @param charts of this experiment, of which some may have begun, and which are to be closed
     */
    public static WrittenFiles writeInto(
            ExperimentResult result, Optional<Comparison> comparison, RunInfo info, ExperimentCharts charts)
            throws IOException {
        return writeInto(result, comparison, LivePanel.NONE, info, charts);
    }

    /** Does the same, with a report that simulates again. */
    public static WrittenFiles writeInto(
            ExperimentResult result,
            Optional<Comparison> comparison,
            LivePanel live,
            RunInfo info,
            ExperimentCharts charts)
            throws IOException {
        return writeInto(result, comparison, ExtraArtifacts.NONE, live, info, charts);
    }

    private static WrittenFiles writeInto(
            ExperimentResult result,
            Optional<Comparison> comparison,
            ExtraArtifacts supplement,
            LivePanel live,
            RunInfo info,
            ExperimentCharts charts)
            throws IOException {
        charts.beginRest(result, comparison, supplement.charts());
        NewDirectory results = charts.results();
        writeTables(result, info, results);
        if (comparison.isPresent()) {
            writeComparison(result, comparison.get(), info, results);
        }
        for (var table : supplement.tables().entrySet()) {
            results.write(table.getKey(), table.getValue());
        }
        List<String> warnings = new ArrayList<>();
        List<ChartFiles.Drawn> drawn = charts.finish(warnings);
        PageFiles report = HtmlReport.of(result, comparison, supplement.answer(), info, drawn, live);
        for (Map.Entry<String, String> file : report.beside().entrySet()) {
            results.write(file.getKey(), file.getValue());
        }
        results.write(REPORT, report.html());
        warnings.addAll(Placement.place(results, manifest(result, comparison, supplement, info, results)));
        return new WrittenFiles(results.path(), warnings);
    }

    /** Returns what a comparison answers beyond the run: who wins; of a run, or where there is nobody else, its answer. */
    private static String answer(ExperimentResult result, Optional<Comparison> comparison) {
        return comparison
                .map(made ->
                        ComparisonAnswer.of(new ComparisonIndex(result, made)).winners())
                .flatMap(winners -> winners.stream().findFirst())
                .orElseGet(() -> RunAnswer.of(result).firstSentence());
    }

    private static Manifest manifest(
            ExperimentResult result,
            Optional<Comparison> comparison,
            ExtraArtifacts supplement,
            RunInfo info,
            NewDirectory results)
            throws IOException {
        String command = comparison.isPresent() ? "compare" : "run";
        boolean isPlain = supplement.command().isEmpty();
        var head = new Manifest.Head(
                isPlain ? command : supplement.command(),
                REPORT,
                isPlain
                        ? answer(result, comparison)
                        : supplement.answer().stream().findFirst().orElse(""));
        List<Manifest.Variant> variants =
                supplement.variants().isEmpty() ? Manifest.variants(result) : supplement.variants();
        return Manifest.of(result.file(), result.interrupted(), variants, head, info, results.sha256());
    }

    private static void writeTables(ExperimentResult result, RunInfo info, NewDirectory results) throws IOException {
        results.write("summary.csv", ResultTables.summary(result));
        results.write("replications.csv", ResultTables.replications(result));
        results.write("refusals.csv", ResultTables.refusals(result));
        results.write("blame.csv", BlameTable.of(result));
        results.write("timeline.csv", ResultTables.timeline(result));
        results.write("exact.csv", ExactTable.csv(result));
        if (DataTable.isNeeded(result)) {
            results.write(DataTable.FILE, DataTable.of(result));
        }
        results.write(AnswerFile.FILE, AnswerFile.json(RunAnswer.of(result)));
        results.write("summary.txt", MailingListText.of(result, Optional.empty(), info));
    }

    private static void writeComparison(
            ExperimentResult result, Comparison comparison, RunInfo info, NewDirectory results) throws IOException {
        results.write(COMPARISON, ComparisonTables.comparison(comparison));
        results.write("best.csv", ComparisonTables.best(comparison));
        results.write("comparison.txt", MailingListText.of(result, Optional.of(comparison), info));
    }
}
