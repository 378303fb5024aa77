package org.ioasidsim.report.table;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;

/** Looks up the summary of one variant by tenant and metric. */
public final class SummaryIndex {
    private final VariantResult variant;
    private final Map<String, Map<Metric, SummaryRow>> rows = new HashMap<>();

    private final Set<String> ofVms;

    public SummaryIndex(VariantResult variant) {
        this.variant = variant;
        this.ofVms = variant.scenario().tenantsOfVms();
        for (SummaryRow row : variant.summary()) {
            rows.computeIfAbsent(row.tenant(), name -> new EnumMap<>(Metric.class))
                    .put(row.metric(), row);
        }
    }

    /** Returns the row; an undefined one if the summary has none. */
    public SummaryRow row(String tenant, Metric metric) {
        SummaryRow row = rows.getOrDefault(tenant, Map.of()).get(metric);
        return row != null ? row : undefined(tenant, metric);
    }

    /** Returns the share of a tenant's VMs that started; an undefined one of a tenant that has none. */
    public SummaryRow vms(String tenant) {
        return ofVms.contains(tenant) ? row(tenant, Metric.VM_SUCCESS) : undefined(tenant, Metric.VM_SUCCESS);
    }

    /** Returns the row of the host. */
    public SummaryRow host(Metric metric) {
        return row(ResultTables.HOST, metric);
    }

    private SummaryRow undefined(String tenant, Metric metric) {
        double confidence = variant.scenario().run().confidence();
        return new SummaryRow(
                variant.name(), tenant, metric, Double.NaN, Double.NaN, Double.NaN, Double.NaN, confidence, 0);
    }
}
