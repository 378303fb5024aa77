package org.ioasidsim.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.chart.ChartFiles;
import org.ioasidsim.report.chart.SweepCharts;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.page.AnswerPage;
import org.ioasidsim.report.table.SweepTables;

/** Writes the results of a sweep into a directory of its own: {@code sweep.csv}, {@code sweep.html}, charts and a manifest. */
public final class SweepWriter {
    private SweepWriter() {}

    public static WrittenFiles write(SweepResult result, RunInfo info, Path directory, Drawing drawing)
            throws IOException {
        try (var results = NewDirectory.of(directory)) {
            List<String> warnings = new ArrayList<>();
            results.write("sweep.csv", SweepTables.csv(result));
            List<ChartFiles.Drawn> drawn = ChartFiles.write(
                    result.cells().isEmpty() ? Drawing.NONE : drawing,
                    style -> SweepCharts.jobs(style, result),
                    info.jobs(),
                    results,
                    warnings);
            results.write(
                    "sweep.html",
                    AnswerPage.of(
                            new AnswerPage.Page(
                                    SweepTables.scenario(result),
                                    SweepTables.question(result),
                                    SweepTables.answer(result),
                                    List.of(),
                                    AnswerPage.table(SweepTables.rows(result), "sweep.csv"),
                                    List.of(SweepTables.note(result)),
                                    info),
                            drawn));
            var head = new Manifest.Head(
                    "sweep",
                    "sweep.html",
                    SweepTables.answer(result).stream().findFirst().orElse(""));
            warnings.addAll(Placement.place(
                    results,
                    Manifest.of(
                            result.file(),
                            result.interrupted(),
                            Manifest.variants(result),
                            head,
                            info,
                            results.sha256())));
            return new WrittenFiles(directory, warnings);
        }
    }
}
