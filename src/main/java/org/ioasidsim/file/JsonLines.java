package org.ioasidsim.file;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON lines, an object a line, read as the CSV of their keys: those of the first object are the columns. A key that an object lacks, or null,
 * is an empty field, and further keys are left out. Each line becomes one, so that line numbers after the first count one more.
 */
public final class JsonLines extends Reader {
    private final BufferedReader lines;
    private List<String> columns = List.of();
    private String ready = "";
    private int at;
    private long line;

    /** Makes the CSV of the objects that {@code lines} has. */
    public JsonLines(BufferedReader lines) {
        this.lines = lines;
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        while (at == ready.length()) {
            String text = lines.readLine();
            if (text == null) {
                return -1;
            }
            line++;
            ready = text.isBlank() ? "\n" : csv(text);
            at = 0;
        }
        int count = Math.min(length, ready.length() - at);
        ready.getChars(at, at + count, into, offset);
        at += count;
        return count;
    }

    private String csv(String text) throws IOException {
        Map<String, String> object = object(text);
        String header = "";
        if (columns.isEmpty()) {
            columns = List.copyOf(object.keySet());
            header = columns.stream().map(JsonLines::quoted).collect(Collectors.joining(",")) + "\n";
        }
        return header
                + columns.stream()
                        .map(column -> object.getOrDefault(column, ""))
                        .collect(Collectors.joining(","))
                + "\n";
    }

    /** Returns the cell of each key. */
    private Map<String, String> object(String text) throws IOException {
        Map<String, String> cells = new LinkedHashMap<>();
        try (var json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.LENIENT);
            json.beginObject();
            while (json.hasNext()) {
                cells.put(json.nextName(), cell(json));
            }
            json.endObject();
            if (json.peek() == JsonToken.END_DOCUMENT) {
                return cells;
            }
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw noObject();
        }
        throw noObject();
    }

    private IOException noObject() {
        return new IOException("line " + line + ": expected a JSON object in each line, found something else:"
                + " 'jq -c .[]' makes lines of an array, 'jq -c .' of objects that take several");
    }

    private static String cell(JsonReader json) throws IOException {
        return switch (json.peek()) {
            case NULL -> {
                json.nextNull();
                yield "";
            }
            case BEGIN_ARRAY, BEGIN_OBJECT -> {
                var text = new StringWriter();
                copy(json, new JsonWriter(text));
                yield quoted(text.toString());
            }
            case BOOLEAN -> quoted(Boolean.toString(json.nextBoolean()));
            default -> quoted(json.nextString());
        };
    }

    private static void copy(JsonReader json, JsonWriter to) throws IOException {
        int depth = 0;
        do {
            switch (json.peek()) {
                case BEGIN_ARRAY -> {
                    json.beginArray();
                    to.beginArray();
                    depth++;
                }
                case BEGIN_OBJECT -> {
                    json.beginObject();
                    to.beginObject();
                    depth++;
                }
                case END_ARRAY -> {
                    json.endArray();
                    to.endArray();
                    depth--;
                }
                case END_OBJECT -> {
                    json.endObject();
                    to.endObject();
                    depth--;
                }
                case NAME -> to.name(json.nextName());
                case STRING -> to.value(json.nextString());
                case NUMBER -> to.jsonValue(json.nextString());
                case BOOLEAN -> to.value(json.nextBoolean());
                case NULL -> {
                    json.nextNull();
                    to.nullValue();
                }
                case END_DOCUMENT -> throw new IllegalStateException("the document ends before the value");
            }
        } while (depth > 0);
        to.flush();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
