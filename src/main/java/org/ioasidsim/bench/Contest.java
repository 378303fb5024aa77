package org.ioasidsim.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** Subjects that do the same work in turns: first some rounds to warm up, then some that count. */
final class Contest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WARM_UPS = 2;

    private final String benchmark;
    private final int rounds;
    private final LongSupplier clock;
    private final List<Subject> subjects = new ArrayList<>();

    /** Prepares a contest that measures the processor time of the thread that runs it. */
    Contest(String benchmark, int rounds) {
        this(benchmark, rounds, THREADS::getCurrentThreadCpuTime);
    }

    private Contest(String benchmark, int rounds, LongSupplier clock) {
        this.benchmark = benchmark;
        this.rounds = rounds;
        this.clock = clock;
    }

    /** Prepares a contest that measures wall time, for subjects that use several threads. */
    static Contest onTheWall(String benchmark, int rounds) {
        return new Contest(benchmark + ", on the wall", rounds, System::nanoTime);
    }

    /** Adds a subject whose {@code round} returns the number of its events. The others are compared with the first one added. */
    void add(String name, LongSupplier round) {
        subjects.add(new Subject(name, round, clock, new double[rounds], new double[rounds]));
    }

    List<Figure> run() {
        for (int i = 0; i < WARM_UPS; i++) {
            for (Subject subject : subjects) {
                var unused = subject.round.getAsLong();
            }
        }
        long[] events = new long[subjects.size()];
        for (int i = 0; i < rounds; i++) {
            for (int j = 0; j < events.length; j++) {
                events[j] = subjects.get(j).measure(i);
            }
        }
        List<Figure> figures = new ArrayList<>();
        for (int j = 0; j < events.length; j++) {
            figures.add(subjects.get(j).figure(benchmark, events[j], subjects.get(0)));
        }
        return figures;
    }

    /** Returns the bytes that an event allocates, from the events that {@code more} has beyond those of {@code less}. */
    static double bytesPerEvent(LongSupplier more, LongSupplier less) {
        long start = THREADS.getCurrentThreadAllocatedBytes();
        long fewEvents = less.getAsLong();
        long middle = THREADS.getCurrentThreadAllocatedBytes();
        long manyEvents = more.getAsLong();
        long end = THREADS.getCurrentThreadAllocatedBytes();
        return (double) (end - middle - (middle - start)) / (manyEvents - fewEvents);
    }

    private record Subject(String name, LongSupplier round, LongSupplier clock, double[] nanos, double[] bytes) {
        long measure(int number) {
            long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            long nanosBefore = clock.getAsLong();
            long events = round.getAsLong();
            nanos[number] = (double) (clock.getAsLong() - nanosBefore) / events;
            bytes[number] = (double) (THREADS.getCurrentThreadAllocatedBytes() - bytesBefore) / events;
            return events;
        }

        Figure figure(String benchmark, long events, Subject first) {
            double[] ratios = new double[nanos.length];
            Arrays.setAll(ratios, i -> nanos[i] / first.nanos[i]);
            double least = Arrays.stream(nanos).min().orElse(Double.NaN);
            double most = Arrays.stream(nanos).max().orElse(Double.NaN);
            return new Figure(benchmark, name, events, median(nanos), least, most, median(ratios), median(bytes));
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
