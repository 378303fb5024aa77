package org.ioasidsim.experiment.exact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.workload.TenantSpec;

/** The exact values found so far. */
final class ExactValues {
    private final List<ExactValue> found = new ArrayList<>();

    void add(TenantSpec tenant, Metric metric, double value, String model, String because) {
        found.add(new ExactValue(tenant.name(), metric, value, model, because, Accuracy.EXACT_IN_STEADY_STATE));
    }

    /** Adds the values that follow when a part {@code refused} of a tenant's requests is refused at the first try. */
    void addRefused(TenantSpec tenant, double refused, String model, String because) {
        add(tenant, Metric.CALL_CONGESTION, refused, model, because);
        add(tenant, Metric.FIRST_TRY_SUCCESS, 1 - refused, model, because);
    }

    void addHost(Metric metric, double value, String model, String because) {
        found.add(new ExactValue(SummaryRow.HOST, metric, value, model, because, Accuracy.EXACT_IN_STEADY_STATE));
    }

    /** Returns the values of the tenants in the order of {@code names}, those of the host last, metrics in their own order. */
    List<ExactValue> sorted(List<String> names) {
        return sorted(found, names);
    }

    /** Returns values in the same order. */
    static List<ExactValue> sorted(List<ExactValue> values, List<String> names) {
        Map<String, Integer> ranks = new HashMap<>();
        names.forEach(name -> ranks.put(name, ranks.size()));
        return values.stream()
                .sorted(Comparator.comparingInt((ExactValue value) -> ranks.getOrDefault(value.tenant(), names.size()))
                        .thenComparing(ExactValue::metric))
                .toList();
    }
}
