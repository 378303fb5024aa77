package org.ioasidsim.report.answer;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.compare.Isolation;
import org.ioasidsim.experiment.compare.IsolationCurve;
import org.ioasidsim.experiment.compare.IsolationRow;
import org.ioasidsim.experiment.compare.Verdict;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.file.MarkdownTable;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.Caveat;
import org.ioasidsim.report.table.IsolationTables;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.stats.interval.Interval;

/** The output of {@code isolation} in each format: the answer in sentences, then tables at the load that the file states. */
public final class IsolationText {
    private static final int MOST_TENANTS = 20;
    private static final int NAME_WIDTH = 24;
    private static final int SHORT_NAME = 11;
    private static final int HEAD = 17;

    /** The metrics that tables for people show. */
    private static final Set<Metric> SHOWN = Set.of(
            Metric.FIRST_TRY_SUCCESS,
            Metric.TIME_CONGESTION,
            Metric.TIME_TO_BIND_P99,
            Metric.STARVATION_TIME,
            Metric.HELD_MEAN,
            Metric.ENTITLEMENT_SHARE);

    private IsolationText() {}

    /** Returns the answer and the tables for a terminal. */
    public static String text(Isolation isolation) {
        StringBuilder text = new StringBuilder(answer(isolation));
        for (List<List<String>> table : tables(isolation)) {
            int names = table.get(0).indexOf("metric") < 0 ? 2 : 3;
            text.append('\n').append(TextGrid.stacked(table, names, BriefText.WIDTH));
        }
        return text.append(leftOut(isolation)).toString();
    }

    /** Returns the answer and what each tenant gets with and without the aggressor, on one screen. */
    public static String brief(Isolation isolation) {
        return ScreenText.of(
                sentences(isolation), grid(isolation).text().lines().toList());
    }

    private static TextGrid grid(Isolation isolation) {
        TextGrid grid = new TextGrid(2);
        grid.addHeads(
                List.of(
                        "variant",
                        "tenant",
                        Wording.label(Metric.FIRST_TRY_SUCCESS) + " with "
                                + Phrases.elided(isolation.aggressor(), SHORT_NAME),
                        "without",
                        "difference"),
                HEAD);
        success(isolation)
                .forEach(row -> grid.add(List.of(
                        Phrases.elided(row.variant(), NAME_WIDTH),
                        Phrases.elided(row.tenant(), SHORT_NAME),
                        Wording.share(row.metric(), row.with()),
                        Wording.share(row.metric(), row.alone()),
                        change(row))));
        return grid;
    }

    /** Returns the answer and the tables in Markdown. */
    public static String markdown(Isolation isolation) {
        StringBuilder text = new StringBuilder();
        sentences(isolation).forEach(sentence -> text.append(sentence).append("\n\n"));
        for (List<List<String>> table : tables(isolation)) {
            int names = table.get(0).indexOf("metric") < 0 ? 2 : 3;
            text.append(MarkdownTable.of(table, names)).append('\n');
        }
        return text.append(leftOut(isolation)).toString();
    }

    /** Returns {@code isolation.csv}. */
    public static String csv(Isolation isolation) {
        return IsolationTables.rows(isolation).text();
    }

    /** Returns answer, table, scenario and how to make them again for a mailing list, in at most 40 lines of 75 columns. */
    public static String lkml(Isolation isolation, RunInfo info) {
        List<String> sentences = sentences(isolation);
        return MailFrame.of(isolation.asWritten())
                .around(
                        ", isolation from " + isolation.aggressor(),
                        sentences.get(0),
                        sentences.subList(1, sentences.size()),
                        grid(isolation).text().lines().toList(),
                        info);
    }

    /** Returns one JSON document with the answer and every row of {@code isolation.csv} and {@code isolation-slo.csv}. */
    public static String json(Isolation isolation) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.beginObject();
            json.name("scenario").value(isolation.asWritten().scenarioName());
            json.name("aggressor").value(isolation.aggressor());
            json.name("interrupted").value(isolation.asWritten().interrupted());
            json.name("answer").beginArray();
            for (String sentence : sentences(isolation)) {
                json.value(sentence);
            }
            json.endArray().name("isolation").beginArray();
            for (IsolationRow row : isolation.rows()) {
                object(json, IsolationTables.COLUMNS, IsolationTables.cells(row, isolation));
            }
            json.endArray().name("slo").beginArray();
            for (IsolationCurve curve : isolation.curves()) {
                object(json, IsolationTables.SLO_COLUMNS, IsolationTables.cells(curve, isolation));
            }
            json.endArray().endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void object(JsonWriter json, List<String> columns, String[] cells) throws IOException {
        List<String> words = List.of("variant", "tenant", "metric", "unit", "better", "verdict");
        json.beginObject();
        for (int i = 0; i < cells.length; i++) {
            json.name(columns.get(i));
            if (words.contains(columns.get(i)) || cells[i].endsWith("inf")) {
                json.value(cells[i]);
            } else if (cells[i].isEmpty()) {
                json.nullValue();
            } else {
                json.jsonValue(cells[i]);
            }
        }
        json.endObject();
    }

    private static String answer(Isolation isolation) {
        StringBuilder text = new StringBuilder();
        sentences(isolation).forEach(sentence -> text.append(WrappedText.of(sentence, "", BriefText.WIDTH)));
        return text.toString();
    }

    /** Returns the question, what limits the answer, and the answer: a sentence for each group of variants that come out the same. */
    public static List<String> sentences(Isolation isolation) {
        List<String> sentences = new ArrayList<>();
        sentences.add(RunAnswer.of(isolation.asWritten()).question());
        RunAnswer.notes(isolation.asWritten()).forEach(note -> sentences.add("Note: " + note));
        List<String> variants = isolation.asWritten().variants().stream()
                .map(variant -> variant.name())
                .toList();
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (String variant : variants) {
            List<IsolationRow> success = isolation.rows().stream()
                    .filter(row -> row.variant().equals(variant)
                            && row.factor() == 1
                            && row.metric() == Metric.FIRST_TRY_SUCCESS)
                    .sorted(Comparator.comparingDouble(IsolationRow::difference))
                    .toList();
            String said = loss(success, isolation)
                    + tolerance(isolation, variant).map(kept -> ". " + kept).orElse(".");
            groups.computeIfAbsent(said, any -> new ArrayList<>()).add(variant);
        }
        List<String> losses = new ArrayList<>();
        groups.forEach((said, names) -> losses.add("With " + Phrases.listed(names, name -> name) + ", " + said));
        sentences.addAll(Caveat.afterFirst(losses, isolation.asWritten().file()));
        return sentences;
    }

    private static String loss(List<IsolationRow> success, Isolation isolation) {
        String aggressor = isolation.aggressor();
        List<String> parts = new ArrayList<>();
        add(parts, success, Verdict.WORSE, " to " + aggressor);
        add(parts, success, Verdict.BETTER, " by " + aggressor);
        List<IsolationRow> rest = success.stream()
                .filter(row -> row.verdict() == Verdict.IDENTICAL || row.verdict() == Verdict.NO_DIFFERENCE_SHOWN)
                .toList();
        if (!rest.isEmpty()) {
            parts.add("no loss is shown for " + Phrases.listed(rest, IsolationText::both));
        }
        List<IsolationRow> unknown = success.stream()
                .filter(row -> row.verdict() == Verdict.ONE_REPLICATION)
                .toList();
        if (!unknown.isEmpty()) {
            parts.add("one replication shows nothing for sure: " + Phrases.listed(unknown, IsolationText::both));
        }
        return parts.isEmpty() ? "nobody else asked for an id" : String.join("; ", parts);
    }

    private static void add(List<String> parts, List<IsolationRow> success, Verdict verdict, String whom) {
        List<IsolationRow> rows =
                success.stream().filter(row -> row.verdict() == verdict).toList();
        String verb = verdict == Verdict.WORSE ? " loses " : " gains ";
        if (!rows.isEmpty()) {
            parts.add(Phrases.listed(
                    rows,
                    row -> Phrases.elided(row.tenant(), NAME_WIDTH) + verb + points(row) + " of first-try success"
                            + whom + " (" + values(row) + ")"));
        }
    }

    private static String points(IsolationRow row) {
        return interval(row.metric(), Math.abs(row.difference()), row.halfWidth())
                .replace(" %", " points");
    }

    /** Returns the difference with its sign, rounded as its size is in a sentence. */
    private static String change(IsolationRow row) {
        if (Double.isInfinite(row.difference())) {
            return (row.difference() > 0 ? "to " : "from ") + Wording.NEVER;
        }
        String sign = row.difference() < 0 ? "-" : row.difference() > 0 ? "+" : "";
        return sign + points(row);
    }

    private static String both(IsolationRow row) {
        return Phrases.elided(row.tenant(), NAME_WIDTH) + " (" + values(row) + ")";
    }

    private static String values(IsolationRow row) {
        return Wording.share(row.metric(), row.with()) + ", without it " + Wording.share(row.metric(), row.alone());
    }

    /** Returns a sentence about the load up to which the promised success is kept; empty if the load was only switched on and off. */
    private static Optional<String> tolerance(Isolation isolation, String variant) {
        List<IsolationCurve> curves = isolation.curves().stream()
                .filter(curve ->
                        curve.variant().equals(variant) && curve.points().size() > 2)
                .filter(curve -> !Double.isNaN(curve.points().get(0).mean()))
                .toList();
        return curves.isEmpty()
                ? Optional.empty()
                : Optional.of(Wording.value(Metric.UTILISATION, isolation.slo()) + " is "
                        + Phrases.listed(curves, curve -> tolerance(curve, isolation.aggressor())) + ".");
    }

    private static String tolerance(IsolationCurve curve, String aggressor) {
        String tenant = Phrases.elided(curve.tenant(), NAME_WIDTH);
        if (curve.missedFrom() == 0) {
            return "missed for " + tenant + " even without " + aggressor;
        } else if (curve.keptUpTo() == curve.mostLoad()) {
            return "kept for " + tenant + " at every load tried, up to " + load(curve, curve.mostLoad());
        }
        String kept = Double.isNaN(curve.keptUpTo())
                ? "not shown to be kept for " + tenant
                : "kept for " + tenant
                        + (curve.keptUpTo() == 0 ? " without " + aggressor : " up to " + load(curve, curve.keptUpTo()));
        return Double.isInfinite(curve.missedFrom())
                ? kept + (Double.isNaN(curve.keptUpTo()) ? "" : " (at more, neither that nor a miss is shown)")
                : kept + " and missed from " + load(curve, curve.missedFrom()) + " on";
    }

    /** Returns a load as a rate; as a multiple of the file's load if that has no rate. */
    private static String load(IsolationCurve curve, double factor) {
        double rate = factor * curve.perSecondAtOne();
        return Double.isNaN(rate)
                ? Wording.value(Metric.MAX_MIN_RATIO, factor) + " times the file's"
                : Wording.rate(rate);
    }

    /** Returns the tables at the file's load, and the table of the objectives. */
    private static List<List<List<String>>> tables(Isolation isolation) {
        List<List<String>> losses = new ArrayList<>();
        losses.add(List.of(
                "variant",
                "tenant",
                "metric",
                "with " + Phrases.elided(isolation.aggressor(), NAME_WIDTH),
                "without",
                "difference",
                "ratio",
                "I_QoS"));
        for (List<IsolationRow> rows : byVariant(isolation)) {
            rows.forEach(row -> losses.add(List.of(
                    Phrases.elided(row.variant(), NAME_WIDTH),
                    Phrases.elided(row.tenant(), NAME_WIDTH),
                    Wording.label(row.metric()),
                    Wording.share(row.metric(), row.with()),
                    Wording.share(row.metric(), row.alone()),
                    change(row),
                    interval(Metric.MAX_MIN_RATIO, row.ratio(), row.ratioHalfWidth()),
                    Wording.value(Metric.MAX_MIN_RATIO, row.qosImpact()))));
        }
        List<List<String>> promises = promises(isolation);
        return promises.size() > 1 ? List.of(losses, promises) : List.of(losses);
    }

    private static List<List<String>> promises(Isolation isolation) {
        List<List<String>> promises = new ArrayList<>();
        promises.add(List.of(
                "variant",
                "tenant",
                Wording.value(Metric.UTILISATION, isolation.slo()) + " kept up to",
                "missed from",
                "mean loss",
                "over baseline"));
        List<String> shown = shown(isolation);
        for (IsolationCurve curve : isolation.curves()) {
            if (shown.contains(curve.tenant()) && curve.points().size() > 2) {
                promises.add(List.of(
                        Phrases.elided(curve.variant(), NAME_WIDTH),
                        Phrases.elided(curve.tenant(), NAME_WIDTH),
                        Double.isNaN(curve.keptUpTo()) ? Wording.UNDEFINED : load(curve, curve.keptUpTo()),
                        Double.isInfinite(curve.missedFrom()) ? Wording.UNDEFINED : load(curve, curve.missedFrom()),
                        interval(curve.meanLoss()),
                        interval(curve.lossOverBaseline())));
            }
        }
        return promises;
    }

    private static String interval(Interval interval) {
        return interval(Metric.UTILISATION, interval.mean(), interval.halfWidth())
                .replace(" %", " points");
    }

    /** Returns a mean with its half-width; alone where each replication has the same. */
    private static String interval(Metric metric, double mean, double halfWidth) {
        double half = halfWidth == 0 ? Double.NaN : halfWidth;
        return Wording.interval(new SummaryRow("", "", metric, mean, half, mean - half, mean + half, Double.NaN, 0));
    }

    /** Returns, for each variant, the rows of the headline metrics at the file's load of the tenants to show. */
    private static List<List<IsolationRow>> byVariant(Isolation isolation) {
        List<String> shown = shown(isolation);
        return isolation.asWritten().variants().stream()
                .map(variant -> isolation.rows().stream()
                        .filter(row -> row.variant().equals(variant.name())
                                && row.factor() == 1
                                && SHOWN.contains(row.metric())
                                && shown.contains(row.tenant()))
                        .toList())
                .filter(rows -> !rows.isEmpty())
                .toList();
    }

    /** Returns the tenants to show; if there are too many, those that lose most in any variant. */
    private static List<String> shown(Isolation isolation) {
        return success(isolation)
                .sorted(Comparator.comparingDouble(IsolationRow::difference))
                .map(IsolationRow::tenant)
                .distinct()
                .limit(MOST_TENANTS)
                .toList();
    }

    private static Stream<IsolationRow> success(Isolation isolation) {
        return isolation.rows().stream().filter(row -> row.factor() == 1 && row.metric() == Metric.FIRST_TRY_SUCCESS);
    }

    private static String leftOut(Isolation isolation) {
        long all = success(isolation).map(IsolationRow::tenant).distinct().count();
        return all <= MOST_TENANTS
                ? ""
                : "\nOf " + all + " tenants, the " + MOST_TENANTS
                        + " that lose most are shown; isolation.csv has all.\n";
    }
}
