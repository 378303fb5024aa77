package org.ioasidsim.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files for a directory that must show nothing early. They are written beside it, on any thread, then put in place one by one, each whole.
 * Files that were not put in place are deleted on {@link #close}.
 */
public final class StagedFiles implements AutoCloseable {
    private final Path directory;
    private final Path aside;

    /** Makes files for {@code directory}, which is created when the first is put in place. */
    public StagedFiles(Path directory) {
        this.directory = directory;
        this.aside = PartFiles.beside(directory);
    }

    /** Writes {@code content} aside; each {@code name} may be used once. */
    public void write(String name, AtomicFiles.Content content) throws IOException {
        AtomicFiles.createDirectories(aside);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside.resolve(name)))) {
            content.writeTo(out);
        }
    }

    /** Puts the file written as {@code name} in place, replaces an older one, and returns its path. */
    public Path place(String name) throws IOException {
        AtomicFiles.createDirectories(directory);
        Path file = directory.resolve(name);
        AtomicFiles.move(aside.resolve(name), file);
        return file;
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(aside)) {
            return;
        }
        for (Path file : left()) {
            Files.delete(file);
        }
        Files.delete(aside);
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(aside)) {
            return files.toList();
        }
    }
}
