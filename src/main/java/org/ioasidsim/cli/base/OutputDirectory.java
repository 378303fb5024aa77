package org.ioasidsim.cli.base;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks the directory of the results before a long run, when a mistake costs nothing yet. */
public final class OutputDirectory {
    private OutputDirectory() {}

    /** Throws unless {@code out} is a writable directory or can be created as one. */
    public static void check(Path out) {
        Path existing = nearestExisting(out);
        if (!Files.isDirectory(existing)) {
            throw CommandFailure.usage("--out " + out + ": " + existing + " is a file, name a directory");
        }
        if (!Files.isWritable(existing)) {
            throw CommandFailure.usage("--out " + out + ": " + existing + " cannot be written, name another directory");
        }
    }

    /** Returns {@code path}, or its nearest ancestor that exists. */
    public static Path nearestExisting(Path path) {
        Path candidate = path.toAbsolutePath().normalize();
        while (!Files.exists(candidate)) {
            Path parent = candidate.getParent();
            if (parent == null) {
                return candidate;
            }
            candidate = parent;
        }
        return candidate;
    }
}
