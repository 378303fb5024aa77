package org.ioasidsim.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names for files and directories that are being written. They begin with a dot, name their process and cannot be guessed, so that nobody can
 * put a link in their place. Those of a process that was killed are left, until {@link #clear} removes them.
 */
public final class PartFiles {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern NAME = Pattern.compile("\\..+\\.([0-9]{1,18})-[0-9a-f]{16}\\.part");

    private PartFiles() {}

    /** Returns a path in the directory of {@code file} at which nothing is. */
    static Path beside(Path file) {
        return file.resolveSibling(String.format(
                Locale.ROOT,
                ".%s.%d-%016x.part",
                file.getFileName(),
                ProcessHandle.current().pid(),
                RANDOM.nextLong()));
    }

    /** Removes what processes that no longer run have left in {@code directory}, if there is such a directory. */
    public static void clear(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, ".*.part")) {
            for (Path part : parts) {
                if (isLeftOver(part)) {
                    delete(part);
                }
            }
        }
    }

    private static boolean isLeftOver(Path part) {
        Matcher name = NAME.matcher(part.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static void delete(Path part) throws IOException {
        if (!Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(part);
            return;
        }
        try (Stream<Path> tree = Files.walk(part)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}
