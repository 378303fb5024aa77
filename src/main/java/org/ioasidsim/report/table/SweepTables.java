package org.ioasidsim.report.table;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.search.SweepResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.MarkdownTable;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.text.Cell;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.Quantity;
import org.ioasidsim.scenario.SweepSpec;

/** A sweep in tables, and its answer in sentences. */
public final class SweepTables {
    static final String INTERRUPTED = "Interrupted: only the points that were finished count.";

    private SweepTables() {}

    /** Returns {@code sweep.csv}: the axes, then the columns of {@code summary.csv}. */
    public static CsvTable csv(SweepResult result) {
        List<String> axes = paths(result);
        List<String> heads = Stream.concat(axes.stream(), ResultTables.SUMMARY_COLUMNS.stream())
                .toList();
        return new CsvTable(heads, rows -> {
            for (SweepResult.Cell cell : result.cells()) {
                for (SummaryRow row : cell.summary()) {
                    rows.add(Stream.concat(cell.point().values().values().stream(), Stream.of(ResultTables.cells(row)))
                            .toArray(String[]::new));
                }
            }
        });
    }

    /** Returns question, answer and all rows and columns. */
    public static String text(SweepResult result) {
        StringBuilder text = new StringBuilder();
        answer(result).forEach(sentence -> text.append(WrappedText.of(sentence, "", ScreenText.WIDTH)));
        return text.append('\n')
                .append(TextGrid.stacked(Cell.texts(rows(result)), names(result), ScreenText.WIDTH))
                .toString();
    }

    /** Returns the answer and the table in Markdown. */
    public static String markdown(SweepResult result) {
        return answer(result).stream().collect(Collectors.joining("\n\n", "", "\n\n"))
                + MarkdownTable.of(Cell.texts(rows(result)), names(result));
    }

    /** Returns one JSON document with every row of {@code sweep.csv}, by point and variant. */
    public static String json(SweepResult result) {
        return JsonText.of(json -> {
            json.beginObject().name("scenario").value(scenario(result));
            json.name("question").value(question(result));
            json.name("interrupted").value(result.interrupted());
            json.name("answer").beginArray();
            for (String sentence : answer(result)) {
                json.value(sentence);
            }
            json.endArray().name("points").beginArray();
            for (SweepResult.Cell cell : result.cells()) {
                write(cell, json);
            }
            json.endArray().endObject();
        });
    }

    private static void write(SweepResult.Cell cell, JsonWriter json) throws IOException {
        json.beginObject().name("values").beginObject();
        for (var value : cell.point().values().entrySet()) {
            json.name(value.getKey()).value(value.getValue());
        }
        json.endObject().name("variant").value(cell.variant()).name("summary").beginArray();
        for (SummaryRow row : cell.summary()) {
            ResultTables.write(row, json);
        }
        json.endArray().endObject();
    }

    public static String scenario(SweepResult result) {
        return result.file().variants().get(0).scenario().name();
    }

    /** Returns the question of the sweep, or else of the scenario. */
    public static String question(SweepResult result) {
        String own = result.file().sweep().question();
        return !own.isEmpty() ? own : result.file().variants().get(0).scenario().question();
    }

    public static List<String> paths(SweepResult result) {
        return result.file().sweep().axes().stream().map(SweepSpec.Axis::path).toList();
    }

    private static int names(SweepResult result) {
        return result.file().sweep().dimensions().size() + 1;
    }

    /** Returns a row for each point and variant, the heads first. */
    public static List<List<Cell>> rows(SweepResult result) {
        List<SweptMetric> measures = SweptMetric.of(result);
        List<List<Cell>> rows = new ArrayList<>();
        SweepSpec sweep = result.file().sweep();
        rows.add(Stream.of(
                        sweep.dimensions().stream().map(axis -> KeyWords.of(sweep, axis)),
                        Stream.of("variant"),
                        measures.stream().map(SweptMetric::label))
                .flatMap(part -> part)
                .map(Cell::of)
                .toList());
        for (SweepResult.Cell cell : result.cells()) {
            List<Cell> row = new ArrayList<>();
            sweep.dimensions()
                    .forEach(axis -> row.add(valueOfKey(cell.point().values().getOrDefault(axis.path(), ""))));
            row.add(Cell.of(cell.variant()));
            measures.forEach(
                    measure -> row.add(row(cell, measure).map(Wording::cell).orElse(Cell.of(Wording.UNDEFINED))));
            rows.add(row);
        }
        return rows;
    }

    /** Returns the cell of a value of a key; it sorts by its number if it has one. */
    static Cell valueOfKey(String value) {
        return new Cell(KeyWords.value(value), Quantity.of(value).orElse(Double.NaN));
    }

    public static Optional<SummaryRow> row(SweepResult.Cell cell, SweptMetric measure) {
        return cell.summary().stream()
                .filter(row -> row.metric() == measure.metric() && row.tenant().equals(measure.tenant()))
                .findFirst();
    }

    /** Returns the outcome of each condition; if there is none, the range over which each measure moved. */
    public static List<String> answer(SweepResult result) {
        List<String> sentences = new ArrayList<>();
        if (result.interrupted()) {
            sentences.add(INTERRUPTED);
        }
        sentences.addAll(Caveat.afterFirst(measured(result), result.file()));
        result.failures().forEach(failure -> sentences.add("Failed: " + failure));
        return sentences;
    }

    private static List<String> measured(SweepResult result) {
        List<String> sentences = new ArrayList<>(judged(result));
        for (String variant : result.variants()) {
            SweptMetric.of(result).stream()
                    .filter(measure -> measure.tenant().equals(ResultTables.HOST))
                    .forEach(measure -> extremes(result, variant, measure).ifPresent(sentences::add));
        }
        return sentences;
    }

    /** Returns where each condition is met, and where nothing could be since a limit was never set. */
    static List<String> judged(SweepResult result) {
        List<String> sentences = new ArrayList<>(verdicts(result));
        sentences.addAll(StartsAtZero.swept(result));
        return sentences;
    }

    private static List<String> verdicts(SweepResult result) {
        return alike(SweptMetric.conditions(result)).stream()
                .map(conditions -> conditions(result, conditions))
                .distinct()
                .toList();
    }

    /** Returns the conditions in groups that differ in the tenant alone. */
    private static List<List<Expectation>> alike(List<Expectation> conditions) {
        Map<String, List<Expectation>> groups = new LinkedHashMap<>();
        conditions.forEach(condition -> groups.computeIfAbsent(
                        condition.variant() + " " + condition.metric() + " " + condition.relation() + " "
                                + condition.bound(),
                        any -> new ArrayList<>())
                .add(condition));
        return List.copyOf(groups.values());
    }

    private static String conditions(SweepResult result, List<Expectation> alike) {
        boolean isAlong = result.file().sweep().dimensions().size() == 1
                && alike.stream().noneMatch(condition -> condition.tenant().equals(ResultTables.HOST));
        return isAlong
                ? new SweepSentences(result, alike, cells(result, alike.get(0).variant())).sentence()
                : alike.stream()
                        .map(condition -> condition(result, condition))
                        .distinct()
                        .collect(Collectors.joining(" "));
    }

    private static Optional<String> extremes(SweepResult result, String variant, SweptMetric measure) {
        Comparator<SweepResult.Cell> byMean = Comparator.comparingDouble(
                cell -> row(cell, measure).map(SummaryRow::mean).orElse(Double.NaN));
        List<SweepResult.Cell> cells = cells(result, variant).stream()
                .filter(cell -> row(cell, measure)
                        .filter(row -> !Double.isNaN(row.mean()))
                        .isPresent())
                .sorted(byMean)
                .toList();
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        SweepResult.Cell least = cells.get(0);
        SweepResult.Cell most = cells.get(cells.size() - 1);
        String whose = Wording.label(measure.metric()) + " of the host ";
        String from = row(least, measure).map(Wording::interval).orElse("");
        String to = row(most, measure).map(Wording::interval).orElse("");
        return Optional.of(SweepSentences.with(result, variant, whose)
                + (from.equals(to)
                        ? "is " + from + " everywhere."
                        : "lies between " + from + " at " + point(result, least) + " and " + to + " at "
                                + point(result, most) + "."));
    }

    /** Returns the cells of a variant; along one axis of numbers in their order, whatever the file's: a sentence says "up to" and "from". */
    private static List<SweepResult.Cell> cells(SweepResult result, String variant) {
        List<SweepResult.Cell> cells = result.cells().stream()
                .filter(cell -> cell.variant().equals(variant))
                .toList();
        String path = result.file().sweep().dimensions().get(0).path();
        boolean isOrdered = result.file().sweep().dimensions().size() == 1
                && cells.stream().noneMatch(cell -> Double.isNaN(number(cell, path)));
        return isOrdered
                ? cells.stream()
                        .sorted(Comparator.comparingDouble(cell -> number(cell, path)))
                        .toList()
                : cells;
    }

    private static double number(SweepResult.Cell cell, String path) {
        return valueOfKey(cell.point().values().getOrDefault(path, "")).number();
    }

    private static String condition(SweepResult result, Expectation condition) {
        List<SweepResult.Cell> cells = cells(result, condition.variant());
        List<ConditionVerdict> verdicts =
                cells.stream().map(cell -> cell.verdict(condition)).toList();
        String what = SweepSentences.with(result, condition.variant(), ConditionWords.of(condition));
        if (verdicts.stream().allMatch(ConditionVerdict.MET::equals)) {
            return what + " holds at "
                    + (cells.size() == 1 ? "the only point." : "all " + Phrases.count(cells.size()) + " points.");
        }
        if (verdicts.stream().allMatch(ConditionVerdict.NOT_MET::equals)) {
            return what
                    + (cells.size() == 1
                            ? " does not hold at the only point."
                            : " holds at none of the " + Phrases.count(cells.size()) + " points.");
        }
        return what
                + (result.file().sweep().dimensions().size() == 1
                        ? along(result, cells, verdicts)
                        : decidingAxis(result, cells, verdicts).orElseGet(() -> counted(verdicts)));
    }

    /** Returns where a condition holds along the one axis of several on which that hangs; empty where it hangs on more than one, or on none. */
    private static Optional<String> decidingAxis(
            SweepResult result, List<SweepResult.Cell> cells, List<ConditionVerdict> verdicts) {
        for (SweepSpec.Axis axis : result.file().sweep().dimensions()) {
            Map<String, Set<ConditionVerdict>> byValue = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                byValue.computeIfAbsent(
                                cells.get(i).point().values().getOrDefault(axis.path(), ""),
                                any -> EnumSet.noneOf(ConditionVerdict.class))
                        .add(verdicts.get(i));
            }
            boolean isTold = byValue.size() < cells.size();
            if (isTold && byValue.values().stream().allMatch(found -> found.size() == 1)) {
                String met = at(byValue, ConditionVerdict.MET);
                String not = at(byValue, ConditionVerdict.NOT_MET);
                String open = at(byValue, ConditionVerdict.UNDECIDED);
                return Optional.of(" hangs on " + KeyWords.of(axis.path()) + " alone: it holds at "
                        + (met.isEmpty() ? "no value" : met)
                        + (not.isEmpty() ? "" : ", does not at " + not)
                        + (open.isEmpty() ? "" : ", and is not shown at " + open) + ".");
            }
        }
        return Optional.empty();
    }

    /** Returns the values of an axis that have a verdict: each run of them by its ends. */
    private static String at(Map<String, Set<ConditionVerdict>> byValue, ConditionVerdict verdict) {
        List<String> runs = new ArrayList<>();
        String first = "";
        String last = "";
        for (Map.Entry<String, Set<ConditionVerdict>> value : byValue.entrySet()) {
            if (value.getValue().contains(verdict)) {
                first = first.isEmpty() ? KeyWords.value(value.getKey()) : first;
                last = KeyWords.value(value.getKey());
            } else if (!first.isEmpty()) {
                runs.add(first.equals(last) ? first : first + " to " + last);
                first = "";
            }
        }
        if (!first.isEmpty()) {
            runs.add(first.equals(last) ? first : first + " to " + last);
        }
        return String.join(", ", runs);
    }

    /** Returns the part of one axis where a condition holds. */
    private static String along(SweepResult result, List<SweepResult.Cell> cells, List<ConditionVerdict> verdicts) {
        int firstNot = verdicts.indexOf(ConditionVerdict.NOT_MET);
        int lastNot = verdicts.lastIndexOf(ConditionVerdict.NOT_MET);
        int firstMet = verdicts.indexOf(ConditionVerdict.MET);
        int lastMet = verdicts.lastIndexOf(ConditionVerdict.MET);
        if (firstMet >= 0 && firstNot >= 0 && lastMet < firstNot) {
            return " holds up to " + point(result, cells.get(lastMet)) + ", and no more from "
                    + point(result, cells.get(firstNot)) + " on" + undecided(result, cells, verdicts) + ".";
        }
        if (firstMet >= 0 && firstNot >= 0 && lastNot < firstMet) {
            return " does not hold up to " + point(result, cells.get(lastNot)) + ", and holds from "
                    + point(result, cells.get(firstMet)) + " on" + undecided(result, cells, verdicts) + ".";
        }
        return counted(verdicts);
    }

    private static String undecided(SweepResult result, List<SweepResult.Cell> cells, List<ConditionVerdict> verdicts) {
        String where = between(result, cells, verdicts, ConditionVerdict.UNDECIDED::equals);
        return where.isEmpty() ? "" : "; not shown at " + where;
    }

    private static String between(
            SweepResult result,
            List<SweepResult.Cell> cells,
            List<ConditionVerdict> verdicts,
            Predicate<ConditionVerdict> wanted) {
        List<String> points = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            if (wanted.test(verdicts.get(i))) {
                points.add(point(result, cells.get(i)));
            }
        }
        return String.join(", ", points);
    }

    private static String point(SweepResult result, SweepResult.Cell cell) {
        return KeyWords.of(result.file().sweep(), cell.point());
    }

    private static String counted(List<ConditionVerdict> verdicts) {
        long open = verdicts.stream().filter(ConditionVerdict.UNDECIDED::equals).count();
        return String.format(
                        Locale.ROOT,
                        " holds at %,d of %,d points, does not at %,d",
                        verdicts.stream().filter(ConditionVerdict.MET::equals).count(),
                        verdicts.size(),
                        verdicts.stream()
                                .filter(ConditionVerdict.NOT_MET::equals)
                                .count())
                + (open > 0 ? String.format(Locale.ROOT, ", and is not shown at %,d.", open) : ".");
    }

    /** Returns a note about the meaning of the intervals. */
    public static String note(SweepResult result) {
        double confidence = result.file().variants().get(0).scenario().run().confidence();
        return "Means over replications on common random numbers, each with its interval of "
                + Wording.value(Metric.UTILISATION, confidence) + ".";
    }
}
