package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.SweepSpec;

/**
 * Says along one axis where tenants meet the same condition, and who misses it elsewhere: "up to 10,000, all meet it; at 20,000,
 * db and web miss it".
 */
public final class SweepSentences {
    private static final int MOST_STRETCHES = 6;
    private static final int MOST_NAMES = 4;

    private final SweepResult result;
    private final List<Expectation> alike;
    private final SweepSpec.Axis axis;
    private final List<SweepResult.Cell> cells;

    /**
     * Makes the sentence of conditions that differ in the tenant alone.
     *
     * @param cells of their variant, in the order of the only axis
     */
    SweepSentences(SweepResult result, List<Expectation> alike, List<SweepResult.Cell> cells) {
        this.result = result;
        this.alike = List.copyOf(alike);
        this.axis = result.file().sweep().dimensions().get(0);
        this.cells = List.copyOf(cells);
    }

    /** Points next to each other at which the same tenants miss the condition. */
    private record Stretch(int from, int to, Set<String> missing, Set<String> undecided) {}

    /** Returns the sentence. */
    String sentence() {
        Expectation first = alike.get(0);
        String condition = ConditionWords.of(Metric.ofWord(first.metric()), first.relation(), first.bound());
        List<Stretch> stretches = stretches();
        List<String> parts = new ArrayList<>();
        stretches.stream().limit(MOST_STRETCHES).forEach(stretch -> parts.add(place(stretch) + ", " + who(stretch)));
        int more = stretches.size() - parts.size();
        return with(result, first.variant(), condition) + " over "
                + KeyWords.withArticle(KeyWords.of(result.file().sweep(), axis)) + ": "
                + String.join("; ", parts)
                + (more > 0 ? "; " + Phrases.counted(more, "further change") + " after that" : "") + ".";
    }

    /** Returns {@code sentence}, which begins with the name of a metric, with its variant if there are several. */
    static String with(SweepResult result, String variant, String sentence) {
        return result.variants().size() > 1
                ? "With " + variant + ", " + sentence
                : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Set<String> missing = tenants(cells.get(i), ConditionVerdict.NOT_MET);
            Set<String> undecided = tenants(cells.get(i), ConditionVerdict.UNDECIDED);
            Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            if (last != null
                    && last.missing().equals(missing)
                    && (last.undecided().equals(undecided) || !missing.isEmpty())) {
                last.undecided().addAll(undecided);
                stretches.set(stretches.size() - 1, new Stretch(last.from(), i, missing, last.undecided()));
            } else {
                stretches.add(new Stretch(i, i, missing, undecided));
            }
        }
        return stretches;
    }

    private Set<String> tenants(SweepResult.Cell cell, ConditionVerdict verdict) {
        Set<String> tenants = new TreeSet<>();
        for (Expectation condition : alike) {
            if (cell.verdict(condition) == verdict) {
                tenants.add(condition.tenant());
            }
        }
        return tenants;
    }

    private String place(Stretch stretch) {
        String from = value(stretch.from());
        String to = value(stretch.to());
        if (stretch.from() == 0 && stretch.to() == cells.size() - 1) {
            return "everywhere";
        }
        if (stretch.from() == stretch.to()) {
            return "at " + from;
        }
        if (stretch.from() == 0) {
            return "up to " + to;
        }
        return stretch.to() == cells.size() - 1 ? "from " + from + " on" : "from " + from + " to " + to;
    }

    private String value(int cell) {
        return KeyWords.value(cells.get(cell).point().values().getOrDefault(axis.path(), ""));
    }

    private String who(Stretch stretch) {
        if (!stretch.missing().isEmpty()) {
            return names(stretch.missing())
                    + (stretch.missing().size() == 1 ? " misses it" : " miss it")
                    + values(stretch);
        }
        return stretch.undecided().isEmpty()
                ? (tenants().size() == 1 ? names(tenants()) + " meets it" : "all meet it")
                : "whether " + names(stretch.undecided()) + (stretch.undecided().size() == 1 ? " meets" : " meet")
                        + " it is not shown";
    }

    private Set<String> tenants() {
        return alike.stream().map(Expectation::tenant).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String names(Set<String> tenants) {
        List<String> names = new ArrayList<>(tenants);
        int others = names.size() - MOST_NAMES;
        if (others > 1) {
            names = new ArrayList<>(names.subList(0, MOST_NAMES));
            names.add(Phrases.counted(others, "other"));
        }
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** Returns the range of what those who miss the condition have. */
    private String values(Stretch stretch) {
        Metric metric = Metric.ofWord(alike.get(0).metric());
        DoubleSummaryStatistics means = cells.subList(stretch.from(), stretch.to() + 1).stream()
                .flatMap(cell -> cell.summary().stream())
                .filter(row -> row.metric() == metric && stretch.missing().contains(row.tenant()))
                .mapToDouble(SummaryRow::mean)
                .filter(Double::isFinite)
                .summaryStatistics();
        if (means.getCount() == 0) {
            return "";
        }
        String least = Wording.value(metric, means.getMin());
        String most = Wording.value(metric, means.getMax());
        return " (" + (least.equals(most) ? least : least + " to " + most) + ")";
    }
}
