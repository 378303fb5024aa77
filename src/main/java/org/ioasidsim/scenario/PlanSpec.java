package org.ioasidsim.scenario;

import java.util.List;

/**
 * The capacity that {@code plan} looks for.
 *
 * @param isLargest whether the largest value is wanted; else the smallest
 * @param path of the value
 * @param from the least value tried, a whole number
 * @param to the greatest value tried
 * @param conditions all must hold, in {@code variant}
 */
public record PlanSpec(
        boolean isLargest, String path, long from, long to, List<Expectation> conditions, String variant) {
    public PlanSpec {
        conditions = List.copyOf(conditions);
    }
}
