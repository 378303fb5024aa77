package org.ioasidsim.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files for a directory in which nothing shows before it is time: written beside it, on any thread, then put in place one by one, each
 * whole. What was not put in place is gone when they are closed.
 */
public final class StagedFiles implements AutoCloseable {
    private final Path directory;
    private final Path aside;

    /** Makes files for {@code directory}, which is made when the first is put in place. */
    public StagedFiles(Path directory) {
        this.directory = directory;
        this.aside = directory.resolveSibling(
                "." + directory.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    }

    /** Writes {@code content} aside; no two files may have one {@code name}. */
    public void write(String name, AtomicFiles.Content content) throws IOException {
        Files.createDirectories(aside);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside.resolve(name)))) {
            content.writeTo(out);
        }
    }

    /** Puts what was written as {@code name} in place of what stood there before, and returns where it is now. */
    public Path place(String name) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(name);
        Files.move(aside.resolve(name), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
