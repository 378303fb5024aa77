package org.ioasidsim.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Decides how a file is written. A plain file appears whole or not at all: first aside in the same directory, then renamed. A symbolic link
 * stays, and what it leads to is written. A device or a FIFO is written to, never replaced.
 */
public final class AtomicFiles {
    private static final int MOST_LINKS = 40;

    private AtomicFiles() {}

    /** The content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes {@code text} in UTF-8 and replaces a file of that name. */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes {@code content} and replaces a file of that name; creates the directory if it is missing. */
    public static void write(Path file, Content content) throws IOException {
        Path target = target(file);
        if (!isReplaceable(target)) {
            writeThrough(target, content);
            return;
        }
        Path aside = PartFiles.beside(target);
        try {
            fill(file, aside, content);
            rename(file, aside, target);
        } finally {
            Files.deleteIfExists(aside);
            PartFiles.done(aside);
        }
    }

    /** Creates {@code directory} and those above it, as far as they are missing; a symbolic link to a directory is one. */
    public static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) { // asked first: in Java 17, a link to a directory is refused below
            Files.createDirectories(directory);
        }
    }

    private static void fill(Path file, Path aside, Content content) throws IOException {
        try (OutputStream out = PartFiles.undisturbed(
                () -> opened(file, aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            content.writeTo(out);
        }
    }

    private static void rename(Path file, Path aside, Path target) throws IOException {
        try {
            PartFiles.undisturbed(() ->
                    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        } catch (IOException e) {
            throw FileProblems.of(file, e);
        }
    }

    private static void writeThrough(Path target, Content content) throws IOException {
        try (OutputStream out = opened(target, target, StandardOpenOption.WRITE)) {
            content.writeTo(out);
        }
    }

    /** Opens {@code at}, buffered; failures name {@code file}. */
    static OutputStream opened(Path file, Path at, OpenOption... options) throws IOException {
        try {
            return new BufferedOutputStream(FileProblems.named(file, Files.newOutputStream(at, options)));
        } catch (IOException e) {
            throw FileProblems.of(file, e);
        }
    }

    /** Returns whether nothing or a plain file is there; creates the directory if it is missing. */
    private static boolean isReplaceable(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "is a directory, name a file");
        }
        if (Files.exists(target)) {
            return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
        }
        createDirectories(Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file lies in a directory"));
        return true;
    }

    /**
     * Returns what {@code file} leads to if it is a symbolic link. A link below {@code /proc}, such as that of a pipe, may lead to something
     * that has no path: that link itself is returned, which can be opened.
     */
    static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            Path next = target.resolveSibling(Files.readSymbolicLink(target));
            if (Files.exists(target) && !Files.exists(next)) {
                return target;
            }
            if (links == MOST_LINKS) {
                throw new FileSystemException(
                        file.toString(), null, "leads through more than " + MOST_LINKS + " links");
            }
            target = next;
        }
        return target;
    }
}
