package org.ioasidsim.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.SweepSpec;

/** A sweep on one screen of a terminal: question, answer, and for each metric a small table of points by tenants. */
public final class SweepScreen {
    private static final int LINES = 25;
    private static final int COLUMNS = 80;
    private static final int LEAST_ROWS = 3;

    /** A blank line and the metric. */
    private static final int TITLE_LINES = 2;

    private static final int MOST_SENTENCE_LINES = 8;
    private static final int NAME = 16;

    private final SweepResult result;
    private final int columns;
    private final List<SweepSpec.Axis> dimensions;

    private SweepScreen(SweepResult result, int columns) {
        this.result = result;
        this.columns = columns;
        this.dimensions = result.file().sweep().dimensions();
    }

    /** Returns question, answer and table. */
    public static String text(SweepResult result) {
        return new SweepScreen(result, COLUMNS).text();
    }

    /**
     * Returns the table of the first metric with its title and heads.
     *
     * @param columns the most characters of a line
     * @param rows the most points shown, at least 2: the first, the last and some at equal distances between
     */
    public static List<String> table(SweepResult result, int columns, int rows) {
        var screen = new SweepScreen(result, columns);
        List<String> lines = new ArrayList<>();
        boolean isAll = screen.add(screen.tables().get(0), rows, lines);
        int left = result.cells().size() - rows;
        if (left > 0) {
            lines.add("and " + Phrases.counted(left, "more point") + " between these"
                    + (isAll ? "" : ", and more tenants"));
        } else if (!isAll) {
            lines.add("and more tenants");
        }
        return lines;
    }

    private String text() {
        List<String> lines = new ArrayList<>(lines(SweepTables.question(result)));
        List<String> said = new ArrayList<>();
        if (result.interrupted()) {
            said.add(SweepTables.INTERRUPTED);
        }
        Caveat.afterFirst(SweepTables.judged(result), result.file()).forEach(sentence -> said.addAll(lines(sentence)));
        boolean isWhole = said.size() <= MOST_SENTENCE_LINES;
        lines.addAll(isWhole ? said : said.subList(0, MOST_SENTENCE_LINES));
        boolean isAll = addTables(lines) && isWhole;
        if (!isAll) {
            lines.add("More: --full, or sweep.csv");
        }
        return String.join("\n", lines) + "\n";
    }

    private List<String> lines(String sentence) {
        return WrappedText.of(sentence, "", columns).lines().toList();
    }

    /** Adds the tables that fit, their rows thinned out evenly if need be; returns whether everything is there. */
    private boolean addTables(List<String> lines) {
        List<List<SweptMetric>> tables = tables();
        int left = LINES - 1 - lines.size();
        int above = TITLE_LINES
                + tables.stream()
                        .mapToInt(measures -> TextGrid.headLines(heads(measures), NAME))
                        .max()
                        .orElse(1);
        int shown = Math.max(1, Math.min(tables.size(), left / (LEAST_ROWS + above)));
        int rows = Math.max(LEAST_ROWS, left / shown - above);
        boolean isAll = shown == tables.size() && rows >= result.cells().size();
        for (List<SweptMetric> measures : tables.subList(0, shown)) {
            lines.add("");
            isAll &= add(measures, rows, lines);
        }
        return isAll;
    }

    /** Returns the measures of each metric; those of the host stand beside the last of these if there is room. */
    private List<List<SweptMetric>> tables() {
        Map<String, List<SweptMetric>> tables = new LinkedHashMap<>();
        for (SweptMetric measure : SweptMetric.of(result)) {
            String table = measure.tenant().equals(ResultTables.HOST)
                    ? ResultTables.HOST
                    : measure.metric().word();
            tables.computeIfAbsent(table, any -> new ArrayList<>()).add(measure);
        }
        List<SweptMetric> ofHost = tables.remove(ResultTables.HOST);
        List<List<SweptMetric>> all = new ArrayList<>(tables.values());
        if (ofHost == null) {
            return all;
        }
        List<SweptMetric> beside = new ArrayList<>(all.isEmpty() ? List.of() : all.remove(all.size() - 1));
        beside.addAll(ofHost);
        if (beside.size() > ofHost.size() && !fits(grid(beside, result.cells().size(), false))) {
            all.add(beside.subList(0, beside.size() - ofHost.size()));
            beside = ofHost;
        }
        all.add(beside);
        return all;
    }

    private boolean add(List<SweptMetric> measures, int rows, List<String> lines) {
        for (boolean hasIntervals : new boolean[] {true, false}) {
            List<String> grid = grid(measures, rows, hasIntervals);
            if (fits(grid)) {
                lines.addAll(grid);
                return true;
            }
        }
        int count = measures.size();
        while (count > 1 && !fits(grid(measures.subList(0, count), rows, false))) {
            count--;
        }
        grid(measures.subList(0, count), rows, false).forEach(line -> lines.add(Phrases.elided(line, columns)));
        return false;
    }

    private boolean fits(List<String> grid) {
        return grid.stream().allMatch(line -> line.length() <= columns);
    }

    private List<String> grid(List<SweptMetric> measures, int most, boolean hasIntervals) {
        boolean hasVariants = result.variants().size() > 1;
        var grid = new TextGrid(dimensions.size() + (hasVariants ? 1 : 0));
        grid.addHeads(heads(measures), NAME);
        for (int row : rows(most)) {
            grid.add(cells(result.cells().get(row), measures, hasVariants, hasIntervals));
        }
        String title = isUntitled(measures) ? "" : title(measures.get(0).metric()) + "\n";
        return (title + grid.text()).lines().map(String::stripTrailing).toList();
    }

    private List<String> heads(List<SweptMetric> measures) {
        List<String> heads = new ArrayList<>();
        dimensions.forEach(axis -> heads.add(KeyWords.of(result.file().sweep(), axis)));
        if (result.variants().size() > 1) {
            heads.add("variant");
        }
        boolean isUntitled = isUntitled(measures);
        measures.forEach(measure -> heads.add((isUntitled ? prefix(measure) : "") + head(measure)));
        return heads;
    }

    /** Returns whether a table has a metric of the host, over which the title of another would be wrong: its heads say all. */
    private static boolean isUntitled(List<SweptMetric> measures) {
        return measures.stream().anyMatch(measure -> measure.tenant().equals(ResultTables.HOST));
    }

    private static String prefix(SweptMetric measure) {
        return measure.tenant().equals(ResultTables.HOST) ? "" : Wording.label(measure.metric()) + " ";
    }

    private static String title(Metric metric) {
        return Wording.label(metric);
    }

    private static String head(SweptMetric measure) {
        return measure.tenant().equals(ResultTables.HOST)
                ? Wording.label(measure.metric())
                : Phrases.elided(measure.tenant(), NAME);
    }

    private List<String> cells(
            SweepResult.Cell cell, List<SweptMetric> measures, boolean hasVariants, boolean hasIntervals) {
        List<String> cells = new ArrayList<>();
        dimensions.forEach(
                axis -> cells.add(KeyWords.value(cell.point().values().getOrDefault(axis.path(), ""))));
        if (hasVariants) {
            cells.add(Phrases.elided(cell.variant(), NAME));
        }
        measures.forEach(measure -> cells.add(SweepTables.row(cell, measure)
                .map(row -> hasIntervals ? Wording.cell(row).text() : Wording.mean(row))
                .orElse(Wording.UNDEFINED)));
        return cells;
    }

    /** Returns which rows are shown: all, or the first, the last and some at equal distances between. */
    private Set<Integer> rows(int most) {
        int count = result.cells().size();
        Set<Integer> rows = new TreeSet<>();
        int shown = Math.min(count, most);
        for (int i = 0; i < shown; i++) {
            rows.add(shown == 1 ? 0 : (int) Math.round((double) i * (count - 1) / (shown - 1)));
        }
        return rows;
    }
}
