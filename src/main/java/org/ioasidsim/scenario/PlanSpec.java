package org.ioasidsim.scenario;

import java.util.List;

/**
 * The search that {@code plan} makes: for the smallest or largest value of one key with which all conditions hold.
 *
 * @param isLargest whether the largest value is wanted; else the smallest
 * @param path the key
 * @param from the least value tried, a whole number of units
 * @param to the greatest value tried
 * @param unit behind each value, such as {@code /s}; empty for a count
 * @param resolution how far apart the two values of the answer may lie, at least 1
 * @param maxReplications the most that are made at one value
 * @param conditions all must hold, in {@code variant}
 * @param across the second key of a grid, for each of whose values a search is made; empty for one search
 */
public record PlanSpec(
        boolean isLargest,
        String path,
        long from,
        long to,
        String unit,
        long resolution,
        int maxReplications,
        List<Expectation> conditions,
        String variant,
        List<SweepSpec.Axis> across) {
    public PlanSpec {
        conditions = List.copyOf(conditions);
        across = List.copyOf(across);
    }

    /** Returns {@code value} as a scenario writes it. */
    public String text(long value) {
        return value + unit;
    }
}
