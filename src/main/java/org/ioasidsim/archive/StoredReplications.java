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
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
 * carries its checksum and all three parts of its name; one that is damaged or of something else is simulated again. A shard of a run
 * keeps its replications in one file, {@code .replications/PROGRAM/packs/NAME.1.pack}, instead. The directory may be deleted at any time.
 */
public final class StoredReplications implements ReplicationStore, AutoCloseable {
    private static final int MOST_TEXTS = 1_000;
    private static final int PLACE_DIGITS = 8;

    private final Path directory;
    private final String program;
    private final boolean isFresh;
    private final Set<Path> refused = new ConcurrentSkipListSet<>();
    private final Set<Path> reused = ConcurrentHashMap.newKeySet();
    private final Set<Path> simulated = ConcurrentHashMap.newKeySet();
    private final Set<Path> cleared = ConcurrentHashMap.newKeySet();
    private final Map<Path, Object> locks = new ConcurrentHashMap<>();
    private final IdentityHashMap<Scenario, String> decidingTexts = new IdentityHashMap<>();
    private final @Nullable PackFile pack;
    private @Nullable Packs packs;
    private final boolean isKeptOnly;
    private volatile boolean isLacking;
    private volatile @Nullable IOException failure;
    private @Nullable Runnable foreignPacksNotice;

    private StoredReplications(
            Path directory, String program, boolean isFresh, @Nullable PackFile pack, boolean isKeptOnly) {
        this.directory = directory;
        this.program = program;
        this.isFresh = isFresh;
        this.pack = pack;
        this.isKeptOnly = isKeptOnly;
    }

    /**
     * Returns the store in the directory of a scenario's results.
     *
     * @param program the fingerprint of the program, followed by whatever else decides results, such as the digests of plug-ins
     * @param isFresh whether what earlier runs kept is simulated again
     */
    public static StoredReplications in(Path results, String program, boolean isFresh) {
        return new StoredReplications(
                results.resolve(NewDirectory.STORE).resolve(program), program, isFresh, null, false);
    }

    /** Returns the same store, which simulates nothing: whatever asks for a replication that it lacks is interrupted. */
    public StoredReplications keptOnly() {
        return new StoredReplications(directory, program, false, null, true);
    }

    /** Returns whether a replication was asked for that a store of {@link #keptOnly} lacks. */
    public boolean isLacking() {
        return isLacking;
    }

    /** Returns the same store, which keeps what is simulated from now on in a pack file called {@code name}. */
    public StoredReplications packedAs(String name) {
        var into = new PackFile(directory.resolve(Packs.DIRECTORY), name);
        return new StoredReplications(directory, program, isFresh, into, false).onForeignPacks(foreignPacksNotice);
    }

    /**
     * Runs {@code notice} before the first replication is simulated, if shards of another program kept some here. They are not used, and whoever
     * shared a run out among machines did not mean that. Returns this store.
     */
    public StoredReplications onForeignPacks(@Nullable Runnable notice) {
        foreignPacksNotice = notice;
        return this;
    }

    @Override
    public ReplicationResult get(ReplicationWork work, Supplier<ReplicationResult> simulation) {
        Path file = file(work);
        synchronized (
                locks.computeIfAbsent(file, any -> new Object())) { // equal variants: the second reuses the first's
            Optional<ReplicationResult> kept = isFresh && !simulated.contains(file) ? Optional.empty() : find(work);
            if (kept.isPresent()) {
                if (!simulated.contains(file)) {
                    reused.add(file);
                }
                return kept.get();
            }
            if (isKeptOnly) {
                isLacking = true;
                throw new CancellationException("not stored");
            }
            noticeForeignPacks();
            ReplicationResult result = simulation.get();
            keep(key(work), file, result);
            return result;
        }
    }

    private synchronized void noticeForeignPacks() {
        Runnable notice = foreignPacksNotice;
        foreignPacksNotice = null;
        if (notice != null && hasForeignPacks()) {
            notice.run();
        }
    }

    private boolean hasForeignPacks() {
        Path store = Objects.requireNonNull(directory.getParent(), "programs have directories in the store");
        try (Stream<Path> programs = Files.list(store)) {
            for (Path other : programs.filter(other -> !other.equals(directory)).toList()) {
                if (!Packs.files(other.resolve(Packs.DIRECTORY)).isEmpty()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false; // no store yet, or none that can be listed: keeping will tell
        }
    }

    /** Returns the stored result of {@code work}; empty if there is none, it is damaged or that of something else. */
    public Optional<ReplicationResult> find(ReplicationWork work) {
        try {
            Optional<ReplicationResult> alone = findAlone(work);
            return alone.isPresent() ? alone : findPacked(work);
        } catch (IOException e) {
            failure = e;
            return Optional.empty();
        }
    }

    private Optional<ReplicationResult> findAlone(ReplicationWork work) throws IOException {
        Path file = file(work);
        try {
            return decoded(work, Files.readAllBytes(file), file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Optional<ReplicationResult> findPacked(ReplicationWork work) throws IOException {
        String key = key(work);
        Optional<Path> file = packs().file(key);
        Optional<byte[]> bytes = packs().find(key);
        return file.isEmpty() || bytes.isEmpty() ? Optional.empty() : decoded(work, bytes.get(), file.get());
    }

    private synchronized Packs packs() throws IOException {
        Packs known = packs;
        if (known == null) {
            known = Packs.in(directory.resolve(Packs.DIRECTORY));
            packs = known;
        }
        return known;
    }

    private Optional<ReplicationResult> decoded(ReplicationWork work, byte[] bytes, Path file) {
        Optional<ReplicationResult> kept = ReplicationCodec.decode(key(work), bytes)
                .filter(result -> result.replication() == work.number())
                .filter(result -> result.tenants().equals(work.scenario().tenantNames()));
        if (kept.isEmpty()) {
            refused.add(file);
        }
        return kept;
    }

    /** Returns the file that holds the result of {@code work}: its own, or the pack of a shard; its own where neither is there. */
    public Path path(ReplicationWork work) throws IOException {
        Path alone = file(work);
        return Files.exists(alone) ? alone : packs().file(key(work)).orElse(alone);
    }

    /** Returns whether nothing is stored. */
    public boolean isEmpty() {
        return !Files.isDirectory(directory);
    }

    /** Returns the number of results that earlier runs had simulated, including pilots of a warm-up; each counts once. */
    public int reused() {
        return reused.size();
    }

    /**
     * Returns how many replications shards of this program have kept here that were not asked for, where others were simulated: shards that ran with
     * other values than whoever merges them. 0 for a shard, and where all is simulated again.
     */
    public int passedOver() {
        boolean merges = pack == null && !isFresh && !simulated.isEmpty();
        try {
            return merges
                    ? packs().without(Stream.concat(reused.stream(), simulated.stream())
                            .map(this::key))
                    : 0;
        } catch (IOException e) {
            failure = e;
            return 0;
        }
    }

    /** Returns the result of {@code work} as the bytes that are kept. */
    public byte[] encode(ReplicationWork work, ReplicationResult result) throws IOException {
        return ReplicationCodec.encode(key(work), result);
    }

    /** Returns the result of {@code work} from the bytes that are kept; empty if they are damaged or of something else. */
    public Optional<ReplicationResult> decode(ReplicationWork work, byte[] bytes) {
        return ReplicationCodec.decode(key(work), bytes);
    }

    /** Returns the number of results that were simulated and kept, including pilots of a warm-up. */
    public int simulated() {
        return simulated.size();
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
            byte[] bytes = ReplicationCodec.encode(key, result);
            if (pack == null) {
                keepAlone(file, bytes);
            } else {
                packs().add(key, pack.append(key, bytes));
            }
            simulated.add(file);
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Closes the pack file, if one was written. */
    @Override
    public void close() throws IOException {
        if (pack != null) {
            pack.close();
        }
    }

    private void keepAlone(Path file, byte[] bytes) throws IOException {
        Path content = Objects.requireNonNull(file.getParent(), "a stored file lies in the store");
        if (cleared.add(content)) {
            PartFiles.clear(content);
        }
        AtomicFiles.write(file, out -> out.write(bytes));
    }

    /**
     * Returns the place of {@code work} among pieces that are dealt out in turn: replications of one scenario lie side by side, from a place
     * that its content decides, so that each of several takers gets as many, give or take one. At least 0.
     */
    public long place(ReplicationWork work) {
        return Long.parseUnsignedLong(content(work).substring(0, PLACE_DIGITS), 16) + work.number();
    }

    private Path file(ReplicationWork work) {
        return file(directory, content(work), work.number());
    }

    private static Path file(Path directory, String content, int number) {
        return directory.resolve(content).resolve(String.format(Locale.ROOT, "%04d.bin", number));
    }

    /** Returns the file of its own that a replication has, or would have, by its key in the store of its program. */
    static Path file(Path directory, String key) {
        String[] parts = key.split("/", -1);
        return file(directory, parts[1], Integer.parseInt(parts[2]));
    }

    /** Returns the key under which the result of {@code work} is kept, which names all that decides it. */
    public String key(ReplicationWork work) {
        return program + "/" + content(work) + "/" + work.number();
    }

    /** Returns the key of a replication whose own file is, or would be, {@code file}. */
    private String key(Path file) {
        String number = String.valueOf(file.getFileName()).replaceFirst("[.].*", "");
        return program + "/" + directory.relativize(file).getName(0) + "/" + Integer.parseInt(number);
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
