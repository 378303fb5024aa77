package org.ioasidsim.cli.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.ioasidsim.file.AtomicFiles;
import org.jspecify.annotations.Nullable;

/** A file that the command line names for what a command writes: {@code -}, or none, is standard output. */
public final class OutputFile {
    private static final Set<String> STANDARD_OUTPUT = Set.of("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");

    private OutputFile() {}

    /** Returns whether {@code file} stands for standard output, which then carries nothing else. */
    public static boolean isStandardOutput(@Nullable Path file) {
        return file == null || STANDARD_OUTPUT.contains(file.toString());
    }

    /** Throws if the option {@code -o} names what cannot become a file: a directory, or something below a file; before any work. */
    public static void check(@Nullable Path file) {
        if (file == null || isStandardOutput(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw CommandFailure.usage("-o " + file + ": is a directory, name a file");
        }
        Path existing = OutputDirectory.nearestExisting(file.toAbsolutePath().resolveSibling(""));
        if (!Files.isDirectory(existing)) {
            throw CommandFailure.usage("-o " + file + ": " + existing + " is a file, name a directory");
        }
    }

    /** Writes {@code content} to standard output, or as {@link AtomicFiles} says. */
    public static void write(@Nullable Path file, Console console, AtomicFiles.Content content) throws IOException {
        if (file == null || isStandardOutput(file)) {
            content.writeTo(console.out());
        } else {
            AtomicFiles.write(file, content);
        }
    }
}
