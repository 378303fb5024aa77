package org.ioasidsim.cli.base;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that a file named on the command line can be read. */
public final class InputFile {
    private InputFile() {}

    /** Returns, as the middle of a message, why {@code path} is no directory. */
    public static String noDirectory(Path path) {
        return Files.exists(path) ? ": is a file, no directory" : ": no such directory";
    }

    /** Throws unless {@code path} is a file that can be read. */
    public static void requireReadable(Path path) {
        if (Files.isDirectory(path)) {
            throw CommandFailure.invalid(path + ": is a directory, name a file in it");
        }
        if (!Files.exists(path)) {
            throw CommandFailure.invalid(path + ": no such file");
        }
        if (!Files.isReadable(path)) {
            throw CommandFailure.invalid(path + ": cannot be read, check its permissions");
        }
    }
}
