package org.ioasidsim.report.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.ScenarioDirectory;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.report.draw.Chart;

/**
 * {@code index.html} of a scenario: its question, and a line for each command that has results, with its answer.
 *
 * @param scenario its name
 * @param question that it asks
 * @param rows in the order of {@link ScenarioDirectory#COMMANDS}
 */
public record ScenarioIndex(String scenario, String question, List<Row> rows) {
    /** The name of the page. */
    public static final String FILE = "index.html";

    /** What the names of the charts that show a command's answer begin with, the best first. */
    private static final Map<String, List<String>> DECISIVE = Map.of(
            "run", List.of("verdict"),
            "compare", List.of("change", "verdict"),
            "isolation", List.of("isolation", "verdict"),
            "sweep", List.of("sweep"),
            "plan", List.of("plan-map", "plan-frontier", "plan"),
            "fleet", List.of("fleet"));

    public ScenarioIndex {
        rows = List.copyOf(rows);
    }

    /**
     * A command's results.
     *
     * @param command its name, or that of the older version's directory
     * @param page relative to the index
     * @param table that other programs begin with, relative to the index
     * @param answer in one sentence
     * @param commandLine that writes them again
     * @param picture of the answer
     */
    public record Row(
            String command,
            String page,
            String table,
            String answer,
            String commandLine,
            Optional<Thumbnail> picture) {}

    /** Writes the page over what {@code directory} has now; nothing if it has no results. */
    public static void write(ScenarioDirectory directory) throws IOException {
        List<ScenarioDirectory.Written> written = directory.written();
        if (!written.isEmpty()) {
            Manifest first = written.get(0).manifest();
            List<Row> rows = new ArrayList<>();
            for (ScenarioDirectory.Written results : written) {
                rows.add(row(directory.path(), results));
            }
            var index = new ScenarioIndex(first.scenario(), first.question(), rows);
            AtomicFiles.write(directory.path().resolve(FILE), index.html());
        }
    }

    private static Row row(Path directory, ScenarioDirectory.Written results) throws IOException {
        Manifest manifest = results.manifest();
        String below = directory.relativize(results.directory()).toString().replace('\\', '/');
        String prefix = below.isEmpty() ? "" : below + "/";
        return new Row(
                below.isEmpty() ? manifest.command() + ", of an earlier version" : manifest.command(),
                prefix + manifest.page(),
                prefix + table(manifest),
                manifest.answer(),
                manifest.info().commandLine(),
                picture(results, prefix));
    }

    private static Optional<Thumbnail> picture(ScenarioDirectory.Written results, String prefix) throws IOException {
        for (String beginning : DECISIVE.getOrDefault(results.manifest().command(), List.of())) {
            Optional<String> chart = results.manifest().fileSha256().keySet().stream()
                    .filter(file -> file.startsWith("charts/" + beginning) && file.endsWith(".svg"))
                    .map(file -> file.substring("charts/".length(), file.length() - ".svg".length()))
                    .filter(name -> !name.endsWith(Chart.NARROW_SUFFIX))
                    .findFirst();
            if (chart.isPresent()) {
                return Thumbnail.of(results.directory(), prefix, chart.get());
            }
        }
        return Optional.empty();
    }

    /** Returns the command's own table, else the summary. */
    private static String table(Manifest manifest) {
        return Stream.of(manifest.command() + ".csv", "comparison.csv")
                .filter(name -> manifest.fileSha256().containsKey(name))
                .findFirst()
                .orElse("summary.csv");
    }

    private String html() {
        return Rendering.of((output, interceptor, nonce) -> JteindexGenerated.render(output, interceptor, this, nonce));
    }
}
