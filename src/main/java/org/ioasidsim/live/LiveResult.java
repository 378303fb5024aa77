package org.ioasidsim.live;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.ioasidsim.experiment.Expectations;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.report.answer.Criterion;
import org.ioasidsim.report.answer.RunAnswer;
import org.ioasidsim.report.metric.Headline;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.jspecify.annotations.Nullable;

/**
 * What replications of one variant show, as the page shows it: {@code answer} (yes, no, undecided), {@code sentence} and {@code sentences};
 * {@code hashes} of the replications; {@code rows}, for each tenant and the host ({@code *}) the headline metrics with label, mean, ends of
 * the interval and the text of the report's tables; {@code timeline} of the first replication: {@code seconds} and what each tenant
 * {@code held}; {@code tenants}, how many there are, of whom the first are shown.
 */
final class LiveResult {
    /** What a picture can show. */
    static final int MOST_SAMPLES = 800;

    private static final int MOST_TENANTS = 20;

    private LiveResult() {}

    /**
     * Writes one object.
     *
     * @param whole with all variants, whatever of them was run: what it asks of one says whom the answer is about in each
     * @param samples how many of the timeline at most
     */
    static void write(ScenarioFile whole, VariantResult variant, int samples, JsonWriter json) throws IOException {
        ScenarioFile file = whole.only(List.of(variant.name())).judgedBy(Criterion.wanted(whole));
        List<VariantResult> alone = List.of(variant);
        var answer = RunAnswer.of(new ExperimentResult(file, alone, Expectations.check(file, alone), false));
        json.beginObject().name("answer").value(answer.verdict().verdict().word());
        json.name("sentence").value(answer.firstSentence());
        json.name("sentences").beginArray();
        for (RunAnswer.Paragraph paragraph : answer.variants()) {
            for (String sentence : paragraph.sentences()) {
                json.value(sentence);
            }
        }
        json.endArray().name("hashes").beginArray();
        for (ReplicationResult replication : variant.replications()) {
            json.value(Hexadecimal.of(replication.eventHash()));
        }
        json.endArray().name("rows").beginArray();
        List<String> shown = shown(variant.scenario());
        for (SummaryRow row : variant.summary()) {
            boolean isOfHost = row.tenant().equals(SummaryRow.HOST);
            List<Metric> metrics = isOfHost ? Headline.OF_HOST : Headline.OF_TENANT;
            if (metrics.contains(row.metric()) && (isOfHost || shown.contains(row.tenant()))) {
                write(row, json);
            }
        }
        json.endArray().name("tenants").value(variant.scenario().tenantNames().size());
        write(variant.replications().get(0).timeline(), shown, samples, json);
        json.endObject();
    }

    /** Returns the tenants whose figures are shown: the first ones. */
    static List<String> shown(Scenario scenario) {
        return scenario.tenantNames().stream().limit(MOST_TENANTS).toList();
    }

    private static void write(SummaryRow row, JsonWriter json) throws IOException {
        json.beginObject().name("tenant").value(row.tenant());
        json.name("metric").value(row.metric().word());
        json.name("label").value(Wording.label(row.metric()));
        JsonText.number(json.name("mean"), row.mean());
        JsonText.number(json.name("lower"), row.lower());
        JsonText.number(json.name("upper"), row.upper());
        json.name("text").value(Wording.interval(row)).endObject();
    }

    private static void write(
            ReplicationResult.@Nullable Timeline timeline, List<String> tenants, int samples, JsonWriter json)
            throws IOException {
        if (timeline == null) {
            return;
        }
        json.name("timeline").beginObject().name("seconds").beginArray();
        int step = 1 + timeline.timeSeconds().length / (samples + 1);
        for (int sample = 0; sample < timeline.timeSeconds().length; sample += step) {
            JsonText.number(json, timeline.timeSeconds()[sample]);
        }
        json.endArray().name("held").beginObject();
        for (int tenant = 0; tenant < tenants.size(); tenant++) {
            json.name(tenants.get(tenant)).beginArray();
            int[] held = timeline.held()[tenant];
            for (int sample = 0; sample < held.length; sample += step) {
                json.value(held[sample]);
            }
            json.endArray();
        }
        json.endObject().endObject();
    }
}
