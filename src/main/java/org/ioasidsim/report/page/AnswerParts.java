package org.ioasidsim.report.page;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** Writes and reads the members of {@code answer.json}. */
final class AnswerParts {
    private AnswerParts() {}

    static void sentences(String name, List<String> sentences, JsonWriter json) throws IOException {
        json.name(name).beginArray();
        for (String sentence : sentences) {
            json.value(sentence);
        }
        json.endArray();
    }

    static List<String> texts(JsonObject json, String name) {
        return elements(json, name).stream().map(JsonElement::getAsString).toList();
    }

    static List<JsonElement> elements(JsonObject json, String name) {
        return StreamSupport.stream(member(json, name).getAsJsonArray().spliterator(), false)
                .toList();
    }

    static JsonElement member(JsonObject json, String name) {
        JsonElement member = json.get(name);
        if (member == null) {
            throw new JsonParseException("it has no " + name);
        }
        return member;
    }
}
