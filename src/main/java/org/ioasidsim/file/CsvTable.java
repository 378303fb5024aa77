package org.ioasidsim.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** A table of text cells that writes itself as CSV: UTF-8, {@code \n}, quotes only where needed. */
public final class CsvTable implements AtomicFiles.Content {
    private final List<String> header;
    private final Consumer<Rows> body;

    /** Makes a table whose rows {@code body} adds each time it is written, so that no row is kept in memory. */
    public CsvTable(List<String> header, Consumer<Rows> body) {
        this.header = List.copyOf(header);
        this.body = body;
    }

    /** Receives the rows of a table. */
    @FunctionalInterface
    public interface Rows {
        void add(String... cells);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writeTo(writer);
        writer.flush();
    }

    /** Returns the whole table as text. */
    public String text() {
        StringWriter text = new StringWriter();
        try {
            writeTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String[] shown(String... cells) {
        String[] shown = cells.clone();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = SafeText.block(shown[i]);
        }
        return shown;
    }

    private void writeTo(Writer writer) throws IOException {
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer);
        csv.writeRecord(header);
        body.accept(cells -> csv.writeRecord(shown(cells)));
        csv.flush();
    }
}
