package org.ioasidsim.report.table;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.summary.ReplicationResult.Timeline;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.scenario.BindingResource;

/**
 * The CSV files of a run.
 *
 * <p>Rows are sorted: variants in the order of the file, tenants in the order of the scenario with the host, {@code *},
 * last, metrics in the order of {@link Metric}. Replications that failed have no rows.
 */
public final class ResultTables {
    /** The columns of {@code summary.csv}, which {@code sweep.csv} repeats after its axes. */
    public static final List<String> SUMMARY_COLUMNS = List.of(
            "variant",
            "tenant",
            "metric",
            "unit",
            "better",
            "mean",
            "half_width",
            "lower",
            "upper",
            "confidence",
            "replications");

    /** The name of the host in the place of a tenant's. */
    public static final String HOST = SummaryRow.HOST;

    /** In the order of the kernel's checks, then by level and by the name of the error. */
    private static final Comparator<RefusalCount> BY_LIMIT = Comparator.comparing(RefusalCount::limit)
            .thenComparing(RefusalCount::level)
            .thenComparing(refusal -> refusal.errno().name());

    private ResultTables() {}

    /** Returns {@code summary.csv}. */
    public static CsvTable summary(ExperimentResult result) {
        return new CsvTable(SUMMARY_COLUMNS, rows -> {
            for (VariantResult variant : result.variants()) {
                for (SummaryRow row : sorted(variant)) {
                    rows.add(cells(row));
                }
            }
        });
    }

    /** Returns the cells of a row of {@code summary.csv}. */
    static String[] cells(SummaryRow row) {
        return new String[] {
            row.variant(),
            row.tenant(),
            row.metric().word(),
            row.metric().unit().word(),
            row.metric().better().word(),
            Numbers.text(row.mean()),
            Numbers.text(row.halfWidth()),
            Numbers.text(row.lower()),
            Numbers.text(row.upper()),
            Numbers.text(row.confidence()),
            Integer.toString(row.replications())
        };
    }

    /** Returns {@code replications.csv}: each metric of each complete replication. */
    public static CsvTable replications(ExperimentResult result) {
        return new CsvTable(List.of("variant", "replication", "tenant", "metric", "value"), rows -> {
            for (VariantResult variant : result.variants()) {
                for (ReplicationResult replication : complete(variant)) {
                    addReplication(variant.name(), replication, rows);
                }
            }
        });
    }

    private static void addReplication(String variant, ReplicationResult replication, CsvTable.Rows rows) {
        int hostRow = replication.tenants().size();
        String number = Integer.toString(replication.replication());
        for (int row = 0; row <= hostRow; row++) {
            String name = row == hostRow ? HOST : replication.tenants().get(row);
            for (Metric metric : Metric.values()) {
                if (row == hostRow ? metric.ofHost() : metric.ofTenant()) {
                    double value = value(replication, row, metric);
                    rows.add(variant, number, name, metric.word(), Numbers.text(value));
                }
            }
        }
    }

    /** Returns {@code refusals.csv}: counts are totals over all complete replications. */
    public static CsvTable refusals(ExperimentResult result) {
        return new CsvTable(List.of("variant", "tenant", "limit", "level", "errno", "count"), rows -> {
            for (VariantResult variant : result.variants()) {
                for (RefusalCount refusal : refusals(variant)) {
                    rows.add(
                            variant.name(),
                            refusal.tenant(),
                            refusal.limit().word(),
                            refusal.level(),
                            refusal.errno().name(),
                            Long.toString(refusal.count()));
                }
            }
        });
    }

    /** Returns the refusals in all complete replications together, by tenant, limit, level and errno. */
    public static List<RefusalCount> refusals(VariantResult variant) {
        Map<String, Integer> ranks = ranks(variant);
        Map<RefusalCount, Long> totals = new TreeMap<>(
                Comparator.comparingInt((RefusalCount refusal) -> ranks.getOrDefault(refusal.tenant(), ranks.size()))
                        .thenComparing(RefusalCount::tenant)
                        .thenComparing(BY_LIMIT));
        for (ReplicationResult replication : complete(variant)) {
            for (RefusalCount refusal : replication.refusals()) {
                totals.merge(refusal, refusal.count(), Long::sum);
            }
        }
        return totals.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> withCount(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Returns the refusals of all tenants together, by limit, level and errno, the most frequent first. */
    public static List<RefusalCount> refusalsByLimit(VariantResult variant) {
        Map<RefusalCount, Long> totals = new TreeMap<>(BY_LIMIT);
        for (RefusalCount refusal : refusals(variant)) {
            totals.merge(refusal, refusal.count(), Long::sum);
        }
        return totals.entrySet().stream()
                .map(entry -> withCount(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(RefusalCount::count).reversed().thenComparing(BY_LIMIT))
                .toList();
    }

    private static RefusalCount withCount(RefusalCount refusal, long count) {
        return new RefusalCount(refusal.tenant(), refusal.limit(), refusal.level(), refusal.errno(), count);
    }

    /** Returns {@code timeline.csv}: what the first replication sampled, by time, then tenant. */
    public static CsvTable timeline(ExperimentResult result) {
        return new CsvTable(List.of("variant", "time_s", "tenant", "held", "unmet", "entitlement", "denied"), rows -> {
            for (VariantResult variant : result.variants()) {
                for (ReplicationResult replication : complete(variant)) {
                    Timeline timeline = replication.timeline();
                    if (timeline != null) {
                        addTimeline(variant.name(), replication.tenants(), timeline, rows);
                    }
                }
            }
        });
    }

    private static void addTimeline(String variant, List<String> tenants, Timeline timeline, CsvTable.Rows rows) {
        for (int sample = 0; sample < timeline.timeSeconds().length; sample++) {
            String time = Numbers.text(timeline.timeSeconds()[sample]);
            for (int tenant = 0; tenant < tenants.size(); tenant++) {
                rows.add(
                        variant,
                        time,
                        tenants.get(tenant),
                        Integer.toString(timeline.held()[tenant][sample]),
                        Integer.toString(timeline.unmet()[tenant][sample]),
                        Numbers.text(timeline.entitlement()[tenant][sample]),
                        Numbers.text(timeline.denied()[tenant][sample]));
            }
        }
    }

    /** Returns a metric of a tenant by its row; the host is the row after the last tenant. */
    public static double value(ReplicationResult replication, int row, Metric metric) {
        return replication.value(row, metric);
    }

    /** Returns what the tenants hold over time that take of {@code resource}: what others hold, such as a guest's own ids, is of another one. */
    public static int[][] heldOf(BindingResource resource, Timeline timeline) {
        int[][] held = timeline.held().clone();
        for (int tenant = 0; tenant < held.length; tenant++) {
            if (!resource.isTakenBy(tenant)) {
                held[tenant] = new int[held[tenant].length];
            }
        }
        return held;
    }

    /** Returns the replications that did not fail. */
    public static List<ReplicationResult> complete(VariantResult variant) {
        return variant.replications().stream()
                .filter(replication -> replication.failure() == null)
                .toList();
    }

    /** Returns the names of a variant's tenants in the order of its scenario. */
    public static List<String> tenants(VariantResult variant) {
        return variant.scenario().tenantNames();
    }

    private static List<SummaryRow> sorted(VariantResult variant) {
        Map<String, Integer> ranks = ranks(variant);
        SummaryRow[] rows = variant.summary().toArray(SummaryRow[]::new);
        Arrays.sort(
                rows,
                Comparator.comparingInt((SummaryRow row) -> ranks.getOrDefault(row.tenant(), ranks.size()))
                        .thenComparing(SummaryRow::metric));
        return List.of(rows);
    }

    private static Map<String, Integer> ranks(VariantResult variant) {
        Map<String, Integer> ranks = new HashMap<>();
        tenants(variant).forEach(tenant -> ranks.put(tenant, ranks.size()));
        return ranks;
    }

    /** Writes a row of {@code summary.csv} without its variant. */
    public static void write(SummaryRow row, JsonWriter json) throws IOException {
        String[] cells = cells(row);
        json.beginObject();
        for (int column = 1; column <= 4; column++) {
            json.name(SUMMARY_COLUMNS.get(column)).value(cells[column]);
        }
        JsonText.number(json.name("mean"), row.mean());
        JsonText.number(json.name("half_width"), row.halfWidth());
        JsonText.number(json.name("lower"), row.lower());
        JsonText.number(json.name("upper"), row.upper());
        JsonText.number(json.name("confidence"), row.confidence());
        json.name("interval").value(row.method().word());
        if (!Double.isNaN(row.varianceRatio())) {
            JsonText.number(json.name("variance_ratio"), row.varianceRatio());
        }
        if (!Double.isNaN(row.dataShare())) {
            JsonText.number(json.name("data_share"), row.dataShare());
        }
        json.name("replications").value(row.replications()).endObject();
    }
}
