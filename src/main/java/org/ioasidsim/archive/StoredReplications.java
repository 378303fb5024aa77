package org.ioasidsim.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.ioasidsim.experiment.ReplicationStore;
import org.ioasidsim.experiment.ReplicationWork;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.file.Digests;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.file.PartFiles;
import org.ioasidsim.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Replications kept on disk as {@code .replications/PROGRAM/CONTENT/0001.bin} below the results of a scenario. PROGRAM is the fingerprint
 * of the program, CONTENT that of everything that decides the replication except its number. Each file appears whole or not at all and
 * carries its checksum and all three parts of its name; one that is damaged or of something else is simulated again. The directory may
 * be deleted at any time.
 */
public final class StoredReplications implements ReplicationStore {
    private static final int MOST_TEXTS = 1_000;

    private final Path directory;
    private final String program;
    private final boolean isFresh;
    private final Set<Path> refused = new ConcurrentSkipListSet<>();
    private final AtomicInteger reused = new AtomicInteger();
    private final Set<Path> simulated = ConcurrentHashMap.newKeySet();
    private final Set<Path> cleared = ConcurrentHashMap.newKeySet();
    private final Map<Path, Object> locks = new ConcurrentHashMap<>();
    private final IdentityHashMap<Scenario, String> decidingTexts = new IdentityHashMap<>();
    private volatile @Nullable IOException failure;

    private StoredReplications(Path directory, String program, boolean isFresh) {
        this.directory = directory;
        this.program = program;
        this.isFresh = isFresh;
    }

    /**
     * Returns the store in the directory of a scenario's results.
     *
     * @param program the fingerprint of the program, followed by whatever else decides results, such as the digests of plug-ins
     * @param isFresh whether what earlier runs kept is simulated again
     */
    public static StoredReplications in(Path results, String program, boolean isFresh) {
        return new StoredReplications(results.resolve(NewDirectory.STORE).resolve(program), program, isFresh);
    }

    @Override
    public ReplicationResult get(ReplicationWork work, Supplier<ReplicationResult> simulation) {
        Path file = file(work);
        synchronized (
                locks.computeIfAbsent(file, any -> new Object())) { // equal variants: the second reuses the first's
            Optional<ReplicationResult> kept = isFresh && !simulated.contains(file) ? Optional.empty() : find(work);
            if (kept.isPresent()) {
                reused.incrementAndGet();
                return kept.get();
            }
            ReplicationResult result = simulation.get();
            keep(key(work), file, result);
            return result;
        }
    }

    /** Returns the stored result of {@code work}; empty if there is none, it is damaged or that of something else. */
    public Optional<ReplicationResult> find(ReplicationWork work) {
        Path file = file(work);
        try {
            Optional<ReplicationResult> kept = ReplicationCodec.decode(key(work), Files.readAllBytes(file))
                    .filter(result -> result.replication() == work.number())
                    .filter(result -> result.tenants().equals(work.scenario().tenantNames()));
            if (kept.isEmpty()) {
                refused.add(file);
            }
            return kept;
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            failure = e;
            return Optional.empty();
        }
    }

    /** Returns the path of the stored result of {@code work}, whether it is there or not. */
    public Path path(ReplicationWork work) {
        return file(work);
    }

    /** Returns whether nothing is stored. */
    public boolean isEmpty() {
        return !Files.isDirectory(directory);
    }

    /** Returns the number of results that were not simulated, including pilots of a warm-up. */
    public int reused() {
        return reused.get();
    }

    /** Returns the files that were damaged or those of something else, sorted; what they stood for is simulated again. */
    public List<Path> refused() {
        return List.copyOf(refused);
    }

    /** Returns the last reason why a replication could not be read or stored; results are correct nevertheless. */
    public Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    private void keep(String key, Path file, ReplicationResult result) {
        if (result.failure() != null) {
            return;
        }
        try {
            Path content = Objects.requireNonNull(file.getParent(), "a stored file lies in the store");
            if (cleared.add(content)) {
                PartFiles.clear(content);
            }
            byte[] bytes = ReplicationCodec.encode(key, result);
            AtomicFiles.write(file, out -> out.write(bytes));
            simulated.add(file);
        } catch (IOException e) {
            failure = e;
        }
    }

    private Path file(ReplicationWork work) {
        return directory.resolve(content(work)).resolve(String.format(Locale.ROOT, "%04d.bin", work.number()));
    }

    private String key(ReplicationWork work) {
        return program + "/" + content(work) + "/" + work.number();
    }

    private String content(ReplicationWork work) {
        String text = decidingText(work.scenario()) + "\nwarm-up " + work.warmUpSeconds() + "\ntimeline "
                + work.recordsTimeline() + (work.scenario().run().isStationary() ? "\nstationary" : "");
        return Digests.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }

    /**
     * Returns the deciding text of a scenario. It is made once for all replications, because it parses the scenario and reads the files
     * that it names.
     */
    private String decidingText(Scenario scenario) {
        synchronized (decidingTexts) {
            String known = decidingTexts.get(scenario);
            if (known != null) {
                return known;
            }
        }
        String made = DecidingText.of(scenario); // outside of the lock: several are made at a time
        synchronized (decidingTexts) {
            if (decidingTexts.size() >= MOST_TEXTS) { // a sweep has more scenarios than memory should hold
                decidingTexts.clear();
            }
            decidingTexts.put(scenario, made);
        }
        return made;
    }
}
