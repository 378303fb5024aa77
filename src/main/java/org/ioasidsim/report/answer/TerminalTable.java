package org.ioasidsim.report.answer;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ExpectationResult;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.PrecisionResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.MarkdownTable;
import org.ioasidsim.report.metric.Headline;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.report.table.Caveat;
import org.ioasidsim.report.table.ExactTable;
import org.ioasidsim.report.table.FairnessIndices;
import org.ioasidsim.report.table.ResultTables;
import org.ioasidsim.report.table.SummaryIndex;
import org.ioasidsim.report.text.Phrases;
import org.ioasidsim.report.text.TextGrid;
import org.ioasidsim.report.text.WrappedText;

/** The summary that a run prints, in each format of the command line. */
public final class TerminalTable {
    private static final int MOST_TENANTS = 20;
    private static final int NAME_WIDTH = 24;

    private TerminalTable() {}

    /** Returns the answer in sentences, then the headline metrics as a table, for a terminal. */
    public static String text(ExperimentResult result) {
        StringBuilder text = new StringBuilder(AnswerText.of(result, BriefText.WIDTH));
        text.append('\n').append(grid(result, true)).append('\n').append(grid(result, false));
        leftOut(result).lines().forEach(line -> text.append(WrappedText.of(line, "", BriefText.WIDTH)));
        for (VariantResult variant : result.variants()) {
            String exact = new ExactTable(variant).text(BriefText.WIDTH);
            text.append(exact.isEmpty() ? "" : "\n").append(exact);
        }
        return text.toString();
    }

    /** Returns {@code summary.csv}. */
    public static String csv(ExperimentResult result) {
        return ResultTables.summary(result).text();
    }

    /** Returns the headline metrics as two Markdown tables, tenants and host, and the exact values. */
    public static String markdown(ExperimentResult result) {
        StringBuilder text = new StringBuilder();
        Caveat.of(result.file()).ifPresent(caveat -> text.append(caveat).append("\n\n"));
        text.append(MarkdownTable.of(rows(result, true), 2)).append('\n');
        text.append(MarkdownTable.of(rows(result, false), 1));
        text.append(leftOut(result));
        for (VariantResult variant : result.variants()) {
            ExactTable exact = new ExactTable(variant);
            if (!exact.isEmpty()) {
                text.append("\n**" + ExactTable.TITLE + ", " + variant.name() + "**\n\n");
                text.append(MarkdownTable.of(exact.table(), 2));
                exact.notes().forEach(note -> text.append("\n" + note + "\n"));
            }
        }
        return text.toString();
    }

    /**
     * Returns one JSON document with every row of {@code summary.csv}, the refusals, the exact values and the expectations. Numbers have
     * the digits of the CSV; undefined is {@code null}, infinite the text {@code "inf"}.
     */
    public static String json(ExperimentResult result) {
        return json(result, Optional.empty());
    }

    /** Returns the same document, including {@code comparison} if present. */
    public static String json(ExperimentResult result, Optional<Comparison> comparison) {
        return JsonText.of(json -> writeJson(result, comparison, json));
    }

    private static String grid(ExperimentResult result, boolean tenants) {
        return TextGrid.stacked(rows(result, tenants), tenants ? 2 : 1, BriefText.WIDTH);
    }

    private static List<List<String>> rows(ExperimentResult result, boolean tenants) {
        List<Metric> metrics = tenants ? Headline.OF_TENANT : FairnessIndices.headline(result.variants());
        List<List<String>> rows = new ArrayList<>();
        Stream<String> names = tenants ? Stream.of("variant", "tenant") : Stream.of("variant");
        rows.add(Stream.concat(names, metrics.stream().map(Wording::label)).toList());
        for (VariantResult variant : result.variants()) {
            SummaryIndex summary = new SummaryIndex(variant);
            String name = Phrases.elided(variant.name(), NAME_WIDTH);
            for (String tenant : tenants ? shown(variant, summary) : List.of(ResultTables.HOST)) {
                Stream<String> heads = tenants ? Stream.of(name, Phrases.elided(tenant, NAME_WIDTH)) : Stream.of(name);
                Stream<String> cells = metrics.stream().map(metric -> Wording.interval(summary.row(tenant, metric)));
                rows.add(Stream.concat(heads, cells).toList());
            }
        }
        return rows;
    }

    /** Returns the tenants to show, in the order of the scenario; if there are too many, those with the least success. */
    private static List<String> shown(VariantResult variant, SummaryIndex summary) {
        List<String> tenants = ResultTables.tenants(variant);
        if (tenants.size() <= MOST_TENANTS) {
            return tenants;
        }
        List<String> worst = tenants.stream()
                .sorted(Comparator.comparingDouble((String tenant) ->
                        summary.row(tenant, Metric.FIRST_TRY_SUCCESS).mean()))
                .limit(MOST_TENANTS)
                .toList();
        return tenants.stream().filter(worst::contains).toList();
    }

    private static String leftOut(ExperimentResult result) {
        int most = result.variants().stream()
                .mapToInt(variant -> variant.scenario().tenants().size())
                .max()
                .orElse(0);
        String same = FairnessIndices.leftOut(result.variants());
        String sentence = (same.isEmpty() ? "" : "\n" + same + "\n") + never(result);
        return most <= MOST_TENANTS
                ? sentence
                : sentence + "\nOf up to " + most + " tenants, the " + MOST_TENANTS
                        + " with the least first-try success are shown; summary.csv has all.\n";
    }

    /** Says what "never" means in a column of the table. */
    private static String never(ExperimentResult result) {
        return Headline.OF_TENANT.stream()
                .filter(metric -> !Wording.neverMeans(metric).isEmpty())
                .filter(metric -> result.variants().stream()
                        .flatMap(variant -> variant.summary().stream())
                        .anyMatch(row -> row.metric() == metric && Double.isInfinite(row.mean())))
                .map(metric -> "\n" + Phrases.capitalised(Wording.NEVER) + " (" + Wording.label(metric)
                        + "): in some replication, " + Wording.neverMeans(metric) + ".\n")
                .collect(Collectors.joining());
    }

    private static void writeJson(ExperimentResult result, Optional<Comparison> comparison, JsonWriter json)
            throws IOException {
        json.beginObject();
        RunAnswer answer = RunAnswer.of(result);
        json.name("scenario").value(result.scenarioName());
        json.name("question").value(answer.question());
        json.name("baseline").value(result.file().baseline());
        json.name("interrupted").value(result.interrupted());
        Optional<String> caveat = Caveat.of(result.file());
        if (caveat.isPresent()) {
            json.name("caveat").value(caveat.get());
        }
        json.name("overrides").beginArray();
        for (String override : result.file().overrides()) {
            json.value(override);
        }
        json.endArray().name("variants").beginArray();
        for (VariantResult variant : result.variants()) {
            writeVariant(variant, json);
        }
        json.endArray().name("warnings").beginArray();
        for (String finding : Warnings.of(result)) {
            json.value(finding);
        }
        json.endArray().name("precision").beginArray();
        for (PrecisionResult precision : result.precision()) {
            writePrecision(precision, json);
        }
        json.endArray().name("expectations").beginArray();
        for (ExpectationResult expectation : result.expectations()) {
            writeExpectation(expectation, json);
        }
        json.endArray();
        if (comparison.isPresent()) {
            ComparisonText.write(comparison.get(), json);
        }
        json.endObject();
    }

    private static void writeVariant(VariantResult variant, JsonWriter json) throws IOException {
        json.beginObject().name("variant").value(variant.name());
        JsonText.number(json.name("warm_up_s"), variant.warmUp().seconds());
        json.name("warm_up_is_found").value(variant.warmUp().isFound());
        json.name("run_is_too_short").value(variant.warmUp().tooShort());
        json.name("summary").beginArray();
        for (SummaryRow row : variant.summary()) {
            ResultTables.write(row, json);
        }
        json.endArray().name("refusals").beginArray();
        for (RefusalCount refusal : ResultTables.refusals(variant)) {
            json.beginObject().name("tenant").value(refusal.tenant());
            json.name("limit").value(refusal.limit().word()).name("level").value(refusal.level());
            json.name("errno").value(refusal.errno().name()).name("count").value(refusal.count());
            json.endObject();
        }
        json.endArray().name("exact").beginArray();
        for (ExactTable.Row row : new ExactTable(variant).rows()) {
            writeExact(row, json);
        }
        json.endArray().endObject();
    }

    private static void writeExact(ExactTable.Row row, JsonWriter json) throws IOException {
        json.beginObject().name("tenant").value(row.exact().tenant());
        json.name("metric").value(row.exact().metric().word());
        JsonText.number(json.name("exact"), row.exact().value());
        JsonText.number(json.name("mean"), row.simulated().mean());
        JsonText.number(json.name("lower"), row.simulated().lower());
        JsonText.number(json.name("upper"), row.simulated().upper());
        json.name("model").value(row.exact().model());
        json.name("because").value(row.exact().because()).endObject();
    }

    private static void writePrecision(PrecisionResult result, JsonWriter json) throws IOException {
        json.beginObject().name("variant").value(result.reached().variant());
        json.name("tenant").value(result.target().tenant());
        json.name("metric").value(result.target().metric());
        JsonText.number(json.name("mean"), result.reached().mean());
        JsonText.number(json.name("half_width"), result.reached().halfWidth());
        JsonText.number(json.name("wanted"), result.wanted());
        JsonText.number(json.name("confidence"), result.reached().confidence());
        json.name("replications").value(result.reached().replications());
        json.name("met").value(result.met()).endObject();
    }

    private static void writeExpectation(ExpectationResult result, JsonWriter json) throws IOException {
        json.beginObject().name("expect").value(result.expectation().text());
        json.name("met").value(result.met());
        JsonText.number(json.name("mean"), result.mean());
        JsonText.number(json.name("lower"), result.lower());
        JsonText.number(json.name("upper"), result.upper());
        json.endObject();
    }
}
