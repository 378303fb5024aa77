package org.ioasidsim.bench;

/**
 * What one subject of a benchmark costs for an event, the median over its rounds.
 *
 * @param benchmark what was done
 * @param subject who did it
 * @param events in one round; live processes where their memory is measured
 * @param nanos of processor time, or of time on the wall where the benchmark says so, with the least and the most of any round; NaN where nothing is timed
 * @param ratio to the time of the benchmark's first subject in the same round; 1 for that one
 * @param bytes that the measuring thread allocates for an event, or that the heap keeps for a live process
 */
public record Figure(
        String benchmark,
        String subject,
        long events,
        double nanos,
        double least,
        double most,
        double ratio,
        double bytes) {
    /** Returns what {@code count} things keep of memory, where nothing is timed. */
    static Figure ofMemory(String benchmark, String subject, long count, double bytes) {
        return new Figure(benchmark, subject, count, Double.NaN, Double.NaN, Double.NaN, Double.NaN, bytes);
    }

    Figure withBytes(double newBytes) {
        return new Figure(benchmark, subject, events, nanos, least, most, ratio, newBytes);
    }

    /** Returns the millions of events in a second of processor time. */
    public double millionsPerSecond() {
        return 1000 / nanos;
    }
}
