package org.ioasidsim.report.page;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ioasidsim.archive.ScenarioDirectory;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.report.answer.RunAnswer;
import org.ioasidsim.report.chart.Picture;
import org.ioasidsim.report.text.WrappedText;

/**
 * An index of the results below a directory, each with its question, its answer and a picture, as a page with relative links and in other
 * formats.
 *
 * @param entries in the order of their directories' names
 */
public record Gallery(List<Entry> entries) {
    /** The index page. */
    private static final String PAGE = "index.html";

    private static final int DEPTH = 4;

    /** The files that an entry links to where they exist, with the words of the link. */
    private static final List<Link> LINKS = List.of(
            new Link("report.html", "report"),
            new Link(LivePage.FILE, "what if?"),
            new Link("comparison.txt", "comparison"),
            new Link("summary.txt", "summary"),
            new Link("summary.csv", "table"),
            new Link("refusals.csv", "refusals"));

    public Gallery {
        entries = List.copyOf(entries);
    }

    /** A file, relative to the index page, and what the link to it says. */
    record Link(String file, String words) {}

    /**
     * The results of one scenario.
     *
     * @param directory relative to the index page, with {@code /} between names
     */
    public record Entry(String directory, RunAnswer answer, Optional<Thumbnail> thumbnail, List<Link> links) {
        /** Returns the scenario's name. */
        String name() {
            int end = directory.lastIndexOf('/');
            boolean isBelowScenario = end > 0 && isOfCommand(directory.substring(end + 1));
            String scenario = isBelowScenario ? directory.substring(0, end) : directory;
            return scenario.substring(scenario.lastIndexOf('/') + 1);
        }

        /** Returns the verdict, then who pays and what it costs. */
        List<String> shortAnswer() {
            return Stream.concat(Stream.of(answer.verdict().spoken()), answer.verdict().consequences().stream())
                    .toList();
        }

        /** Returns the whole answer, part by part. */
        List<RunAnswer.Paragraph> fullAnswer() {
            List<RunAnswer.Paragraph> all = new ArrayList<>(answer.variants());
            if (!answer.comparisons().isEmpty()) {
                all.add(new RunAnswer.Paragraph("compared", answer.comparisons()));
            }
            if (!answer.expectations().isEmpty()) {
                all.add(new RunAnswer.Paragraph("expected", answer.expectations()));
            }
            return all;
        }
    }

    /** Returns the results that lie in {@code directory}, up to three directories down; one entry for the commands of a scenario. */
    public static Gallery in(Path directory) throws IOException {
        List<Path> answers;
        Path real = directory.toRealPath(); // a walk does not begin at a link
        try (Stream<Path> files = Files.walk(real, DEPTH)) {
            answers = files.filter(file -> file.endsWith(AnswerFile.FILE))
                    .map(file -> directory.resolve(real.relativize(file)))
                    .sorted()
                    .toList();
        }
        List<Entry> entries = new ArrayList<>();
        for (Path file : answers) {
            if (!isBeside(file, answers)) {
                entries.add(entry(directory, file));
            }
        }
        return new Gallery(entries);
    }

    private static boolean isOfCommand(String name) {
        return ScenarioDirectory.COMMANDS.contains(name);
    }

    /** Returns whether another command of the same scenario stands for this answer: the first in the order of commands does. */
    private static boolean isBeside(Path answer, List<Path> answers) {
        String command = String.valueOf(answer.resolveSibling("").getFileName());
        return ScenarioDirectory.COMMANDS.stream()
                .takeWhile(earlier -> isOfCommand(command) && !earlier.equals(command))
                .anyMatch(earlier -> answers.contains(
                        answer.resolveSibling("").resolveSibling(earlier).resolve(AnswerFile.FILE)));
    }

    private static Entry entry(Path root, Path file) throws IOException {
        Path results = root.resolve(root.relativize(file)).resolveSibling("");
        String directory = relative(root, file.resolveSibling(""));
        return new Entry(
                directory,
                AnswerFile.read(file),
                thumbnail(results, directory),
                Stream.concat(
                                LINKS.stream()
                                        .filter(link -> Files.exists(results.resolve(link.file())))
                                        .map(link -> new Link(below(directory, link.file()), link.words())),
                                beside(root, results).stream())
                        .toList());
    }

    /** Returns links to the pages of the other commands of the scenario. */
    private static List<Link> beside(Path root, Path results) {
        Path scenario = ScenarioDirectory.of(results).path();
        if (scenario.equals(results)) {
            return List.of();
        }
        return new ScenarioDirectory(scenario)
                .written().stream()
                        .filter(other ->
                                !other.directory().equals(results.resolve("").normalize()))
                        .filter(other -> other.directory().startsWith(root))
                        .map(other -> new Link(
                                below(
                                        relative(root, other.directory()),
                                        other.manifest().page()),
                                other.manifest().command()))
                        .toList();
    }

    private static Optional<Thumbnail> thumbnail(Path results, String directory) throws IOException {
        String prefix = below(directory, "");
        Optional<Thumbnail> decisive = Thumbnail.of(results, prefix, Picture.ANSWER);
        return decisive.isPresent() ? decisive : Thumbnail.of(results, prefix, Picture.OVERVIEW);
    }

    private static String relative(Path root, Path directory) {
        return root.relativize(directory).toString().replace('\\', '/');
    }

    private static String below(String directory, String file) {
        return directory.isEmpty() ? file : directory + "/" + file;
    }

    /** Writes the index page into {@code directory}, and returns its file. */
    public Path write(Path directory) throws IOException {
        Path page = directory.resolve(PAGE);
        AtomicFiles.write(page, html());
        return page;
    }

    public String html() {
        return Rendering.of(
                (output, interceptor, nonce) -> JtegalleryGenerated.render(output, interceptor, this, nonce));
    }

    /** Returns questions and answers in plain text of at most {@code width} columns. */
    public String text(int width) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(text.isEmpty() ? "" : "\n").append(entry.directory()).append('\n');
            text.append(WrappedText.of(entry.answer().question(), "  ", width));
            entry.shortAnswer().forEach(sentence -> text.append(WrappedText.of(sentence, "    ", width)));
        }
        return text.toString();
    }

    /** Returns a section for each scenario, links and picture relative to the index page. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(text.isEmpty() ? "" : "\n").append("## ").append(entry.name());
            text.append("\n\n**").append(entry.answer().question()).append("**\n");
            entry.shortAnswer().forEach(sentence -> text.append("\n- ").append(sentence));
            text.append("\n\n");
            entry.thumbnail()
                    .ifPresent(picture -> text.append("![")
                            .append(picture.alt())
                            .append("](")
                            .append(picture.file())
                            .append(")\n"));
        }
        return text.toString();
    }

    /** Returns a row for each scenario. */
    public CsvTable csv() {
        return new CsvTable(
                List.of("directory", "question", "answer"),
                rows -> entries.forEach(entry ->
                        rows.add(entry.directory(), entry.answer().question(), String.join(" ", entry.shortAnswer()))));
    }

    /** Returns one document with the whole answers. */
    public String json() {
        return JsonText.of(this::write);
    }

    private void write(JsonWriter json) throws IOException {
        json.beginArray();
        for (Entry entry : entries) {
            json.beginObject().name("scenario").value(entry.name());
            json.name("directory").value(entry.directory());
            json.name("picture").value(entry.thumbnail().map(Thumbnail::file).orElse(null));
            json.name("answer");
            AnswerFile.write(entry.answer(), json);
            json.endObject();
        }
        json.endArray();
    }
}
