package org.ioasidsim.cli.base;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of the directory that results go to, made before a long run and not after it. */
public final class OutputDirectory {
    private OutputDirectory() {}

    /** Throws unless {@code out} is, or can become, a directory that can be written. */
    public static void check(Path out) {
        Path existing = nearestExisting(out);
        if (!Files.isDirectory(existing)) {
            throw CommandFailure.usage("--out " + out + ": " + existing + " is a file, name a directory");
        }
        if (!Files.isWritable(existing)) {
            throw CommandFailure.usage("--out " + out + ": " + existing + " cannot be written, name another directory");
        }
    }

    /** Returns {@code path} or the nearest of the directories above it that is there. */
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
