package org.ioasidsim.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.chart.ChartFiles;
import org.ioasidsim.report.chart.SweepCharts;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.page.AnswerPage;
import org.ioasidsim.report.table.SweepTables;

/** Writes the results of a sweep into the directory of its scenario: {@code sweep.csv}, {@code sweep.html} and charts. */
public final class SweepWriter {
    private SweepWriter() {}

    public static WrittenFiles write(SweepResult result, RunInfo info, Path directory, Drawing drawing)
            throws IOException {
        List<Path> files = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        Path csv = directory.resolve("sweep.csv");
        AtomicFiles.write(csv, SweepTables.csv(result));
        files.add(csv);
        List<ChartFiles.Drawn> drawn = ChartFiles.write(
                result.cells().isEmpty() ? Drawing.NONE : drawing,
                style -> SweepCharts.jobs(style, result),
                info.jobs(),
                directory.resolve("charts"),
                files,
                warnings);
        Path html = directory.resolve("sweep.html");
        AtomicFiles.write(
                html,
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
        files.add(html);
        return new WrittenFiles(directory, files, warnings);
    }
}
