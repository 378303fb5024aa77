package org.ioasidsim.cli.run;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.report.text.WrappedText;
import org.ioasidsim.stats.exact.Scaled;

/** The answer of a queueing model: its name, its input and its results, in the order of the calls that added them. */
public final class ExactAnswer {
    /** The digits of a number beyond the range of doubles, of which its logarithm leaves no more. */
    private static final int DIGITS = 11;

    private static final int READ_DIGITS = 10;
    private static final Pattern OF_TENANT = Pattern.compile("(.*)[.](load|blocking|refused_at_(/.*))");
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("load", "requests per mean hold (Erlangs)"),
            Map.entry("ids", "ids in the pool"),
            Map.entry("capacity", "ids that the host has"),
            Map.entry("sources", "processes"),
            Map.entry("alpha", "mean hold over mean pause of one process"),
            Map.entry("places", "ids and places to wait"),
            Map.entry("reserve", "ids kept for the first class"),
            Map.entry("retry_rate", "mean hold over mean pause before a retry"),
            Map.entry("persistence", "probability of trying again, at each refusal"),
            Map.entry("blocking", "share of requests refused"),
            Map.entry("at_cap", "share of requests refused at the group's cap"),
            Map.entry("at_root", "share of requests refused for want of ids"),
            Map.entry("carried", "ids held on average"),
            Map.entry("utilisation", "share of the ids held on average"),
            Map.entry("time_congestion", "share of time without a free id"),
            Map.entry("traffic_congestion", "share of the wanted load not carried"),
            Map.entry("waiting", "share of requests that wait"),
            Map.entry("mean_waiting", "requests waiting on average"),
            Map.entry("mean_wait_in_holds", "mean wait of a request, in mean holds"),
            Map.entry("mean_present", "processes holding or waiting on average"),
            Map.entry("mean_orbit", "requests about to try again on average"),
            Map.entry("empty", "share of time in which no id is held"),
            Map.entry("mean_in_holds", "mean time until no id is free, in mean holds"),
            Map.entry("fluid_in_holds", "the same for arrivals without chance"),
            Map.entry("exhausted_before_empty", "probability of running full before empty"),
            Map.entry("mean", "mean load of the refused requests, Erlangs"),
            Map.entry("variance", "variance of that load"),
            Map.entry("peakedness", "variance over mean: 1 for Poisson, burstier above"),
            Map.entry("probability", "probability of that many ids held or more"));

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

    /** Returns a line for each number: its key, its first digits and what it is. */
    private String text() {
        List<List<String>> rows = new ArrayList<>();
        values.forEach((name, numbers) -> {
            for (int i = 0; i < numbers.size(); i++) {
                String key = lists.contains(name) ? name + " " + (i + 1) : name;
                rows.add(List.of(key, rounded(numbers.get(i)), meaning(name)));
            }
        });
        int keys = width(rows, 0);
        int numbers = width(rows, 1);
        return rows.stream()
                .map(row -> WrappedText.beside(
                        padded(row.get(0), keys) + "  " + row.get(1), keys + numbers + 4, row.get(2), ScreenText.WIDTH))
                .collect(Collectors.joining());
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    /** Returns as many digits of a number as people read. */
    private static String rounded(Scaled number) {
        double value = number.doubleValue();
        boolean isRounded = number.isDouble() && Double.isFinite(value);
        return isRounded
                ? Numbers.text(new BigDecimal(value)
                        .round(new MathContext(READ_DIGITS))
                        .doubleValue())
                : text(number);
    }

    /** Returns what the number of a key is; of a cap tree the keys are {@code TENANT.load}, {@code TENANT.blocking}, {@code TENANT.refused_at_LEVEL}. */
    private static String meaning(String name) {
        Matcher ofTenant = OF_TENANT.matcher(name);
        if (!ofTenant.matches()) {
            return MEANINGS.getOrDefault(name, "");
        }
        String level = ofTenant.group(3);
        return level == null ? MEANINGS.getOrDefault(ofTenant.group(2), "") : "share of requests refused at " + level;
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
