package org.ioasidsim.workload;

import java.util.List;
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
        String column = trace.tenantColumn();
        List<double[]> columns = CsvNumbers.read(
                trace.file(),
                List.of(trace.startColumn(), trace.durationColumn()),
                row -> column == null || row.findField(column).orElse("").equals(tenant),
                trace.skipMalformed(),
                section);
        return new TraceRows(scaled(columns.get(0), trace.speed()), scaled(columns.get(1), trace.speed()));
    }

    private static double[] scaled(double[] seconds, double speed) {
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] /= speed;
        }
        return seconds;
    }
}
