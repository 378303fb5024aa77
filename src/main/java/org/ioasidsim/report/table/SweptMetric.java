package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.scenario.Expectation;

/** A metric of a tenant or of the host that a sweep reports. */
public record SweptMetric(String tenant, Metric metric) {
    /**
     * Returns the metrics of the conditions of {@code result}, or each tenant's first-try success if there are none; then the host's
     * utilisation.
     */
    public static List<SweptMetric> of(SweepResult result) {
        Set<SweptMetric> measures = new LinkedHashSet<>();
        conditions(result).forEach(condition -> measures.add(of(condition)));
        if (measures.isEmpty() && !result.file().variants().isEmpty()) {
            result.file()
                    .variants()
                    .get(0)
                    .scenario()
                    .tenantNames()
                    .forEach(tenant -> measures.add(new SweptMetric(tenant, Metric.FIRST_TRY_SUCCESS)));
        }
        measures.add(new SweptMetric(ResultTables.HOST, Metric.UTILISATION));
        return new ArrayList<>(measures);
    }

    /** Returns what the file expects of, or plans for, the variants of {@code result}. */
    public static List<Expectation> conditions(SweepResult result) {
        return Stream.concat(
                        result.file().expect().stream(),
                        result.file().plan().stream().flatMap(plan -> plan.conditions().stream()))
                .filter(condition -> result.variants().contains(condition.variant()))
                .toList();
    }

    /** Returns the metric that a condition is about. */
    public static SweptMetric of(Expectation condition) {
        return new SweptMetric(condition.tenant(), Metric.ofWord(condition.metric()));
    }

    /** Returns the name of a column. */
    public String label() {
        return (tenant.equals(ResultTables.HOST) ? "host" : tenant) + " " + Wording.label(metric);
    }

    /** Returns the metric with its unit as an axis names it. */
    public static String axisLabel(Metric metric) {
        return Wording.label(metric)
                + switch (metric.unit()) {
                    case FRACTION -> " (%)";
                    case INDEX, RATIO -> "";
                    default -> " (" + metric.unit().word() + ")";
                };
    }
}
