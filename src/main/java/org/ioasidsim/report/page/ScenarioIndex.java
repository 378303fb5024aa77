package org.ioasidsim.report.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.ScenarioDirectory;
import org.ioasidsim.file.AtomicFiles;

/**
 * {@code index.html} of a scenario: its question, and a line for each command that has results, with its answer.
 *
 * @param scenario its name
 * @param rows in the order of {@link ScenarioDirectory#COMMANDS}
 */
public record ScenarioIndex(String scenario, List<Row> rows) {
    /** The name of the page. */
    public static final String FILE = "index.html";

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
     */
    public record Row(String command, String page, String table, String answer, String commandLine) {}

    /** Writes the page over what {@code directory} has now; nothing if it has no results. */
    public static void write(ScenarioDirectory directory) throws IOException {
        List<ScenarioDirectory.Written> written = directory.written();
        if (!written.isEmpty()) {
            var index = new ScenarioIndex(
                    written.get(0).manifest().scenario(),
                    written.stream()
                            .map(results -> row(directory.path(), results))
                            .toList());
            AtomicFiles.write(directory.path().resolve(FILE), index.html());
        }
    }

    private static Row row(Path directory, ScenarioDirectory.Written results) {
        Manifest manifest = results.manifest();
        String below = directory.relativize(results.directory()).toString().replace('\\', '/');
        String prefix = below.isEmpty() ? "" : below + "/";
        return new Row(
                below.isEmpty() ? manifest.command() + ", of an earlier version" : manifest.command(),
                prefix + manifest.page(),
                prefix + table(manifest),
                manifest.answer(),
                manifest.info().commandLine());
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
