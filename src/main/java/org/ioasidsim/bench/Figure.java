package org.ioasidsim.bench;

/**
 * What an event costs one subject of a benchmark, the median over its rounds.
 *
 * @param benchmark the work
 * @param subject what did it
 * @param events in one round; where memory is measured, live processes
 * @param nanos nanoseconds of processor time, or of wall time where the benchmark says so; NaN where nothing is timed
 * @param least nanos of the fastest round
 * @param most nanos of the slowest round
 * @param ratio of its time to that of the benchmark's first subject in the same round; 1 for that subject
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
    /** Returns a figure of the memory that each of {@code count} live processes takes. */
    static Figure ofMemory(String benchmark, String subject, long count, double bytes) {
        return new Figure(benchmark, subject, count, Double.NaN, Double.NaN, Double.NaN, Double.NaN, bytes);
    }

    Figure withBytes(double newBytes) {
        return new Figure(benchmark, subject, events, nanos, least, most, ratio, newBytes);
    }

    /** Returns how many million events are handled in a second. */
    public double millionsPerSecond() {
        return 1000 / nanos;
    }
}
