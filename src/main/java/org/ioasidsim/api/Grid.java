package org.ioasidsim.api;

import java.util.List;
import java.util.Map;
import org.ioasidsim.experiment.search.SweepResult;

/**
 * What a sweep gave.
 *
 * @param cells points in the order of the grid, variants within; only those whose replications are all done
 * @param failures one line for each replication that failed
 * @param isInterrupted whether the sweep was ended early, so that cells are missing
 */
public record Grid(List<Cell> cells, List<String> failures, boolean isInterrupted) {
    public Grid {
        cells = List.copyOf(cells);
        failures = List.copyOf(failures);
    }

    static Grid of(SweepResult result, boolean isInterrupted) {
        return new Grid(
                result.cells().stream()
                        .map(cell -> new Cell(cell.point().values(), cell.variant(), Summary.of(cell.summary())))
                        .toList(),
                result.failures(),
                isInterrupted);
    }

    /**
     * A variant at a point of the grid.
     *
     * @param point the value of each axis, as the scenario writes it, in the order of the axes
     * @param summary of this variant at this point
     */
    public record Cell(Map<String, String> point, String variant, Summary summary) {
        /**
         * Returns a metric of a tenant.
         *
         * @param tenant a name, or {@link Estimate#HOST}
         * @throws IllegalArgumentException naming those that exist, if the tenant or its metric does not
         */
        public Estimate estimate(String tenant, String metric) {
            return summary.estimate(variant, tenant, metric);
        }
    }
}
