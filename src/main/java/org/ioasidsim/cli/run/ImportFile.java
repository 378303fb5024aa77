package org.ioasidsim.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.InputFile;
import org.ioasidsim.recording.dataset.DataSet;
import org.ioasidsim.recording.ktrace.LifetimeTable;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.ioasidsim.recording.table.TraceTable;

/** Reads recordings, whose kind is known from their content. What cannot be read ends the command and names the line. */
public final class ImportFile {
    private ImportFile() {}

    /** Converts the lines of a file. */
    public interface Use<T> {
        T of(BoundedLines lines) throws IOException;
    }

    /** Returns the result of {@code use} on a file, plain or compressed by gzip, or made into text by the tool that wrote it. */
    public static <T> T reading(Path file, Use<T> use) throws IOException {
        InputFile.requireReadable(file);
        Optional<BinaryRecording> binary = BinaryRecording.of(file);
        Path text = binary.isPresent() ? binary.get().text(file) : file;
        try (BoundedLines lines = BoundedLines.of(text)) {
            return use.of(lines);
        } catch (MalformedTraceException e) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, file + ":" + e.line() + ": " + e.getMessage(), e);
        } finally {
            if (binary.isPresent()) {
                Files.deleteIfExists(text);
            }
        }
    }

    /** Ends the command where a recording has no row to simulate: says what it has instead, and what to record. */
    public static void requireRows(TraceTable table, Path file) {
        if (table.count() == 0) {
            List<String> problems = new ArrayList<>();
            List<String> advice = table.advice();
            problems.add(file + ": expected lifetimes, " + advice.get(0));
            problems.addAll(advice.subList(1, advice.size()));
            table.sentences().forEach(sentence -> problems.add(file + ": " + sentence));
            throw new CommandFailure(ExitStatus.INPUT_INVALID, problems);
        }
    }

    /**
     * Returns the table in a file: read as the published data set that {@code first}, its first line, tells, or else as kernel trace text.
     *
     * @param wantsPasids whether the lifetimes of PASIDs are wanted, not those of address spaces
     */
    public static TraceTable table(String first, BoundedLines lines, boolean wantsPasids) throws IOException {
        Optional<DataSet> known = DataSet.of(first);
        if (known.isPresent()) {
            return known.get().read(lines);
        }
        return wantsPasids ? LifetimeTable.readPasids(lines) : LifetimeTable.read(lines);
    }
}
