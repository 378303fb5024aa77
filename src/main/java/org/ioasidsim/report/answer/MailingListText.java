package org.ioasidsim.report.answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.compare.Verdict;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.ComparisonGrids;
import org.ioasidsim.report.table.ComparisonIndex;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.ResolvedSettings;
import org.ioasidsim.scenario.Scenario;

/** A comparison in plain text of at most 75 columns, for a mailing list: question, answer, set-up, tables, how to do it again. */
public final class MailingListText {
    private static final int WIDTH = WrappedText.MAIL_WIDTH;
    private static final int MOST_ROWS = 40;
    private static final int MOST_TENANTS = 8;
    private static final int MOST_SETTINGS = 8;
    private static final int MOST_NAME = 24;
    private static final int LEAST_NAME = 6;
    private static final int VALUE_WIDTH = 48;
    private static final List<Metric> OF_HOST = List.of(Metric.UTILISATION, Metric.JAIN_ENTITLEMENT);

    private final ComparisonIndex index;
    private final StringBuilder text = new StringBuilder();

    private MailingListText(ComparisonIndex index) {
        this.index = index;
    }

    /** Returns the text. */
    public static String of(ExperimentResult result, Comparison comparison, RunInfo info) {
        var mail = new MailingListText(new ComparisonIndex(result, comparison));
        mail.line("ioasid-sim: " + result.scenarioName() + ", variants compared");
        mail.text.append('\n');
        mail.text.append(ComparisonText.answer(ComparisonAnswer.of(mail.index), WIDTH));
        mail.setUp();
        mail.tables();
        return SafeText.block(
                mail.text.append('\n').append(TextSummary.origin(result, info)).toString());
    }

    private void line(String sentence) {
        text.append(WrappedText.of(sentence, "", WIDTH));
    }

    private void setUp() {
        Scenario baseline = index.baseline().scenario();
        Map<String, String> settings = ResolvedSettings.of(baseline);
        text.append("\nSet-up\n------\n");
        line("Host: " + host(baseline, settings) + ".");
        line("Tenants: " + tenants(baseline, settings) + ".");
        line("Baseline " + index.baseline().name() + ": " + limits(settings) + ".");
        for (VariantResult variant : index.result().variants()) {
            if (!variant.name().equals(index.comparison().baseline())) {
                Map<String, String> changed = ResolvedSettings.difference(baseline, variant.scenario());
                line(variant.name() + ": " + (changed.isEmpty() ? "as the baseline" : listed(changed)) + ".");
            }
        }
        line("Run: " + Wording.seconds(baseline.run().durationSeconds()) + " measured, warm-up "
                + settings.getOrDefault("run.warm_up", "none")
                + "; "
                + Phrases.counted(baseline.run().replications(), "replication") + " of each variant, seed "
                + baseline.run().seed() + ".");
    }

    private static String host(Scenario scenario, Map<String, String> settings) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("host.preset", "%s");
        words.put("host.cpus", "%s CPUs");
        words.put("host.pasid_bits", "PASIDs of %s bits");
        words.put("host.asid_bits", "ASIDs of %s bits");
        words.put("host.asid_scheme", "asid_scheme %s");
        words.put("host.sva", "sva %s");
        words.put("host.guest_ids", "guest_ids %s");
        List<String> parts = new ArrayList<>();
        words.forEach((path, wording) -> {
            if (settings.containsKey(path)) {
                parts.add(wording.replace("%s", settings.get(path)));
            }
        });
        parts.add("capacity " + Phrases.counted(Math.toIntExact(scenario.capacity()), "id"));
        return String.join(", ", parts);
    }

    private static String tenants(Scenario scenario, Map<String, String> settings) {
        List<String> names = scenario.tenantNames();
        String shown = names.stream()
                .limit(MOST_TENANTS)
                .map(name -> name + tenant("tenants." + name + ".", settings))
                .collect(Collectors.joining(", "));
        int more = names.size() - MOST_TENANTS;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static String tenant(String prefix, Map<String, String> settings) {
        String kind = settings.getOrDefault(prefix + "kind", "");
        String instances = settings.getOrDefault(prefix + "instances", "");
        String cgroup = settings.getOrDefault(prefix + "cgroup", "");
        return kind.isEmpty()
                ? ""
                : " (" + kind + (instances.isEmpty() ? "" : " x " + instances) + ", cgroup " + cgroup + ")";
    }

    private static String limits(Map<String, String> settings) {
        Map<String, String> limits = new LinkedHashMap<>();
        settings.forEach((path, value) -> {
            if (path.startsWith("/") || path.startsWith("controls.")) {
                limits.put(path, value);
            }
        });
        return limits.isEmpty() ? "no limits" : listed(limits);
    }

    private static String listed(Map<String, String> settings) {
        String shown = settings.entrySet().stream()
                .limit(MOST_SETTINGS)
                .map(setting -> setting.getKey() + " = "
                        + Phrases.elided(setting.getValue().replaceAll("\\s+", " "), VALUE_WIDTH))
                .collect(Collectors.joining(", "));
        int more = settings.size() - MOST_SETTINGS;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private void tables() {
        var grids = new ComparisonGrids(index);
        List<String> tenants = grids.shownTenants(MOST_ROWS);
        for (String tenant : tenants) {
            table(tenant, tenant, Metric.FIRST_TRY_SUCCESS);
        }
        for (Metric metric : OF_HOST) {
            table("host", ResultTables.HOST, metric);
        }
        if (!grids.leftOut(tenants).isEmpty()) {
            text.append('\n');
            line(grids.leftOut(tenants));
        }
    }

    private void table(String whose, String tenant, Metric metric) {
        String heading = Wording.label(metric) + ", " + Phrases.elided(whose, WIDTH / 2);
        text.append('\n')
                .append(heading)
                .append('\n')
                .append("-".repeat(heading.length()))
                .append('\n');
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("variant", "mean", "difference", "p", "verdict"));
        String baseline = index.comparison().baseline();
        rows.add(List.of(baseline, mean(baseline, tenant, metric), "", "", "baseline"));
        for (String variant : index.others()) {
            ComparisonRow row = index.row(variant, tenant, metric);
            rows.add(List.of(
                    variant,
                    mean(variant, tenant, metric),
                    Wording.difference(row),
                    Wording.pValue(row.pHolm()),
                    brief(row.verdict())));
        }
        TextGrid grid = new TextGrid(1);
        int room = WIDTH - TextGrid.width(rows, 1);
        int name = Math.max(LEAST_NAME, Math.min(MOST_NAME, room));
        for (List<String> row : rows) {
            List<String> cells = new ArrayList<>(row);
            cells.set(0, Phrases.elided(row.get(0), name));
            grid.add(cells);
        }
        text.append(grid.text());
    }

    private String mean(String variant, String tenant, Metric metric) {
        return Wording.mean(index.summary(variant).row(tenant, metric));
    }

    private static String brief(Verdict verdict) {
        return switch (verdict) {
            case NO_DIFFERENCE_SHOWN -> "not shown";
            case ONE_REPLICATION -> "one run";
            case BETTER, WORSE, DIFFERS, IDENTICAL, UNDEFINED -> verdict.word();
        };
    }
}
