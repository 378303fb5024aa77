package org.ioasidsim.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.Digests;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.MarkdownTable;

/**
 * The outcome of running a stored run again: whether it gives the same numbers and its files are unchanged.
 *
 * @param directory of the run
 * @param writtenBy the program that wrote it
 * @param checkedBy the program that ran it again
 */
public record Verification(Path directory, String writtenBy, String checkedBy, List<Check> checks) {
    private static final List<String> HEADS = List.of("check", "expected", "found", "passed");

    public Verification {
        checks = List.copyOf(checks);
    }

    /** One comparison: its subject, the expected and the found value. */
    public record Check(String what, String expected, String found) {
        public boolean passed() {
            return expected.equals(found);
        }
    }

    /** Returns a check for each file of the manifest in {@code directory}. */
    public static List<Check> ofFiles(Manifest manifest, Path directory) throws IOException {
        List<Check> checks = new ArrayList<>();
        for (var file : manifest.fileSha256().entrySet()) {
            checks.add(new Check(file.getKey(), "sha256 " + file.getValue(), found(directory.resolve(file.getKey()))));
        }
        return checks;
    }

    private static String found(Path file) throws IOException {
        try {
            return "sha256 " + Digests.sha256(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return "no such file";
        }
    }

    public long failed() {
        return checks.stream().filter(check -> !check.passed()).count();
    }

    /** Returns the two programs, a line for each failed check, and the number of checks that passed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(directory);
        if (writtenBy.equals(checkedBy)) {
            text.append(": written and checked by ").append(writtenBy).append('\n');
        } else {
            text.append(": written by ").append(writtenBy).append('\n');
            text.append("checked by ").append(checkedBy).append('\n');
        }
        checks.stream()
                .filter(check -> !check.passed())
                .forEach(check -> text.append("FAILED ")
                        .append(check.what())
                        .append(": expected ")
                        .append(check.expected())
                        .append(", found ")
                        .append(check.found())
                        .append('\n'));
        return text.append(checks.size() - failed())
                .append(" passed, ")
                .append(failed())
                .append(" failed\n")
                .toString();
    }

    public String markdown() {
        List<List<String>> rows = new ArrayList<>(List.of(HEADS));
        checks.forEach(check -> rows.add(cells(check)));
        return MarkdownTable.of(rows, HEADS.size());
    }

    public String csv() {
        return new CsvTable(
                        HEADS,
                        rows -> checks.forEach(check -> rows.add(cells(check).toArray(String[]::new))))
                .text();
    }

    private static List<String> cells(Check check) {
        return List.of(check.what(), check.expected(), check.found(), Boolean.toString(check.passed()));
    }

    /** Returns one JSON document with every check. */
    public String json() {
        return JsonText.of(json -> {
            json.beginObject().name("directory").value(directory.toString());
            json.name("written_by").value(writtenBy).name("checked_by").value(checkedBy);
            json.name("passed").value(checks.size() - failed()).name("failed").value(failed());
            json.name("checks").beginArray();
            for (Check check : checks) {
                json.beginObject().name("check").value(check.what());
                json.name("expected").value(check.expected()).name("found").value(check.found());
                json.name("passed").value(check.passed()).endObject();
            }
            json.endArray().endObject();
        });
    }
}
