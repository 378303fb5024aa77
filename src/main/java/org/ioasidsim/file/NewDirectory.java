package org.ioasidsim.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory whose content changes in one step. Files are written, on any thread, into a new directory beside it; {@link #place} links
 * into that what else lies in the old one and is to stay, moves the old one aside and the new one into its place, and removes the old one.
 * Whoever is killed leaves the old directory or the new one, whole; between the two renames nothing has the name, and {@link #recover}
 * gives it back. A directory that cannot be renamed, as a mount point, gets its files one by one.
 */
public final class NewDirectory implements AutoCloseable {
    /** A directory below that is moved from the old one into the new one, for it may hold many thousand files. */
    public static final String STORE = ".replications";

    private static final int MOST_ROUNDS = 100;

    private final Path directory;
    private final Path target;
    private final Set<String> names = new LinkedHashSet<>();
    private @Nullable Path aside;

    private NewDirectory(Path directory, Path target) {
        this.directory = directory;
        this.target = target;
    }

    /**
     * Returns an empty one for {@code directory}, which is created by {@link #place} if need be; a symbolic link to a directory is one.
     *
     * @throws FileSystemException if a file is there
     */
    public static NewDirectory of(Path directory) throws IOException {
        Path target = target(directory);
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new FileSystemException(
                    directory.toString(), null, "is a file where a directory for results goes, move it away");
        }
        if (target.getParent() == null) {
            throw new FileSystemException(
                    directory.toString(), null, "cannot be replaced by results, name a directory below it");
        }
        return new NewDirectory(directory, target);
    }

    /** Puts back or removes what killed processes left of {@code directory}. */
    public static void recover(Path directory) throws IOException {
        Path target = target(directory);
        for (Path old : PartFiles.leftOld(target)) {
            if (Files.exists(target)) {
                retire(old, target);
            } else {
                giveBack(old, target);
            }
        }
        if (target.getParent() != null) {
            PartFiles.clear(target.getParent());
        }
        PartFiles.clear(target);
    }

    /** Does the same for each directory in {@code directory}. */
    public static void recoverBelow(Path directory) throws IOException {
        for (Path replaced : PartFiles.leftReplaced(directory)) {
            recover(replaced);
        }
    }

    private static void giveBack(Path old, Path target) throws IOException {
        try {
            rename(old, target);
        } catch (IOException e) {
            if (!Files.exists(target)) { // else another process did
                throw e;
            }
        }
    }

    /** Returns the path of the directory, as it was given. */
    public Path path() {
        return directory;
    }

    /** Writes a file; {@code name} may have {@code /} and be used once. Failures name the file that it becomes. */
    public void write(String name, AtomicFiles.Content content) throws IOException {
        Path file = aside().resolve(name);
        try (OutputStream out = PartFiles.undisturbed(() -> {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return AtomicFiles.opened(directory.resolve(name), file);
        })) {
            content.writeTo(out);
        }
        synchronized (this) {
            names.add(name);
        }
    }

    /** Writes a file of {@code text} in UTF-8. */
    public void write(String name, String text) throws IOException {
        write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes back the files written below {@code name}. */
    public synchronized void remove(String name) throws IOException {
        names.removeIf(written -> written.startsWith(name + "/"));
        PartFiles.delete(aside().resolve(name));
    }

    /** Returns the SHA-256 of each file written until now, by its name. */
    public synchronized SortedMap<String, String> sha256() throws IOException {
        SortedMap<String, String> sums = new TreeMap<>();
        for (String name : names) {
            sums.put(name, Digests.sha256(Files.readAllBytes(aside().resolve(name))));
        }
        return sums;
    }

    /**
     * Puts the directory in place, with all that lies in the old one but what has a new file's name or is one of {@code outdated}.
     *
     * @param outdated names of files of the old directory
     * @return a sentence if files had to be placed one by one, else nothing
     */
    public synchronized List<String> place(Collection<String> outdated) throws IOException {
        recover(target);
        try {
            if (!Files.isDirectory(target)) {
                swap();
                return List.of();
            }
            if (isWhole()) {
                Set<String> gone = new HashSet<>(outdated);
                gone.removeAll(writtenThrough());
                link(target, "", gone);
                swap();
                return List.of();
            }
        } catch (NotRenamedException e) {
            // one by one, then
        }
        return oneByOne(outdated);
    }

    @Override
    public synchronized void close() throws IOException {
        if (aside != null) {
            PartFiles.delete(aside);
            PartFiles.done(aside);
        }
    }

    private static Path target(Path directory) throws IOException {
        return Files.exists(directory)
                ? directory.toRealPath()
                : AtomicFiles.target(directory).toAbsolutePath().normalize();
    }

    /** Returns the new directory, beside the old one if somebody may write there, else within. */
    private synchronized Path aside() throws IOException {
        if (aside == null) {
            AtomicFiles.createDirectories(parent());
            aside = Files.isDirectory(target) && !Files.isWritable(parent())
                    ? PartFiles.beside(target.resolve("results"))
                    : PartFiles.beside(target);
            create(aside, target);
        }
        return aside;
    }

    private Path parent() {
        return Objects.requireNonNull(target.getParent(), "results have a directory above");
    }

    /** Returns whether the new directory lies beside the old one, on the same file system. */
    private boolean isWhole() throws IOException {
        return parent().equals(aside().getParent())
                && Files.getFileStore(parent()).equals(Files.getFileStore(target));
    }

    /** Creates {@code directory} with the permissions of {@code like}, if that is there. */
    private static void create(Path directory, Path like) throws IOException {
        PartFiles.undisturbed(() -> {
            Path created = Files.createDirectory(directory);
            copyPermissions(like, created);
            return created;
        });
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (view != null && Files.isDirectory(from)) {
            Files.setPosixFilePermissions(to, view.readAttributes().permissions());
        }
    }

    /** Writes to the links, FIFOs and devices that have the names of new files, which stay what they are, and returns their names. */
    private List<String> writtenThrough() throws IOException {
        List<String> nodes = new ArrayList<>();
        for (String name : names) {
            if (isNode(name)) {
                Path file = aside().resolve(name);
                AtomicFiles.write(target.resolve(name), out -> Files.copy(file, out));
                Files.delete(file);
                nodes.add(name);
            }
        }
        nodes.forEach(names::remove);
        return nodes;
    }

    private boolean isNode(String name) throws IOException {
        Path old = target.resolve(name);
        if (Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(
                    directory.resolve(name).toString(), null, "is a directory where a file goes, move it away");
        }
        return Files.exists(old, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(old, LinkOption.NOFOLLOW_LINKS);
    }

    private void link(Path from, String prefix, Collection<String> outdated) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                String name = prefix + entry.getFileName();
                if (!name.equals(STORE)
                        && !names.contains(name)
                        && !outdated.contains(name)
                        && !PartFiles.isOne(entry)) {
                    linkEntry(entry, name, outdated);
                }
            }
        }
    }

    private void linkEntry(Path entry, String name, Collection<String> outdated) throws IOException {
        Path to = aside().resolve(name);
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            linkBelow(entry, to, name, outdated);
        } else if (!Files.isDirectory(to)) {
            link(entry, to);
        } else if (!Files.isSymbolicLink(entry)) {
            throw new FileSystemException(
                    directory.resolve(name).toString(), null, "is a file where a directory goes, move it away");
        }
    }

    /** A directory of nothing but outdated files goes with them. */
    private void linkBelow(Path entry, Path to, String name, Collection<String> outdated) throws IOException {
        if (!Files.isDirectory(to)) {
            create(to, entry);
        }
        link(entry, name + "/", outdated);
        if (isEmpty(to) && !isEmpty(entry)) {
            Files.delete(to);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return !entries.iterator().hasNext();
        }
    }

    /** Makes {@code to} the same file as {@code from}; a copy where the file system knows no second names. */
    private static void link(Path from, Path to) throws IOException {
        try {
            PartFiles.undisturbed(() -> Files.createLink(to, from));
        } catch (IOException
                | UnsupportedOperationException e) { // the second is how a file system says that it has no links
            if (!Files.isSymbolicLink(from) && !Files.isRegularFile(from)) {
                throw e;
            }
            PartFiles.undisturbed(
                    () -> Files.copy(from, to, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES));
        }
    }

    /** What has been replaced goes once its store has been taken out: both renames and that are one step to the end of the process. */
    private void swap() throws IOException {
        List<Path> replaced = PartFiles.undisturbed(() -> {
            requireWhole();
            List<Path> retired = new ArrayList<>();
            do {
                if (Files.exists(target)) {
                    Path old = PartFiles.old(target);
                    moveAway(old);
                    retired.add(old);
                }
            } while (!moveIn(retired));
            for (Path old : retired) {
                takeStore(old, target);
                PartFiles.discard(old);
            }
            return retired;
        });
        for (Path old : replaced) {
            PartFiles.delete(old);
            PartFiles.done(old);
        }
    }

    private void requireWhole() throws IOException {
        if (!Files.isDirectory(aside())) {
            throw new FileSystemException(
                    directory.toString(),
                    null,
                    "the new directory was removed while it was written, nothing was replaced");
        }
    }

    private void moveAway(Path old) throws IOException {
        try {
            rename(target, old);
        } catch (IOException e) {
            if (Files.exists(target)) {
                throw new NotRenamedException(e);
            } // else another process has just moved it
        }
    }

    /** Returns whether the new directory has the name; not if another process was faster. */
    private boolean moveIn(List<Path> retired) throws IOException {
        try {
            rename(aside(), target);
            PartFiles.done(aside());
            aside = null;
            return true;
        } catch (IOException e) {
            if (Files.exists(target) && retired.size() < MOST_ROUNDS) {
                return false;
            }
            throw FileProblems.of(directory, e);
        }
    }

    /** Removes {@code old}, which has been replaced, but for its store; another process may do so as well. */
    private static void retire(Path old, Path target) throws IOException {
        takeStore(old, target);
        PartFiles.delete(old);
    }

    private static void takeStore(Path old, Path target) throws IOException {
        try {
            Path store = old.resolve(STORE);
            if (Files.isDirectory(store)) {
                merge(store, target.resolve(STORE));
            }
        } catch (NoSuchFileException e) {
            return; // another process has just done so
        }
    }

    private static void merge(Path from, Path to) throws IOException {
        if (!Files.isDirectory(to)) {
            try {
                rename(from, to);
                return;
            } catch (IOException e) {
                if (!Files.isDirectory(to)) { // else a process that keeps a replication has just made it
                    throw e;
                }
            }
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(from)) {
            for (Path entry : entries) {
                merge(entry, to.resolve(entry.getFileName()));
            }
        }
    }

    private static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> oneByOne(Collection<String> outdated) throws IOException {
        for (String name : outdated) {
            Path old = target.resolve(name).normalize();
            if (!names.contains(name) && old.startsWith(target) && Files.isRegularFile(old)) {
                Files.delete(old);
            }
        }
        for (String name : names) {
            Path file = aside().resolve(name);
            AtomicFiles.write(target.resolve(name), out -> Files.copy(file, out));
        }
        return List.of(directory + " is a mount point or in a directory that cannot be written: its files were replaced"
                + " one by one, so that a run that is killed meanwhile leaves some of each");
    }

    /** Says that a directory is one that cannot be renamed. */
    private static final class NotRenamedException extends IOException {
        private static final long serialVersionUID = 1L;

        NotRenamedException(IOException cause) {
            super(cause);
        }
    }
}
