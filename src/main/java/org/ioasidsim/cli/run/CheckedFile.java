package org.ioasidsim.cli.run;

import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.InputFile;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.file.JsonRecords;
import org.ioasidsim.report.table.StartsAtZero;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.yaml.Place;
import org.ioasidsim.yaml.Problem;

/**
 * A scenario file with all that is wrong with it.
 *
 * @param file as the command line names it
 * @param variants their names; none where the file is not valid
 * @param notes what a valid file has in it that its author may not have meant, each a sentence
 */
public record CheckedFile(Path file, List<String> variants, List<String> notes, List<Problem> problems) {
    public CheckedFile {
        variants = List.copyOf(variants);
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }

    /** Reads {@code file} with what the command line overrides. */
    public static CheckedFile of(Path file, Options options) {
        try {
            InputFile.requireReadable(file);
            ScenarioFile read = ScenarioFiles.read(ScenarioFiles.reader(options), file, options.overrides(), options);
            List<String> names =
                    read.variants().stream().map(ScenarioFile.Variant::name).toList();
            return new CheckedFile(file, names, StartsAtZero.expected(read), List.of());
        } catch (CommandFailure unreadable) {
            return new CheckedFile(
                    file,
                    List.of(),
                    List.of(),
                    unreadable.problems().stream()
                            .map(problem -> ofWholeFile(file, problem))
                            .toList());
        } catch (InvalidScenarioException invalid) {
            return new CheckedFile(file, List.of(), List.of(), invalid.problems());
        }
    }

    /** Returns a problem of a file that cannot be read: it has no line. */
    private static Problem ofWholeFile(Path file, String problem) {
        String named = file + ": ";
        return new Problem(
                Place.onCommandLine(file.toString(), Path.of("")),
                "",
                problem.startsWith(named) ? problem.substring(named.length()) : problem);
    }

    public boolean isValid() {
        return problems.isEmpty();
    }

    /**
     * Returns one JSON document, an array: of each file whether it is valid, its variants, notes on it and its problems. Each of these has the place where the
     * value was written: a file, perhaps an included one, with line and column; or an option of the command line. A file that cannot be read has no
     * lines.
     */
    public static String json(List<CheckedFile> files) {
        return JsonRecords.of(files.stream().map(CheckedFile::item).toList());
    }

    private JsonRecords.Item item() {
        return new JsonRecords.Item()
                .with("file", file.toString())
                .with("valid", isValid())
                .with("variants", variants)
                .with("notes", notes)
                .with("problems", problems.stream().map(this::item).toList());
    }

    private JsonRecords.Item item(Problem problem) {
        Place place = problem.place();
        boolean isOption = place.isOnCommandLine() && !place.source().equals(file.toString());
        var item = new JsonRecords.Item().with(isOption ? "option" : "file", place.source());
        if (!place.isOnCommandLine()) {
            item.with("line", place.line()).with("column", place.column());
        }
        return item.with("key", problem.path()).with("message", problem.message());
    }
}
