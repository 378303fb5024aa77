package org.ioasidsim.report.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.report.draw.ChartStyle;
import org.ioasidsim.report.table.KeyWords;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.scenario.Expectation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;

/** Names in the picture of a sweep along one axis the value up to which, or from which on, a condition is met. */
final class SweepFrontier {
    private static final int MOST_NAMES = 3;
    private static final int NAME_WIDTH = 18;
    private static final int SENTENCE_WIDTH = 96;

    private final SweepResult result;
    private final KeyAxis key;
    private final List<Expectation> conditions;

    SweepFrontier(SweepResult result, KeyAxis key, List<Expectation> conditions) {
        this.result = result;
        this.key = key;
        this.conditions = List.copyOf(conditions);
    }

    /**
     * Where a condition is met.
     *
     * @param words of the sentence
     * @param value of the key at the border; empty where there is none
     */
    private record Place(String words, String value) {}

    /** Draws a dotted line at each such value and returns the sentence about them; empty where nothing is asked for. */
    String mark(XYPlot plot) {
        Map<Place, List<String>> whose = new LinkedHashMap<>();
        conditions.forEach(condition -> whose.computeIfAbsent(place(condition), place -> new ArrayList<>())
                .add(name(condition)));
        List<String> borders = whose.keySet().stream()
                .map(Place::value)
                .filter(value -> !value.isEmpty())
                .toList();
        borders.forEach(value -> plot.addDomainMarker(
                new ValueMarker(key.position(value), ChartStyle.GREY, ChartStyle.DOTTED), Layer.BACKGROUND));
        List<String> parts = new ArrayList<>();
        whose.forEach((place, names) -> parts.add(who(names) + " " + place.words()));
        return parts.isEmpty()
                ? ""
                : "Good for " + Phrases.elided(String.join("; ", parts), SENTENCE_WIDTH)
                        + (borders.isEmpty() ? "." : " (dotted).");
    }

    private Place place(Expectation condition) {
        List<SweepResult.Cell> cells = result.cells().stream()
                .filter(cell -> cell.variant().equals(condition.variant()))
                .filter(cell -> cell.verdict(condition) != ConditionVerdict.UNDECIDED)
                .toList();
        List<Integer> changes = new ArrayList<>();
        for (int i = 1; i < cells.size(); i++) {
            if (isMet(cells.get(i), condition) != isMet(cells.get(i - 1), condition)) {
                changes.add(i);
            }
        }
        boolean isFirstMet = !cells.isEmpty() && isMet(cells.get(0), condition);
        if (changes.isEmpty()) {
            return new Place(cells.isEmpty() ? "undecided" : isFirstMet ? "at every value" : "at no value", "");
        }
        String border = value(cells.get(changes.get(0) - (isFirstMet ? 1 : 0)));
        String words = (isFirstMet ? "up to " : "from ") + KeyWords.value(border) + (isFirstMet ? "" : " on");
        return new Place(words + (changes.size() > 1 ? ", and not steadily" : ""), border);
    }

    private static boolean isMet(SweepResult.Cell cell, Expectation condition) {
        return cell.verdict(condition) == ConditionVerdict.MET;
    }

    private String value(SweepResult.Cell cell) {
        return cell.point().values().getOrDefault(key.path(), "");
    }

    private String name(Expectation condition) {
        boolean isOneVariant =
                conditions.stream().allMatch(other -> other.variant().equals(condition.variant()));
        return Phrases.elided(condition.tenant(), NAME_WIDTH)
                + (isOneVariant ? "" : " with " + Phrases.elided(condition.variant(), NAME_WIDTH));
    }

    private static String who(List<String> names) {
        return names.size() <= MOST_NAMES ? String.join(", ", names) : names.size() + " tenants";
    }
}
