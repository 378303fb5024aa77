package org.ioasidsim.report.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.report.answer.VerdictAnswer;
import org.ioasidsim.report.metric.Wording;

/** The {@code verdict} of {@code answer.json}: {@code answer} is {@code yes}, {@code no} or {@code undecided} for the whole, each group and each tenant. */
final class VerdictJson {
    /** A key that earlier versions did not write. */
    private static final String ALL_HOLD = "all_hold";

    private VerdictJson() {}

    /** Writes {@code verdict} as one object. */
    static void write(VerdictAnswer verdict, JsonWriter json) throws IOException {
        json.beginObject().name("word").value(verdict.word());
        json.name("answer").value(verdict.verdict().word());
        json.name("condition").value(verdict.condition());
        json.name("sentence").value(verdict.sentence());
        AnswerParts.sentences("consequences", verdict.consequences(), json);
        json.name("figures").beginArray();
        for (VerdictAnswer.Figure figure : verdict.figures()) {
            json.beginObject().name("value").value(figure.value());
            json.name("meaning").value(figure.meaning()).endObject();
        }
        json.endArray().name("groups").beginArray();
        for (VerdictAnswer.Group group : verdict.groups()) {
            write(group, json);
        }
        json.endArray().endObject();
    }

    private static void write(VerdictAnswer.Group group, JsonWriter json) throws IOException {
        json.beginObject();
        AnswerParts.sentences("variants", group.variants(), json);
        json.name("answer").value(group.verdict().word());
        json.name("tenants").beginArray();
        for (VerdictAnswer.Share share : group.shares()) {
            json.beginObject().name("tenant").value(share.tenant());
            json.name("judged").value(share.isJudged());
            json.name("answer").value(share.verdict().word());
            JsonText.number(json.name("mean"), share.mean());
            JsonText.number(json.name("lower"), share.lower());
            JsonText.number(json.name("upper"), share.upper());
            json.name("text")
                    .value(share.text())
                    .name("bound")
                    .value(share.bound())
                    .endObject();
        }
        json.endArray().name("others_hold").value(group.others());
        json.name(ALL_HOLD).value(group.held());
        json.name("host_full").value(group.full());
        AnswerParts.sentences("refused_by", group.refusedBy(), json);
        json.endObject();
    }

    /** Returns the verdict that {@link #write} has written. */
    static VerdictAnswer read(JsonObject json) {
        return new VerdictAnswer(
                text(json, "word"),
                answer(json),
                text(json, "condition"),
                text(json, "sentence"),
                AnswerParts.texts(json, "consequences"),
                objects(json, "figures")
                        .map(figure -> new VerdictAnswer.Figure(text(figure, "value"), text(figure, "meaning")))
                        .toList(),
                objects(json, "groups").map(VerdictJson::group).toList());
    }

    private static VerdictAnswer.Group group(JsonObject json) {
        return new VerdictAnswer.Group(
                AnswerParts.texts(json, "variants"),
                answer(json),
                objects(json, "tenants").map(VerdictJson::share).toList(),
                text(json, "others_hold"),
                json.has(ALL_HOLD) ? text(json, ALL_HOLD) : Wording.UNDEFINED,
                text(json, "host_full"),
                AnswerParts.texts(json, "refused_by"));
    }

    private static VerdictAnswer.Share share(JsonObject json) {
        return new VerdictAnswer.Share(
                text(json, "tenant"),
                AnswerParts.member(json, "judged").getAsBoolean(),
                answer(json),
                number(json, "mean"),
                number(json, "lower"),
                number(json, "upper"),
                text(json, "text"),
                text(json, "bound"));
    }

    private static Stream<JsonObject> objects(JsonObject json, String name) {
        return AnswerParts.elements(json, name).stream().map(JsonElement::getAsJsonObject);
    }

    private static String text(JsonObject json, String name) {
        return AnswerParts.member(json, name).getAsString();
    }

    /** Returns a number as {@link JsonText#number} writes it. */
    private static double number(JsonObject json, String name) {
        JsonElement number = AnswerParts.member(json, name);
        if (number.isJsonNull()) {
            return Double.NaN;
        }
        return switch (number.getAsString()) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> number.getAsDouble();
        };
    }

    private static ConditionVerdict answer(JsonObject json) {
        String word = text(json, "answer");
        return Stream.of(ConditionVerdict.values())
                .filter(verdict -> verdict.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("answer " + word));
    }
}
