package org.ioasidsim.experiment.summary;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.scenario.Scenario;

/** Means over replications, with their intervals. */
public final class Summaries {
    private Summaries() {}

    /** Returns a row for each tenant and metric, tenants in the scenario's order, the host last. Failed replications do not count. */
    public static List<SummaryRow> of(
            String variant, Scenario scenario, List<ReplicationResult> replications, Known known) {
        var intervals = new MetricIntervals(
                scenario, complete(replications), scenario.run().confidence(), known);
        List<SummaryRow> rows = new ArrayList<>();
        int tenants = scenario.tenants().size();
        for (int row = 0; row <= tenants; row++) {
            for (Metric metric : Metric.values()) {
                if (row == tenants ? metric.ofHost() : metric.ofTenant()) {
                    rows.add(intervals.row(variant, row, metric));
                }
            }
        }
        return rows;
    }

    /** Returns the replications that did not fail. */
    public static List<ReplicationResult> complete(List<ReplicationResult> replications) {
        return replications.stream()
                .filter(replication -> replication.failure() == null)
                .toList();
    }
}
