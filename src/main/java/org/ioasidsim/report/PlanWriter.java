package org.ioasidsim.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.file.WrittenFiles;
import org.ioasidsim.report.chart.ChartFiles;
import org.ioasidsim.report.chart.PlanCharts;
import org.ioasidsim.report.draw.Drawing;
import org.ioasidsim.report.page.AnswerPage;
import org.ioasidsim.report.table.PlanAnswer;
import org.ioasidsim.report.table.PlanTables;
import org.ioasidsim.scenario.Scenario;

/** Writes the result of a plan into a directory of its own: {@code plan.csv}, {@code plan.json}, {@code plan.html}, charts and a manifest. */
public final class PlanWriter {
    private PlanWriter() {}

    /**
     * Writes everything into {@code directory}.
     *
     * @param variants all that was run, at all values
     */
    public static WrittenFiles write(
            PlanAnswer answer, List<Manifest.Variant> variants, boolean isInterrupted, Path directory, Drawing drawing)
            throws IOException {
        try (var results = NewDirectory.of(directory)) {
            List<String> warnings = new ArrayList<>();
            results.write("plan.csv", PlanTables.csv(answer));
            results.write("plan.json", PlanTables.json(answer));
            List<ChartFiles.Drawn> drawn = ChartFiles.write(
                    drawing,
                    style -> PlanCharts.jobs(style, answer),
                    answer.info().jobs(),
                    results,
                    warnings);
            results.write("plan.html", page(answer, drawn));
            var head = new Manifest.Head(
                    "plan",
                    "plan.html",
                    PlanTables.sentences(answer).stream().findFirst().orElse(""));
            warnings.addAll(Placement.place(
                    results,
                    Manifest.of(answer.file(), isInterrupted, variants, head, answer.info(), results.sha256())));
            return new WrittenFiles(directory, warnings);
        }
    }

    private static String page(PlanAnswer answer, List<ChartFiles.Drawn> drawn) {
        Scenario scenario = answer.file().variants().get(0).scenario();
        return AnswerPage.of(
                new AnswerPage.Page(
                        scenario.name(),
                        scenario.question(),
                        PlanTables.sentences(answer),
                        List.of(),
                        AnswerPage.table(PlanTables.rows(answer), "plan.csv"),
                        PlanTables.method(answer),
                        answer.info()),
                drawn);
    }
}
