package org.ioasidsim.file;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON documents as result files and commands write them. */
public final class JsonText {
    private JsonText() {}

    /** Writes a document. */
    public interface Content {
        void writeTo(JsonWriter json) throws IOException;
    }

    /** Returns one document, indented and ended by a line break. */
    public static String of(Content content) {
        return text(content, "  ", false) + "\n";
    }

    /** Returns one document on one line without {@code < > &}, so that it can stand inside a script element of a page. */
    public static String inPage(Content content) {
        return text(content, "", true);
    }

    private static String text(Content content, String indent, boolean htmlSafe) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent(indent);
            json.setHtmlSafe(htmlSafe);
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SafeText.block(text.toString()); // inside a JSON text, the codes stand for the same characters
    }

    /** Writes a number with the digits of the CSV files; {@code null} for NaN, the text {@code "inf"} for infinity. */
    public static void number(JsonWriter json, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.nullValue();
        } else if (Double.isInfinite(value)) {
            json.value(Numbers.text(value));
        } else {
            json.jsonValue(Numbers.text(value));
        }
    }
}
