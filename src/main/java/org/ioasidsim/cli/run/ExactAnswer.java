package org.ioasidsim.cli.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.stats.exact.Scaled;

/** The answer of a queueing model: its name, its input and its results, in the order of the calls that added them. */
public final class ExactAnswer {
    /** The digits of a number beyond the range of doubles, of which its logarithm leaves no more. */
    private static final int DIGITS = 11;

    private final String model;
    private final Map<String, List<Scaled>> values = new LinkedHashMap<>();
    private final Set<String> lists = new HashSet<>();

    public ExactAnswer(String model) {
        this.model = model;
    }

    /** Adds a number; returns this answer. */
    @CanIgnoreReturnValue
    public ExactAnswer with(String name, double value) {
        return with(name, Scaled.of(value));
    }

    /** Adds a number of any size; returns this answer. */
    @CanIgnoreReturnValue
    public ExactAnswer with(String name, Scaled value) {
        values.put(name, List.of(value));
        return this;
    }

    /** Adds one number per class of requests; returns this answer. */
    @CanIgnoreReturnValue
    public ExactAnswer with(String name, Scaled[] ofClasses) {
        values.put(name, List.of(ofClasses));
        lists.add(name);
        return this;
    }

    /** Returns the answer in a format of {@code --format}. */
    public String in(Options.Format format) {
        return switch (format) {
            case TEXT, LKML -> text();
            case JSON -> json();
            case CSV -> table("model,", ",", "", model);
            case MARKDOWN -> markdown();
        };
    }

    private String text() {
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        return values.entrySet().stream()
                .map(entry -> entry.getKey()
                        + " ".repeat(width + 2 - entry.getKey().length()) + texts(entry.getValue(), "  ") + "\n")
                .collect(Collectors.joining());
    }

    private String json() {
        return values.entrySet().stream()
                        .map(entry -> ", \"" + entry.getKey() + "\": " + jsonOf(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining("", "{\"model\": \"" + model + "\"", "}"))
                + "\n";
    }

    private String jsonOf(String name, List<Scaled> numbers) {
        String joined = numbers.stream().map(ExactAnswer::jsonOf).collect(Collectors.joining(", "));
        return lists.contains(name) ? "[" + joined + "]" : joined;
    }

    private static String jsonOf(Scaled number) {
        if (Double.isNaN(number.mantissa())) {
            return "null";
        }
        return Double.isInfinite(number.mantissa()) ? "\"" + text(number) + "\"" : text(number);
    }

    /** Returns the number as result files write it; one beyond the range of doubles as a power of ten. */
    private static String text(Scaled number) {
        return number.isDouble() ? Numbers.text(number.doubleValue()) : Numbers.text(number.decimal(DIGITS));
    }

    private String table(String head, String separator, String end, String first) {
        return head + String.join(separator, values.keySet()) + end + "\n" + first + separator
                + values.values().stream().map(numbers -> texts(numbers, " ")).collect(Collectors.joining(separator))
                + end + "\n";
    }

    private String markdown() {
        String rule = "|---" + "|---:".repeat(values.size()) + "|\n";
        String[] lines = table("| model | ", " | ", " |", "| " + model).split("\n", 2);
        return lines[0] + "\n" + rule + lines[1];
    }

    private static String texts(List<Scaled> numbers, String separator) {
        return numbers.stream().map(ExactAnswer::text).collect(Collectors.joining(separator));
    }
}
