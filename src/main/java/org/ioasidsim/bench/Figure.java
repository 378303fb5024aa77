package org.ioasidsim.bench;

/**
 * What one subject of a benchmark costs for an event, the median over its rounds.
 *
 * @param benchmark what was done
 * @param subject who did it
 * @param events in one round
 * @param nanos of processor time, with the least and the most of any round
 * @param ratio to the time of the benchmark's first subject in the same round; 1 for that one
 * @param bytes allocated by the measuring thread
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
    Figure withBytes(double newBytes) {
        return new Figure(benchmark, subject, events, nanos, least, most, ratio, newBytes);
    }

    /** Returns the millions of events in a second of processor time. */
    public double millionsPerSecond() {
        return 1000 / nanos;
    }
}
