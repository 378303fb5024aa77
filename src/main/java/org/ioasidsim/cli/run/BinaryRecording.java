package org.ioasidsim.cli.run;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.file.TemporaryFiles;
import org.jspecify.annotations.Nullable;

/**
 * Recordings that are no text, known by their first bytes. The tool that wrote one turns it into text, if it is installed here.
 *
 * <p>Source: tools/perf/Documentation/perf.data-file-format.txt; trace-cmd.dat(5).
 */
enum BinaryRecording {
    PERF_DATA(
            "PERFILE2",
            "perf.data",
            // tracepoints, or where there are none the task events that perf records with any event
            "perf script -F comm,pid,tid,cpu,time,event,trace -i",
            "perf script --show-task-events -F comm,pid,tid,time,event -i"),
    TRACE_DAT("\u0017\u0008Dtracing", "trace.dat", "trace-cmd report -t -i"),
    PARQUET("PAR1", "Parquet");

    private static final int MOST_BYTES = 16;

    private final String beginning;
    private final String name;
    private final List<List<String>> commands;

    BinaryRecording(String beginning, String name, String... commands) {
        this.beginning = beginning;
        this.name = name;
        this.commands = Arrays.stream(commands)
                .map(line -> List.of(line.split(" ", -1)))
                .toList();
    }

    /** Returns the kind of a file; empty for text. */
    static Optional<BinaryRecording> of(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            String first = new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
            return Arrays.stream(values())
                    .filter(kind -> first.startsWith(kind.beginning))
                    .findFirst();
        }
    }

    /** Returns a file with the text of a recording; ends the command where no tool makes one. */
    Path text(Path file) throws IOException {
        if (commands.isEmpty()) {
            throw CommandFailure.invalid(
                    file + ": expected text, found " + name + ": write it as CSV, such as with duckdb -c \"COPY (FROM '"
                            + file.getFileName() + "') TO 'rows.csv'\"");
        }
        String tool = commands.get(0).get(0);
        if (!isInstalled(tool)) {
            throw CommandFailure.invalid(
                    file + ": expected text, found " + name + ", and no " + tool + " here to read it: run '"
                            + shell(commands.get(0), file) + " > trace.txt' where there is one, and import that");
        }
        Path text = TemporaryFiles.file("ioasid-sim-import", ".txt");
        Path errors = TemporaryFiles.file("ioasid-sim-import", ".err");
        try {
            for (List<String> command : commands) {
                if (run(command, file, text, errors) && Files.size(text) > 0) {
                    return text;
                }
            }
            Files.deleteIfExists(text);
            throw CommandFailure.invalid(file + ": expected a recording that " + tool + " can read, found that '"
                    + shell(commands.get(0), file) + "' fails" + reason(errors));
        } finally {
            Files.deleteIfExists(errors);
        }
    }

    private static boolean run(List<String> command, Path file, Path text, Path errors) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.add(file.toAbsolutePath().toString());
        Process process = new ProcessBuilder(words)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(text.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String reason(Path errors) throws IOException {
        try (InputStream in = Files.newInputStream(errors)) {
            return new String(in.readNBytes(1 << 12), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .map(line -> ": " + SafeText.line(line.strip()))
                    .orElse("");
        }
    }

    private static String shell(List<String> command, Path file) {
        return String.join(" ", command) + " " + file;
    }

    private static boolean isInstalled(String tool) {
        @Nullable String path = System.getenv("PATH");
        return path != null
                && Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(path)
                        .filter(directory -> !directory.isEmpty())
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    @Override
    public String toString() {
        return name;
    }
}
