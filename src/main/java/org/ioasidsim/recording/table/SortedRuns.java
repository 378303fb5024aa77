package org.ioasidsim.recording.table;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.ioasidsim.file.TemporaryFiles;

/**
 * Sorts any number of records in bounded memory: runs of bounded length are sorted, kept in temporary files and merged. As soon as there
 * are {@code FAN_IN} files of one level they become one of the next, which bounds the files that the last merge opens.
 *
 * <p>Source: Knuth, The Art of Computer Programming, volume 3, section 5.4.1 (balanced merging).
 */
public final class SortedRuns<T> implements Closeable {
    private static final int RUN_LENGTH = 100_000;
    private static final int FAN_IN = 64;

    private final Comparator<T> order;
    private final Codec<T> codec;
    private final int runLength;
    private final int fanIn;
    private final List<T> run = new ArrayList<>();
    private final List<RunFile> files = new ArrayList<>();
    private boolean isSorted;
    private long count;

    /** Makes an empty sort by {@code order}. Records that are equal in it come out in any order. */
    public SortedRuns(Comparator<T> order, Codec<T> codec) {
        this(order, codec, RUN_LENGTH, FAN_IN);
    }

    SortedRuns(Comparator<T> order, Codec<T> codec, int runLength, int fanIn) {
        this.order = order;
        this.codec = codec;
        this.runLength = runLength;
        this.fanIn = fanIn;
    }

    /** How a record is kept in a file. */
    public interface Codec<T> {
        void write(T value, DataOutputStream out) throws IOException;

        T read(DataInputStream in) throws IOException;
    }

    /**
     * A sorted run in a file.
     *
     * @param level how many merges made it
     */
    private record RunFile(Path path, long length, int level) {}

    /** Writes a text of any length, where {@link DataOutputStream#writeUTF} is limited to 64 KiB. */
    public static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads what {@link #writeText} wrote. */
    public static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    /** Adds a record. */
    public void add(T value) {
        count++;
        isSorted = false;
        run.add(value);
        if (run.size() == runLength) {
            spill();
        }
    }

    /** Returns the number of records. */
    public long count() {
        return count;
    }

    private void spill() {
        run.sort(order);
        try {
            write(run.size(), 0, out -> {
                for (T value : run) {
                    codec.write(value, out);
                }
            });
            run.clear();
            while (isLastLevelFull()) {
                mergeLastLevel();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isLastLevelFull() {
        int last = files.size() - 1;
        return files.size() >= fanIn
                && files.get(last - fanIn + 1).level() == files.get(last).level();
    }

    private void mergeLastLevel() throws IOException {
        List<RunFile> full = List.copyOf(files.subList(files.size() - fanIn, files.size()));
        long length = full.stream().mapToLong(RunFile::length).sum();
        write(length, full.get(0).level() + 1, out -> merge(full, List.of(), value -> write(value, out)));
        files.removeAll(full);
        for (RunFile merged : full) {
            Files.delete(merged.path());
        }
    }

    private void write(T value, DataOutputStream out) {
        try {
            codec.write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the records of a run. */
    private interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private void write(long length, int level, Body body) throws IOException {
        Path path = TemporaryFiles.file("ioasid-sim-import", ".run");
        files.add(new RunFile(path, length, level));
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)))) {
            body.writeTo(out);
        } catch (IOException e) {
            throw TemporaryFiles.failure(e);
        }
    }

    /** Passes all records to {@code next} in their order; may be called again. */
    public void forEach(Consumer<T> next) {
        if (!isSorted) {
            run.sort(order);
            isSorted = true;
        }
        try {
            merge(files, run, next);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void merge(List<RunFile> sources, List<T> inMemory, Consumer<T> next) throws IOException {
        List<Stored> stored = new ArrayList<>();
        try {
            PriorityQueue<Head<T>> heads = new PriorityQueue<>((a, b) -> order.compare(a.value, b.value));
            for (RunFile source : sources) {
                var values = new Stored(source);
                stored.add(values);
                heads.add(new Head<>(values));
            }
            if (!inMemory.isEmpty()) {
                heads.add(new Head<>(inMemory.iterator()));
            }
            merge(heads, next);
        } finally {
            for (Stored values : stored) {
                values.close();
            }
        }
    }

    private static <T> void merge(PriorityQueue<Head<T>> heads, Consumer<T> next) {
        while (!heads.isEmpty()) {
            Head<T> first = heads.remove();
            next.accept(first.value);
            if (first.advance()) {
                heads.add(first);
            }
        }
    }

    /** The first record of a run that was not taken yet. */
    private static final class Head<T> {
        private final Iterator<T> rest;
        private T value;

        Head(Iterator<T> values) {
            this.rest = values;
            this.value = values.next();
        }

        boolean advance() {
            if (!rest.hasNext()) {
                return false;
            }
            value = rest.next();
            return true;
        }
    }

    /** The records of a run in a file. */
    private final class Stored implements Iterator<T>, Closeable {
        private final DataInputStream in;
        private long left;

        Stored(RunFile source) throws IOException {
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(source.path())));
            this.left = source.length();
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public T next() {
            left--;
            try {
                return codec.read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (RunFile file : files) {
            Files.deleteIfExists(file.path());
        }
        files.clear();
    }
}
