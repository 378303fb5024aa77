package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.experiment.search.PlanResult;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.SweepSpec;

/** The answers of a plan with two further keys as a matrix: the first key downwards, the second across. */
final class PlanMatrix {
    private static final int HEAD = 24;

    private PlanMatrix() {}

    /** Returns the matrix for a terminal, after an empty line; empty where there are fewer than two keys. */
    static String text(PlanAnswer answer) {
        List<SweepSpec.Axis> axes = answer.file().plan().map(PlanSpec::across).orElse(List.of());
        if (axes.size() < 2) {
            return "";
        }
        var grid = new TextGrid(1);
        List<String> heads = new ArrayList<>(List.of(
                KeyWords.of(axes.get(0).path()) + ", " + KeyWords.of(axes.get(1).path())));
        heads.addAll(axes.get(1).values().stream().map(KeyWords::value).toList());
        grid.addHeads(heads, HEAD);
        for (String down : axes.get(0).values()) {
            List<String> row = new ArrayList<>(List.of(KeyWords.value(down)));
            axes.get(1).values().forEach(right -> row.add(found(answer, List.of(down, right))));
            grid.add(row);
        }
        return "\n" + grid.text();
    }

    private static String found(PlanAnswer answer, List<String> values) {
        return answer.lines().stream()
                .filter(line -> answer.acrossValues(line).equals(values))
                .findFirst()
                .map(line -> range(line.result()))
                .orElse("");
    }

    /** Returns the answer if theory has it, else the values between which it lies: the one shown to meet the conditions, and the one next to that shown to miss them. */
    private static String range(PlanResult result) {
        if (result.exact().isPresent()) {
            return result.plan().text(result.exact().get().met().getAsLong());
        }
        String meets = result.shownToMeet().isPresent()
                ? result.plan().text(result.shownToMeet().getAsLong())
                : "none";
        if (result.shownToFail().isEmpty()) {
            return result.shownToMeet().isPresent()
                    ? meets + (result.plan().isLargest() ? " or more" : " or less")
                    : "?";
        }
        long beyond = result.shownToFail().getAsLong() + (result.plan().isLargest() ? -1 : 1);
        String last = result.plan().text(beyond);
        return meets.equals(last) || result.shownToMeet().isEmpty() ? meets : meets + "-" + last;
    }
}
