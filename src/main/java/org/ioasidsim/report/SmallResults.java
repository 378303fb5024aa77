package org.ioasidsim.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.Digests;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.report.answer.MailingListText;
import org.ioasidsim.report.answer.RunAnswer;
import org.ioasidsim.report.chart.Picture;
import org.ioasidsim.report.page.AnswerFile;
import org.ioasidsim.report.page.LivePage;
import org.ioasidsim.report.table.ResultTables;

/**
 * Writes the part of a run's results that is kept under version control: the answer, the summary, the refusals, the chart that decides, and their
 * origin. The same sources give the same bytes: there is no time, no commit, and no path but that of the scenario.
 */
public final class SmallResults {
    /** The origin of the other files. */
    static final String ORIGIN = "origin.json";

    private SmallResults() {}

    /**
     * Writes into {@code DIR/<scenario>/}.
     *
     * @param commandLine of a run that gives the same numbers
     * @param version of the program
     * @throws IOException also where there are no fonts to draw the chart with
     */
    public static void write(
            ExperimentResult result, String commandLine, String version, Path directory, boolean withChart)
            throws IOException {
        try (var results = NewDirectory.of(directory.resolve(result.scenarioName()))) {
            results.write("summary.csv", ResultTables.summary(result));
            results.write("refusals.csv", ResultTables.refusals(result));
            results.write(
                    "summary.txt", MailingListText.of(result, Optional.empty(), commandLine, "ioasid-sim " + version));
            results.write(AnswerFile.FILE, AnswerFile.json(RunAnswer.of(result)));
            if (withChart) {
                Picture answer = Picture.answer(result);
                for (Picture shape : List.of(answer, answer.narrow())) {
                    results.write("charts/" + shape.name() + ".svg", shape.svg());
                }
            }
            results.write(ORIGIN, JsonText.of(json -> origin(result, json)));
            var unused = results.place(List.of(LivePage.FILE)); // one of earlier results has other figures
        }
    }

    private static void origin(ExperimentResult result, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("scenario_file").value(result.file().path().toString().replace('\\', '/'));
        json.name("variants").beginArray();
        for (VariantResult variant : result.variants()) {
            json.beginObject().name("variant").value(variant.name());
            json.name("seed").value(variant.scenario().run().seed());
            json.name("scenario_sha256").value(digest(variant.scenario().resolvedYaml()));
            json.name("event_hashes").beginArray();
            for (ReplicationResult replication : variant.replications()) {
                json.value(Manifest.hash(replication.eventHash()));
            }
            json.endArray().endObject();
        }
        json.endArray().endObject();
    }

    /** Returns the SHA-256 of a resolved scenario. */
    static String digest(String resolvedYaml) {
        return Digests.sha256(resolvedYaml.getBytes(StandardCharsets.UTF_8));
    }
}
