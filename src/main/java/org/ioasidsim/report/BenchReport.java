package org.ioasidsim.report;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ioasidsim.bench.Figure;
import org.ioasidsim.file.CsvTable;
import org.ioasidsim.file.JsonText;
import org.ioasidsim.file.MarkdownTable;
import org.ioasidsim.file.Numbers;

/**
 * The figures of benchmarks in each format of the command line.
 *
 * @param machine on which they were measured, in one line
 */
public record BenchReport(String machine, List<Figure> figures) {
    private static final String NOISE =
            "Medians of processor time (where said, of time on the wall), subjects taking turns; ratios are formed within a turn. On a machine that others "
                    + "share, times vary by a factor of two and ratios by a fifth: compare ratios, not times. Bytes are what an "
                    + "event allocates, or what the heap keeps for a live process.";

    private static final double NANOS_PER_MILLI = 1e6;

    private static final List<String> HEADS =
            List.of("benchmark", "subject", "ns/event", "least", "most", "M events/s", "ratio", "bytes");

    public BenchReport {
        figures = List.copyOf(figures);
    }

    /** Returns a table for a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder(machine + "\n");
        String benchmark = "";
        for (Figure figure : figures) {
            if (!figure.benchmark().equals(benchmark)) {
                benchmark = figure.benchmark();
                text.append('\n').append(line(benchmark, HEADS.subList(2, HEADS.size())));
            }
            text.append(line("  " + figure.subject(), rounded(figure)));
        }
        return text.append('\n').append(NOISE).append('\n').toString();
    }

    private static String line(String first, List<String> numbers) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-36s", first));
        numbers.forEach(number -> line.append(String.format(Locale.ROOT, " %11s", number)));
        return line.append('\n').toString();
    }

    /** Returns the table in Markdown. */
    public String markdown() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADS);
        for (Figure figure : figures) {
            List<String> row = new ArrayList<>(List.of(figure.benchmark(), figure.subject()));
            row.addAll(rounded(figure));
            rows.add(row);
        }
        return machine + "\n\n" + MarkdownTable.of(rows, 2) + "\n" + NOISE + "\n";
    }

    private static List<String> rounded(Figure figure) {
        return List.of(
                time(figure.nanos()),
                time(figure.least()),
                time(figure.most()),
                figure.nanos() >= NANOS_PER_MILLI ? "-" : rounded(figure.millionsPerSecond(), 2),
                rounded(figure.ratio(), 2),
                rounded(figure.bytes(), 2));
    }

    /**
     * Returns a time in nanoseconds without its unit; from a millisecond on, where a start of the program was timed rather than an event,
     * in milliseconds with the unit.
     */
    private static String time(double nanos) {
        return nanos >= NANOS_PER_MILLI ? rounded(nanos / NANOS_PER_MILLI, 0) + " ms" : rounded(nanos, 1);
    }

    private static String rounded(double value, int digits) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** Returns the table as CSV, with all digits. */
    public CsvTable csv() {
        var header =
                List.of("benchmark", "subject", "events", "nanoseconds_per_event", "least", "most", "ratio", "bytes");
        return new CsvTable(
                header,
                rows -> figures.forEach(figure -> rows.add(
                        figure.benchmark(),
                        figure.subject(),
                        Long.toString(figure.events()),
                        Numbers.text(figure.nanos()),
                        Numbers.text(figure.least()),
                        Numbers.text(figure.most()),
                        Numbers.text(figure.ratio()),
                        Numbers.text(figure.bytes()))));
    }

    /** Returns one JSON document, with all digits. */
    public String json() {
        return JsonText.of(json -> {
            json.beginObject().name("machine").value(machine).name("figures").beginArray();
            for (Figure figure : figures) {
                write(figure, json);
            }
            json.endArray().endObject();
        });
    }

    private static void write(Figure figure, JsonWriter json) throws IOException {
        json.beginObject().name("benchmark").value(figure.benchmark());
        json.name("subject").value(figure.subject());
        json.name("events").value(figure.events());
        number(json, "nanoseconds_per_event", figure.nanos());
        number(json, "least", figure.least());
        number(json, "most", figure.most());
        number(json, "ratio", figure.ratio());
        number(json, "bytes", figure.bytes());
        json.endObject();
    }

    private static void number(JsonWriter json, String name, double value) throws IOException {
        json.name(name);
        JsonText.number(json, value);
    }
}
