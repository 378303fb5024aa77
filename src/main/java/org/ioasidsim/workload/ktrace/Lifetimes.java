package org.ioasidsim.workload.ktrace;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The lifetimes of a trace in the order of their starts. They end in another order, so runs of bounded length are sorted in memory,
 * kept in temporary files, and merged.
 */
public final class Lifetimes implements AutoCloseable {
    private static final int RUN_LENGTH = 200_000;

    private final List<Lifetime> run = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final int runLength;
    private long count;
    private long leftCensored;
    private long rightCensored;
    private TraceSummary summary = new TraceSummary();

    private Lifetimes(int runLength) {
        this.runLength = runLength;
    }

    /** Reads a trace whole. */
    public static Lifetimes read(Path trace) throws IOException {
        return read(trace, RUN_LENGTH);
    }

    static Lifetimes read(Path trace, int runLength) throws IOException {
        var lifetimes = new Lifetimes(runLength);
        boolean isRead = false;
        try {
            lifetimes.summary = KernelTrace.read(trace, lifetimes::add);
            lifetimes.run.sort(Lifetime.BY_START);
            isRead = true;
            return lifetimes;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            if (!isRead) {
                lifetimes.close();
            }
        }
    }

    private void add(Lifetime lifetime) {
        count++;
        leftCensored += lifetime.startsBefore() ? 1 : 0;
        rightCensored += lifetime.endsAfter() ? 1 : 0;
        run.add(lifetime);
        if (run.size() == runLength) {
            spill();
        }
    }

    private void spill() {
        run.sort(Lifetime.BY_START);
        try {
            Path file = Files.createTempFile("ioasid-sim-import", ".run");
            files.add(file);
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
                for (Lifetime lifetime : run) {
                    lifetime.writeTo(out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run.clear();
    }

    /** Returns what became of the trace's lines. */
    public TraceSummary summary() {
        return summary;
    }

    /** Passes the cells of each lifetime on, numbered from 0. */
    public void forEachByStart(Consumer<String[]> cells) {
        List<Run> runs = new ArrayList<>();
        try {
            for (Path file : files) {
                runs.add(new Run(new DataInputStream(new BufferedInputStream(Files.newInputStream(file))), runLength));
            }
            merge(runs, cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            runs.forEach(Run::close);
        }
    }

    private void merge(List<Run> runs, Consumer<String[]> cells) throws IOException {
        PriorityQueue<Run> waiting = new PriorityQueue<>(Comparator.comparing(Run::head, Lifetime.BY_START));
        waiting.addAll(runs);
        int next = 0;
        for (long id = 0; id < count; id++) {
            Run first = waiting.peek();
            boolean isInMemory =
                    first == null || (next < run.size() && Lifetime.BY_START.compare(run.get(next), first.head()) < 0);
            cells.accept((isInMemory ? run.get(next) : first.head()).cells(id));
            if (isInMemory) {
                next++;
            } else if (waiting.remove().advance()) {
                waiting.add(first);
            }
        }
    }

    /** A sorted run in a file, and its first lifetime that was not taken yet. */
    private static final class Run {
        private final DataInputStream in;
        private int left;
        private Lifetime head;

        Run(DataInputStream in, int length) throws IOException {
            this.in = in;
            this.left = length - 1;
            this.head = Lifetime.readFrom(in);
        }

        Lifetime head() {
            return head;
        }

        /** Goes on to the next lifetime; returns false after the last one. */
        boolean advance() throws IOException {
            if (left == 0) {
                return false;
            }
            left--;
            head = Lifetime.readFrom(in);
            return true;
        }

        void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    /** Returns how many there are, and how many of them were observed in part. */
    @Override
    public String toString() {
        return count + " lifetimes of address spaces, of which " + leftCensored + " began before the trace (L) and "
                + rightCensored + " had not ended (R)";
    }
}
