package org.ioasidsim.report.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.report.answer.RunAnswer;

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
        sentences("notes", answer.notes(), json);
        json.name("variants").beginArray();
        for (RunAnswer.Paragraph paragraph : answer.variants()) {
            json.beginObject().name("variant").value(paragraph.variant());
            sentences("sentences", paragraph.sentences(), json);
            json.endObject();
        }
        json.endArray();
        sentences("comparisons", answer.comparisons(), json);
        sentences("precision", answer.precision(), json);
        sentences("expectations", answer.expectations(), json);
        json.endObject();
    }

    private static void sentences(String name, List<String> sentences, JsonWriter json) throws IOException {
        json.name(name).beginArray();
        for (String sentence : sentences) {
            json.value(sentence);
        }
        json.endArray();
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
                    member(json, "question").getAsString(),
                    texts(json, "notes"),
                    elements(json, "variants").stream()
                            .map(JsonElement::getAsJsonObject)
                            .map(variant -> new RunAnswer.Paragraph(
                                    member(variant, "variant").getAsString(), texts(variant, "sentences")))
                            .toList(),
                    texts(json, "comparisons"),
                    texts(json, "precision"),
                    texts(json, "expectations"));
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw new IOException(
                    file
                            + ": expected the answer that `ioasid-sim run` writes, found something else: run the scenario again,"
                            + " or delete the file",
                    e);
        }
    }

    private static List<String> texts(JsonObject json, String name) {
        return elements(json, name).stream().map(JsonElement::getAsString).toList();
    }

    private static List<JsonElement> elements(JsonObject json, String name) {
        return StreamSupport.stream(member(json, name).getAsJsonArray().spliterator(), false)
                .toList();
    }

    private static JsonElement member(JsonObject json, String name) {
        JsonElement member = json.get(name);
        if (member == null) {
            throw new JsonParseException("it has no " + name);
        }
        return member;
    }
}
