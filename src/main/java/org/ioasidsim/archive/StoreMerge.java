package org.ioasidsim.archive;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ioasidsim.file.NewDirectory;

/**
 * Copies the replications that other directories of results keep into one: what shards simulated on machines that share no file system.
 * What is there already, is damaged, or was cut short is left out, so that it can be repeated.
 */
public final class StoreMerge {
    private static final Pattern ALONE = Pattern.compile("([0-9]{4,})\\.bin");

    private final Path to;
    private int copied;
    private int known;
    private int damaged;
    private final Set<String> programs = new TreeSet<>();

    /** Merges into the directory of results {@code to}. */
    public StoreMerge(Path to) {
        this.to = to;
    }

    /**
     * Copies what is kept anywhere below {@code from}, of each scenario to its own place here, where commands look for it: {@code from} may hold
     * results of several machines, or those of one scenario only. Returns whether anything is kept.
     */
    public boolean add(Path from) throws IOException {
        List<Path> stores = stores(from.toAbsolutePath().normalize());
        for (Path store : stores) {
            Path scenario = Objects.requireNonNull(store.getParent(), "a store lies in the results of a scenario");
            for (Path program : directories(store)) {
                addProgram(
                        program,
                        to.resolve(name(scenario)).resolve(NewDirectory.STORE).resolve(name(program)));
            }
        }
        return !stores.isEmpty();
    }

    /** Returns how many replications were copied. */
    public int copied() {
        return copied;
    }

    /** Returns how many were there already. */
    public int known() {
        return known;
    }

    /** Returns how many were damaged, and how many files of replications were cut short: what a shard that was killed leaves. */
    public int damaged() {
        return damaged;
    }

    /** Returns the fingerprints of the programs that simulated them. */
    public Set<String> programs() {
        return programs;
    }

    private static List<Path> stores(Path from) throws IOException {
        List<Path> stores = new ArrayList<>();
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (!directory.endsWith(NewDirectory.STORE)) {
                    return FileVisitResult.CONTINUE;
                }
                stores.add(directory);
                return FileVisitResult.SKIP_SUBTREE;
            }
        });
        stores.sort(null);
        return stores;
    }

    private void addProgram(Path program, Path into) throws IOException {
        programs.add(name(program));
        Packs there = Packs.in(into.resolve(Packs.DIRECTORY));
        try (var pack = new PackFile(into.resolve(Packs.DIRECTORY), "merged")) {
            var merged = new Merged(name(program), into, there, pack);
            for (Path content : directories(program)) {
                addAlone(content, merged);
            }
            for (Path file : Packs.files(program.resolve(Packs.DIRECTORY))) {
                boolean isWhole = PackFile.visit(file, (key, spot) -> merged.add(key, spot.body()));
                damaged += isWhole ? 0 : 1;
            }
        }
    }

    private static void addAlone(Path content, Merged merged) throws IOException {
        for (Path file : sorted(content)) {
            Matcher number = ALONE.matcher(name(file));
            if (number.matches()) {
                merged.add(
                        merged.program + "/" + name(content) + "/" + Integer.parseInt(number.group(1)),
                        Files.readAllBytes(file));
            }
        }
    }

    /** The replications of one program in the directory merged into. */
    private final class Merged {
        private final String program;
        private final Path directory;
        private final Packs there;
        private final PackFile pack;

        Merged(String program, Path directory, Packs there, PackFile pack) {
            this.program = program;
            this.directory = directory;
            this.there = there;
            this.pack = pack;
        }

        void add(String key, byte[] body) throws IOException {
            if (isThere(key)) {
                known++;
            } else if (ReplicationCodec.decode(key, body).isEmpty()) {
                damaged++;
            } else {
                there.add(key, pack.append(key, body));
                copied++;
            }
        }

        private boolean isThere(String key) throws IOException {
            return Files.exists(StoredReplications.file(directory, key))
                    || there.find(key)
                            .flatMap(bytes -> ReplicationCodec.decode(key, bytes))
                            .isPresent();
        }
    }

    private static List<Path> directories(Path directory) throws IOException {
        return sorted(directory).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted().toList();
        }
    }

    private static String name(Path path) {
        return Objects.requireNonNull(path.getFileName(), "a file in a store").toString();
    }
}
