package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.Interval;
import org.ioasidsim.stats.Intervals;

/** Means over replications, with their intervals by Student's t. */
final class Summaries {
    private Summaries() {}

    /** Returns a row for each tenant and metric, tenants in the scenario's order, the host last. Failed replications do not count. */
    static List<SummaryRow> of(String variant, Scenario scenario, List<ReplicationResult> replications) {
        List<double[][]> tables = replications.stream()
                .filter(replication -> replication.failure() == null)
                .map(ReplicationResult::values)
                .toList();
        List<SummaryRow> rows = new ArrayList<>();
        int tenants = scenario.tenants().size();
        for (int row = 0; row <= tenants; row++) {
            String name = row == tenants
                    ? SummaryRow.HOST
                    : scenario.tenants().get(row).name();
            for (Metric metric : Metric.values()) {
                if (row == tenants ? metric.ofHost() : metric.ofTenant()) {
                    rows.add(row(
                            variant,
                            name,
                            metric,
                            column(tables, row, metric),
                            scenario.run().confidence()));
                }
            }
        }
        return rows;
    }

    private static double[] column(List<double[][]> tables, int row, Metric metric) {
        return tables.stream()
                .mapToDouble(table -> table[row][metric.ordinal()])
                .toArray();
    }

    private static SummaryRow row(String variant, String tenant, Metric metric, double[] values, double confidence) {
        Interval interval = Intervals.studentT(values, confidence);
        return new SummaryRow(
                variant,
                tenant,
                metric,
                interval.mean(),
                interval.halfWidth(),
                interval.lower(),
                interval.upper(),
                confidence,
                interval.n());
    }
}
