package org.ioasidsim.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that the process needs only while it runs, in Java's temporary directory, which may be full or not ours to write. */
public final class TemporaryFiles {
    private static final String REMEDY = ": temporary files have no place there, make room or name another directory:"
            + " IOASID_SIM_JAVA_OPTS=-Djava.io.tmpdir=DIR";

    private TemporaryFiles() {}

    /** Returns a new directory, which is to be emptied before the process ends. */
    public static Path directory(String prefix) throws IOException {
        try {
            Path directory = Files.createTempDirectory(prefix);
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Returns a new file, which is deleted when the process ends. */
    public static Path file(String prefix, String ending) throws IOException {
        try {
            Path file = Files.createTempFile(prefix, ending);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Returns a failure to write such files as one of their directory, with what to do about it. */
    public static FileSystemException failure(IOException failure) {
        var told = new FileSystemException(
                System.getProperty("java.io.tmpdir", "."), null, FileProblems.reason(failure) + REMEDY);
        told.initCause(failure);
        return told;
    }
}
