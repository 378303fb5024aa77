package org.ioasidsim.workload;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.yaml.Section;

/**
 * The rows of a trace that belong to one tenant, in the order of the file.
 *
 * @param startSeconds after speed was applied
 * @param durationSeconds after speed was applied
 */
public record TraceRows(double[] startSeconds, double[] durationSeconds) {
    /** Returns the rows of {@code trace} for {@code tenant}; what is wrong with them is told to {@code section}. */
    static TraceRows read(ArrivalsSpec.Trace trace, String tenant, Section section) {
        return read(trace, tenant, CsvNumbers.Complaints.to(section));
    }

    /** Returns the rows of every tenant whose arrivals are recorded, by its name; the files were checked when the scenario was read. */
    public static Map<String, TraceRows> of(List<TenantSpec> tenants) {
        Map<String, TraceRows> rows = new HashMap<>();
        for (TenantSpec tenant : tenants) {
            if (tenant.processes().arrivals() instanceof ArrivalsSpec.Trace trace) {
                rows.put(tenant.name(), read(trace, tenant.name(), CsvNumbers.Complaints.thrown()));
            }
        }
        return rows;
    }

    private static TraceRows read(ArrivalsSpec.Trace trace, String tenant, CsvNumbers.Complaints complaints) {
        String column = trace.tenantColumn();
        List<double[]> columns = CsvNumbers.read(
                trace.file(),
                List.of(trace.startColumn(), trace.durationColumn()),
                row -> column == null || row.findField(column).orElse("").equals(tenant),
                trace.skipMalformed(),
                complaints);
        return new TraceRows(scaled(columns.get(0), trace.speed()), scaled(columns.get(1), trace.speed()));
    }

    private static double[] scaled(double[] seconds, double speed) {
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] /= speed;
        }
        return seconds;
    }
}
