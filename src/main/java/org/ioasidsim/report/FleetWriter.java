package org.ioasidsim.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.chart.ChartFiles;
import org.ioasidsim.report.chart.FleetCharts;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.page.AnswerPage;
import org.ioasidsim.report.table.FleetAnswer;
import org.ioasidsim.report.table.FleetTables;
import org.ioasidsim.scenario.Scenario;

/** Writes the answers of a fleet: {@code fleet.csv}, {@code fleet-mix.csv}, {@code fleet.json}, {@code fleet.html}, charts and a manifest. */
public final class FleetWriter {
    private FleetWriter() {}

    /**
     * Writes everything into {@code directory}.
     *
     * @param variants all that was simulated, at all numbers of all cells
     */
    public static WrittenFiles write(
            FleetAnswer answer, List<Manifest.Variant> variants, boolean isInterrupted, Path directory, Drawing drawing)
            throws IOException {
        try (var results = NewDirectory.of(directory)) {
            List<String> warnings = new ArrayList<>();
            results.write("fleet.csv", FleetTables.csv(answer));
            results.write("fleet-mix.csv", FleetTables.mixCsv(answer));
            results.write("fleet.json", FleetTables.json(answer));
            List<ChartFiles.Drawn> drawn = ChartFiles.write(
                    drawing,
                    style -> FleetCharts.jobs(style, answer),
                    answer.info().jobs(),
                    results,
                    warnings);
            results.write("fleet.html", page(answer, drawn));
            var head = new Manifest.Head(
                    "fleet",
                    "fleet.html",
                    FleetTables.sentences(answer).stream().findFirst().orElse(""));
            warnings.addAll(Placement.place(
                    results,
                    Manifest.of(answer.file(), isInterrupted, variants, head, answer.info(), results.sha256())));
            return new WrittenFiles(directory, warnings);
        }
    }

    private static String page(FleetAnswer answer, List<ChartFiles.Drawn> drawn) {
        Scenario scenario = answer.file().variants().get(0).scenario();
        return AnswerPage.of(
                new AnswerPage.Page(
                        scenario.name(),
                        scenario.question(),
                        FleetTables.sentences(answer),
                        List.of(),
                        AnswerPage.table(FleetTables.rows(answer), "fleet.csv"),
                        FleetTables.method(answer),
                        answer.info()),
                drawn);
    }
}
