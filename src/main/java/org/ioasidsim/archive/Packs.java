package org.ioasidsim.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ioasidsim.file.Digests;

/**
 * Where each replication lies in the pack files of a directory, as they were when this was made. Of a key only 64 bits of its digest are
 * held, so that a million replications need some 100 MB; the bytes found carry the whole key.
 */
final class Packs {
    /** The directory of packs within that of a program. */
    static final String DIRECTORY = "packs";

    private final Map<Long, PackFile.Spot> spots = new HashMap<>();

    private Packs() {}

    /** Reads the heads of all records in {@code directory}; none if it is missing. */
    static Packs in(Path directory) throws IOException {
        var packs = new Packs();
        for (Path file : files(directory)) {
            var unused = PackFile.visit(file, packs::add);
        }
        return packs;
    }

    /** Takes up a record that was written since. */
    synchronized void add(String key, PackFile.Spot spot) {
        spots.put(digest(key), spot);
    }

    /** Returns the pack files in {@code directory}, sorted. */
    static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(PackFile::isOne).sorted().toList();
        }
    }

    /** Returns the file in which {@code key} is, or another key of the same digest. */
    Optional<Path> file(String key) {
        return spot(key).map(PackFile.Spot::file);
    }

    /** Returns the bytes kept under {@code key}, to be decoded with it. */
    Optional<byte[]> find(String key) throws IOException {
        Optional<PackFile.Spot> spot = spot(key);
        return spot.isEmpty()
                ? Optional.empty()
                : Optional.of(spot.get().body()).filter(bytes -> bytes.length > 0);
    }

    private synchronized Optional<PackFile.Spot> spot(String key) {
        return Optional.ofNullable(spots.get(digest(key)));
    }

    /** Returns how many of the replications are under none of {@code keys}. */
    synchronized int without(Stream<String> keys) {
        Set<Long> left = new HashSet<>(spots.keySet());
        keys.forEach(key -> left.remove(digest(key)));
        return left.size();
    }

    private static long digest(String key) {
        return ByteBuffer.wrap(Digests.sha256().digest(key.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
