package org.ioasidsim.report.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.ScenarioFile;

/**
 * Tenants as charts show them: those with the largest mean demand in any variant one by one, the rest as one group, each with the same
 * colour in all charts of an experiment. Colours follow the order of the file; if there is one for each tenant, they do not depend on what
 * was simulated.
 */
public final class TenantGroups {
    private static final int NAME_WIDTH = 26;

    private final List<String> shown;

    private TenantGroups(List<String> shown) {
        this.shown = shown;
    }

    /** Tenants drawn as one, by their numbers. */
    public record Group(String label, List<Integer> tenants, Color color, boolean isOthers) {}

    /** Returns the groups in all results of {@code file}; empty if it has too many tenants for a colour each. */
    public static Optional<TenantGroups> of(ScenarioFile file) {
        List<String> tenants = file.variants().stream()
                .flatMap(variant -> variant.scenario().tenantNames().stream())
                .distinct()
                .toList();
        return tenants.size() <= ChartStyle.PALETTE.size() ? Optional.of(new TenantGroups(tenants)) : Optional.empty();
    }

    public static TenantGroups of(ExperimentResult result) {
        Map<String, Double> demand = new LinkedHashMap<>();
        for (VariantResult variant : result.variants()) {
            ResultTables.tenants(variant).forEach(tenant -> demand.putIfAbsent(tenant, 0.0));
            for (SummaryRow row : variant.summary()) {
                if (row.metric() == Metric.DEMAND_MEAN && row.mean() > 0 && demand.containsKey(row.tenant())) {
                    demand.merge(row.tenant(), row.mean(), Math::max);
                }
            }
        }
        List<String> largest = demand.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(ChartStyle.PALETTE.size())
                .map(Map.Entry::getKey)
                .toList();
        return new TenantGroups(
                demand.keySet().stream().filter(largest::contains).toList());
    }

    /** Returns the groups among {@code tenants}, in the scenario's order, the others last. */
    public List<Group> among(List<String> tenants) {
        List<Group> groups = new ArrayList<>();
        List<Integer> others = new ArrayList<>();
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            int place = shown.indexOf(tenants.get(tenant));
            if (place < 0) {
                others.add(tenant);
            } else {
                String label = Phrases.elided(tenants.get(tenant), NAME_WIDTH);
                groups.add(new Group(label, List.of(tenant), ChartStyle.PALETTE.get(place), false));
            }
        }
        if (!others.isEmpty()) {
            String label = others.size() == 1 ? "1 other" : others.size() + " others";
            groups.add(new Group(label, others, ChartStyle.OTHERS, true));
        }
        return groups;
    }
}
