package org.ioasidsim.report.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.report.answer.RunAnswer;
import org.ioasidsim.report.answer.VerdictAnswer;

/** {@code answer.json}: the question and the answer in sentences, for programs that show results without the runs. */
public final class AnswerFile {
    public static final String FILE = "answer.json";

    private AnswerFile() {}

    /** Returns the file's text. */
    public static String json(RunAnswer answer) {
        return JsonText.of(json -> write(answer, json));
    }

    /** Writes {@code answer} as one object. */
    static void write(RunAnswer answer, JsonWriter json) throws IOException {
        json.beginObject().name("question").value(answer.question());
        VerdictJson.write(answer.verdict(), json.name("verdict"));
        AnswerParts.sentences("notes", answer.notes(), json);
        json.name("variants").beginArray();
        for (RunAnswer.Paragraph paragraph : answer.variants()) {
            json.beginObject().name("variant").value(paragraph.variant());
            AnswerParts.sentences("sentences", paragraph.sentences(), json);
            json.endObject();
        }
        json.endArray();
        AnswerParts.sentences("comparisons", answer.comparisons(), json);
        AnswerParts.sentences("precision", answer.precision(), json);
        AnswerParts.sentences("expectations", answer.expectations(), json);
        json.endObject();
    }

    /**
     * Returns the answer that a run has written.
     *
     * @throws IOException if the file cannot be read or is none of these, with what to do
     */
    static RunAnswer read(Path file) throws IOException {
        try {
            JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            return new RunAnswer(
                    AnswerParts.member(json, "question").getAsString(),
                    json.has("verdict") ? VerdictJson.read(json.getAsJsonObject("verdict")) : VerdictAnswer.MISSING,
                    AnswerParts.texts(json, "notes"),
                    AnswerParts.elements(json, "variants").stream()
                            .map(JsonElement::getAsJsonObject)
                            .map(variant -> new RunAnswer.Paragraph(
                                    AnswerParts.member(variant, "variant").getAsString(),
                                    AnswerParts.texts(variant, "sentences")))
                            .toList(),
                    AnswerParts.texts(json, "comparisons"),
                    AnswerParts.texts(json, "precision"),
                    AnswerParts.texts(json, "expectations"));
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw new IOException(
                    file
                            + ": expected the answer that `ioasid-sim run` writes, found something else: run the scenario again,"
                            + " or delete the file",
                    e);
        }
    }
}
