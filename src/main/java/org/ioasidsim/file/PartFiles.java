package org.ioasidsim.file;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names for files and directories that are being written ({@code .part}) or replaced ({@code .old}). They begin with a dot, name their
 * process by its number and its start, and cannot be guessed, so that nobody can put a link in their place. A process that ends removes
 * its own, and from then on none of its threads creates or renames anything. Those of a process that was killed are left, until the next
 * one finds them.
 */
public final class PartFiles {
    private static final String PART = "part";
    private static final String OLD = "old";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern NAME =
            Pattern.compile("\\.(.+)\\.([0-9]{1,18})-([0-9]{1,18})-[0-9a-f]{16}\\.(part|old)", Pattern.DOTALL);
    private static final long SELF = ProcessHandle.current().pid();
    private static final long START = start(SELF);

    private static final ReentrantLock LOCK = new ReentrantLock();

    /** What this process is writing, or has replaced and not yet removed. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(PartFiles::closeAll, "part files"));
    }

    private PartFiles() {}

    /** Returns a path in the directory of {@code file} at which nothing is, for what is to become {@code file}. */
    static Path beside(Path file) {
        Path part = named(file, PART);
        OPEN.add(part);
        return part;
    }

    /** Says that nothing is at {@code part} any more; what is when the process ends is removed. */
    static void done(Path part) {
        OPEN.remove(part);
    }

    /** A change of what lies in a directory. */
    @FunctionalInterface
    interface Change<T> {
        T make() throws IOException;
    }

    /**
     * Returns the result of {@code change}, which the end of the process does not disturb: what it creates is removed then, what it renames
     * is renamed before. Once the process is ending this never returns, as what is created then would be left over.
     */
    @CanIgnoreReturnValue
    static <T> T undisturbed(Change<T> change) throws IOException {
        LOCK.lock();
        try {
            return change.make();
        } finally {
            LOCK.unlock();
        }
    }

    /** Takes the lock and keeps it, so that nothing is created between this and the end. */
    private static void closeAll() {
        LOCK.lock();
        deleteOpen();
    }

    private static void deleteOpen() {
        for (Path part : OPEN) {
            try {
                if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
                    delete(part);
                }
            } catch (IOException e) {
                // the next process removes it
            }
        }
    }

    /** Returns a path in the directory of {@code file} at which nothing is, for what was {@code file}. */
    static Path old(Path file) {
        return named(file, OLD);
    }

    /** Says that nothing in {@code old} is needed any more: it is removed when the process ends, if not before. */
    static void discard(Path old) {
        OPEN.add(old);
    }

    /** Removes what processes that no longer run were writing in {@code directory}, if there is such a directory. */
    public static void clear(Path directory) throws IOException {
        for (Path part : leftOver(directory, null, PART)) {
            delete(part);
        }
    }

    /** Returns what processes that no longer run were replacing {@code file} with something else had put aside; none of a root directory. */
    static List<Path> leftOld(Path file) throws IOException {
        Path directory = file.getParent();
        return directory == null ? List.of() : leftOver(directory, String.valueOf(file.getFileName()), OLD);
    }

    /** Returns the files that such processes were replacing in {@code directory}. */
    static Set<Path> leftReplaced(Path directory) throws IOException {
        Set<Path> replaced = new TreeSet<>();
        for (Path old : leftOver(directory, null, OLD)) {
            Matcher name = NAME.matcher(old.getFileName().toString());
            if (name.matches()) {
                replaced.add(directory.resolve(name.group(1)));
            }
        }
        return replaced;
    }

    /** Returns whether {@code file} has a name of this class. */
    public static boolean isOne(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches();
    }

    /** Removes {@code path} and all below it, links themselves; what somebody else removes, or must not be removed, does not matter. */
    static void delete(Path path) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return deleted(file);
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                return deleted(file);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                return deleted(directory);
            }
        });
    }

    private static FileVisitResult deleted(Path path) throws IOException {
        try {
            Files.deleteIfExists(path);
        } catch (AccessDeniedException e) {
            return FileVisitResult.CONTINUE; // of another user: stays
        }
        return FileVisitResult.CONTINUE;
    }

    private static Path named(Path file, String kind) {
        return file.resolveSibling(String.format(
                Locale.ROOT, ".%s.%d-%d-%016x.%s", file.getFileName(), SELF, START, RANDOM.nextLong(), kind));
    }

    private static List<Path> leftOver(Path directory, @Nullable String of, String kind) throws IOException {
        List<Path> left = new ArrayList<>();
        if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
            return left;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, ".*." + kind)) {
            for (Path path : all) {
                Matcher name = NAME.matcher(path.getFileName().toString());
                if (name.matches() && (of == null || of.equals(name.group(1))) && isLeftOver(name)) {
                    left.add(path);
                }
            }
        }
        return left;
    }

    /** A number is given again, in a container to almost every process: only with its start does it name one. */
    private static boolean isLeftOver(Matcher name) {
        long owner = Long.parseLong(name.group(2));
        return ProcessHandle.of(owner).isEmpty() || start(owner) != Long.parseLong(name.group(3));
    }

    /** Returns the start of a process in ticks since the machine's, which no change of its clock moves; 0 where that is not told. */
    private static long start(long process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process + "/stat"), StandardCharsets.ISO_8859_1);
            List<String> behindName =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
            return Long.parseLong(behindName.get(19)); // field 22 of proc(5): starttime
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }
}
