package org.ioasidsim.scenario.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of a machine, its own or copied below a directory; notes why some could not be read. */
final class MachineFiles {
    private static final int MOST_BYTES = 16 << 20;
    private static final int NAMED_EXAMPLES = 3;

    private final Path root;
    private final TreeMap<String, Set<String>> unread = new TreeMap<>();

    /**
     * Makes the files below {@code root}.
     *
     * @param root {@code /} for the machine that this runs on
     */
    MachineFiles(Path root) {
        this.root = root;
    }

    /** Returns the text of the file {@code path}, such as {@code /proc/cpuinfo}, if it can be read; else the reason is noted. */
    Optional<String> text(String path) {
        try (InputStream in = Files.newInputStream(below(path))) {
            byte[] bytes = in.readNBytes(MOST_BYTES);
            if (in.read() >= 0) {
                note(path, "longer than " + (MOST_BYTES >> 20) + " MiB");
                return Optional.empty();
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            note(path, reason(e));
            return Optional.empty();
        }
    }

    /** Returns the first line of a file, without blanks around it; empty also for an empty line. */
    Optional<String> line(String path) {
        return text(path)
                .flatMap(text -> text.lines().findFirst())
                .map(String::strip)
                .filter(line -> !line.isEmpty());
    }

    /** Returns the first line of a file that need not be there: its absence is not noted. */
    Optional<String> lineIfPresent(String path) {
        return isPresent(path) ? line(path) : Optional.empty();
    }

    /** Returns the text of a file that need not be there: its absence is not noted. */
    Optional<String> textIfPresent(String path) {
        return isPresent(path) ? text(path) : Optional.empty();
    }

    boolean isPresent(String path) {
        return Files.exists(below(path));
    }

    /** Returns the names in the directory {@code path} in alphabetical order; none if there is no such directory. */
    List<String> names(String path) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(below(path))) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            note(path, "cannot be read whole");
        } catch (IOException e) {
            note(path, reason(e));
        }
        Collections.sort(names);
        return names;
    }

    /** Returns the names of the directories in the directory {@code path}, links left out. */
    List<String> directories(String path) {
        return names(path).stream()
                .filter(name -> Files.isDirectory(below(path + "/" + name), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    /** Notes that {@code path} has nothing that can be used, and why. */
    void note(String path, String reason) {
        unread.computeIfAbsent(shape(path) + ": " + reason, unused -> new TreeSet<>())
                .add(path);
    }

    /** Returns what could not be read and why, one line for files of the same kind. */
    List<String> unread() {
        return unread.entrySet().stream()
                .map(entry -> described(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    private static String described(String kind, List<String> paths) {
        String reason = kind.substring(kind.indexOf(": ") + 2);
        if (paths.size() <= NAMED_EXAMPLES) {
            return String.join(", ", paths) + ": " + reason;
        }
        return paths.get(0) + " and " + (paths.size() - 1) + " like it: " + reason;
    }

    /** Returns the kind of a file: the first directory of its path, and its name. */
    private static String shape(String path) {
        int name = path.lastIndexOf('/');
        int second = path.indexOf('/', 1);
        return path.substring(0, second < 0 ? name : second)
                + path.substring(name).replace(": ", " ");
    }

    private static String reason(IOException problem) {
        if (problem instanceof NoSuchFileException) {
            return "no such file";
        }
        return problem instanceof AccessDeniedException ? "permission denied" : "cannot be read";
    }

    private Path below(String path) {
        return root.resolve(path.substring(1));
    }
}
