package org.ioasidsim.scenario;

/**
 * How long and how often a scenario runs.
 *
 * @param durationSeconds measured time, after the warm-up
 * @param warmUpSeconds 0 for none; {@link #AUTO} to find it by MSER-5
 * @param confidence of the intervals, in (0, 1)
 */
public record RunSpec(double durationSeconds, double warmUpSeconds, int replications, long seed, double confidence) {
    /** Says that the warm-up is to be found. */
    public static final double AUTO = -1;
}
