package org.ioasidsim.file;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
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
        JsonObject object = object(text);
        String header = "";
        if (columns.isEmpty()) {
            columns = List.copyOf(object.keySet());
            header = columns.stream().map(JsonLines::quoted).collect(Collectors.joining(",")) + "\n";
        }
        return header + columns.stream().map(column -> cell(object, column)).collect(Collectors.joining(",")) + "\n";
    }

    private JsonObject object(String text) throws IOException {
        try {
            JsonElement element = JsonParser.parseString(text);
            if (element.isJsonObject()) {
                return element.getAsJsonObject();
            }
        } catch (JsonParseException | StackOverflowError e) {
            throw noObject();
        }
        throw noObject();
    }

    private IOException noObject() {
        return new IOException("line " + line + ": expected a JSON object in each line, found something else:"
                + " 'jq -c .[]' makes lines of an array, 'jq -c .' of objects that take several");
    }

    private static String cell(JsonObject object, String column) {
        JsonElement value = object.get(column);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        return quoted(value.isJsonPrimitive() ? value.getAsString() : value.toString());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
