package org.ioasidsim.recording.dataset;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.random.KeyedStream;
import org.ioasidsim.random.Streams;
import org.ioasidsim.recording.table.BoundedLines;
import org.ioasidsim.recording.table.MalformedTraceException;
import org.ioasidsim.recording.table.SortedRuns;
import org.ioasidsim.recording.table.TraceRow;
import org.ioasidsim.recording.table.TraceTable;

/**
 * Invocations of the Azure Functions 2019 data set, which has a count for each function and minute. The counts are real. The instants
 * within the minute (uniform) and the durations (linear between the published quantiles) are drawn, and the class of each row ends in
 * {@code -drawn}. Each minute of a function has a random stream of its own, so that it is the same in every window. Second 0 is the start
 * of the window; the tenant is the owner, the user the function, both numbered.
 *
 * <p>Source: Shahrad et al., Serverless in the Wild, ATC 2020; AzureFunctionsDataset2019.md.
 */
public final class FunctionMinutes implements TraceTable {
    /** The name of the data set in messages. */
    public static final String TITLE = "Azure Functions 2019, invocations by minute";

    private static final List<String> COLUMNS = List.of("HashFunction", "HashApp", "HashOwner");
    private static final Pattern MINUTE = Pattern.compile("(?:minute_)?([1-9]\\d{0,3})");

    /** The most invocations of one minute, all of which are in memory at once. */
    private static final int MAX_IN_A_MINUTE = 5_000_000;

    private static final int MICROS_PER_MINUTE = 60_000_000;
    private static final long NANOS_PER_MICRO = 1000;
    private static final double MICROS_PER_MILLI = 1000;

    /** Bits of an invocation's number within its minute, below the bits of its instant. */
    private static final int ORDINAL_BITS = 32;

    private final FunctionDurations durations;
    private final Streams streams;
    private final MinuteWindow window;
    private final List<Function> functions = new ArrayList<>();
    private final SortedRuns<Count> counts = new SortedRuns<>(Count.BY_MINUTE, Count.CODEC);
    private final long[] perMinute = new long[MinuteWindow.MINUTES_PER_DAY + 1];
    private final Set<String> seen = new HashSet<>();
    private final Numbering owners = new Numbering();
    private final Numbering numbers = new Numbering();
    private final long seed;
    private long invocations;
    private long invokedFunctions;
    private long withoutDurations;

    private FunctionMinutes(FunctionDurations durations, MinuteWindow window, long seed) {
        this.durations = durations;
        this.window = window;
        this.seed = seed;
        this.streams = new Streams(seed, 0);
    }

    /**
     * A function.
     *
     * @param key names its random streams
     * @param quantiles of its durations, in milliseconds
     */
    private record Function(String key, String owner, String number, String category, double[] quantiles) {}

    /**
     * The invocations of a function in a minute.
     *
     * @param function its index in the list of functions
     */
    private record Count(int minute, int function, int invocations) {
        static final Comparator<Count> BY_MINUTE =
                Comparator.comparingInt(Count::minute).thenComparingInt(Count::function);

        static final SortedRuns.Codec<Count> CODEC = new SortedRuns.Codec<>() {
            @Override
            public void write(Count count, DataOutputStream out) throws IOException {
                out.writeInt(count.minute);
                out.writeInt(count.function);
                out.writeInt(count.invocations);
            }

            @Override
            public Count read(DataInputStream in) throws IOException {
                return new Count(in.readInt(), in.readInt(), in.readInt());
            }
        };
    }

    /** Returns whether a file that begins with {@code header} is of this data set. */
    public static boolean isMatch(String header) {
        List<String> names = Arrays.asList(header.split(",", -1));
        return names.contains("HashFunction") || names.contains("minute_1") || names.containsAll(List.of("1", "1440"));
    }

    /** Reads the counts of a day. */
    public static FunctionMinutes read(BoundedLines lines, FunctionDurations durations, MinuteWindow window, long seed)
            throws IOException {
        var minutes = new FunctionMinutes(durations, window, seed);
        boolean isRead = false;
        try {
            minutes.read(CsvLines.withHeader(lines, COLUMNS));
            isRead = true;
            return minutes;
        } finally {
            if (!isRead) {
                minutes.close();
            }
        }
    }

    private void read(CsvLines csv) throws IOException {
        int[] minuteOf = minutes(csv);
        while (csv.advance()) {
            String key = FunctionDurations.key(csv) + "/" + trigger(csv);
            if (!seen.add(key)) {
                throw new MalformedTraceException(
                        csv.line(), "expected each function once, found again " + csv.text("HashFunction"));
            }
            Optional<double[]> quantiles = durations.of(FunctionDurations.key(csv));
            String number = numbers.cell(FunctionDurations.key(csv));
            String owner = owners.cell(csv.text("HashOwner"));
            quantiles.ifPresent(
                    known -> functions.add(new Function(key, owner, number, trigger(csv) + "-drawn", known)));
            long before = invocations;
            counts(csv, minuteOf, quantiles.isPresent());
            invokedFunctions += invocations > before ? 1 : 0;
        }
    }

    /** Returns the minute of each column, or 0 for a column of another kind. */
    private int[] minutes(CsvLines csv) {
        int[] minuteOf = csv.names().stream()
                .map(MINUTE::matcher)
                .mapToInt(name -> name.matches() ? minute(name, csv.line()) : 0)
                .toArray();
        for (int minute = window.first(); minute <= window.last(); minute++) {
            int wanted = minute;
            if (Arrays.stream(minuteOf).noneMatch(found -> found == wanted)) {
                throw new MalformedTraceException(
                        csv.line(),
                        "expected a column with the count of each minute of the window, found none for minute "
                                + wanted);
            }
        }
        return minuteOf;
    }

    private static int minute(Matcher name, long line) {
        int minute = Integer.parseInt(name.group(1));
        if (minute > MinuteWindow.MINUTES_PER_DAY) {
            throw new MalformedTraceException(
                    line,
                    "expected minutes up to " + MinuteWindow.MINUTES_PER_DAY + ", found a column " + name.group());
        }
        return minute;
    }

    private static String trigger(CsvLines csv) {
        return csv.names().contains("Trigger") ? csv.text("Trigger").toLowerCase(Locale.ROOT) : "serverless";
    }

    private void counts(CsvLines csv, int[] minuteOf, boolean hasDurations) {
        for (int column = 0; column < minuteOf.length; column++) {
            int minute = minuteOf[column];
            if (minute == 0 || !window.holds(minute) || csv.text(column).equals("0")) {
                continue;
            }
            String name = csv.names().get(column);
            int count = (int) Fields.count(csv.text(column), name, csv.line(), MAX_IN_A_MINUTE);
            if (hasDurations) {
                add(new Count(minute, functions.size() - 1, count), csv.line());
            } else {
                withoutDurations += count;
            }
        }
    }

    private void add(Count count, long line) {
        perMinute[count.minute()] += count.invocations();
        if (perMinute[count.minute()] > MAX_IN_A_MINUTE) {
            throw new MalformedTraceException(
                    line,
                    "minute " + count.minute() + ": expected at most " + MAX_IN_A_MINUTE
                            + " invocations over all functions, found more: take a sample of the functions");
        }
        invocations += count.invocations();
        counts.add(count);
    }

    @Override
    public List<String> columns() {
        return TraceRow.COLUMNS;
    }

    @Override
    public void forEachByStart(Consumer<String[]> cells) {
        var expansion = new Expansion(cells);
        counts.forEach(expansion::add);
        expansion.flush();
    }

    /** Draws the invocations minute by minute, as the counts arrive. */
    private final class Expansion {
        private final Consumer<String[]> cells;
        private final KeyedStream stream = new KeyedStream();
        private int minute;
        private int size;
        private long[] instants = new long[1024];
        private int[] functionOf = new int[1024];
        private long[] durationNanos = new long[1024];
        private long id;

        Expansion(Consumer<String[]> cells) {
            this.cells = cells;
        }

        void add(Count count) {
            if (count.minute() != minute) {
                flush();
                minute = count.minute();
            }
            Function function = functions.get(count.function());
            stream.restart(streams.key(function.key(), minute, "invocations"), 0);
            for (int i = 0; i < count.invocations(); i++) {
                draw(count.function(), function.quantiles());
            }
        }

        private void draw(int function, double[] quantiles) {
            if (size == instants.length) {
                instants = Arrays.copyOf(instants, 2 * size);
                functionOf = Arrays.copyOf(functionOf, 2 * size);
                durationNanos = Arrays.copyOf(durationNanos, 2 * size);
            }
            // Sorting the instants also sorts the numbers behind them: two invocations of one microsecond stay in the
            // order of their drawing.
            instants[size] = (long) (stream.nextDouble() * MICROS_PER_MINUTE) << ORDINAL_BITS | size;
            durationNanos[size] =
                    Math.round(FunctionDurations.quantile(quantiles, stream.nextDouble()) * MICROS_PER_MILLI)
                            * NANOS_PER_MICRO;
            functionOf[size] = function;
            size++;
        }

        /** Passes the rows of the present minute on, sorted by start. */
        void flush() {
            Arrays.sort(instants, 0, size);
            long originMicros = (long) (minute - window.first()) * MICROS_PER_MINUTE;
            for (int i = 0; i < size; i++) {
                int ordinal = (int) instants[i];
                long start = (originMicros + (instants[i] >>> ORDINAL_BITS)) * NANOS_PER_MICRO;
                cells.accept(row(functions.get(functionOf[ordinal]), start, start + durationNanos[ordinal]));
            }
            size = 0;
        }

        private String[] row(Function function, long start, long end) {
            var row = new TraceRow(
                    "invocation",
                    start,
                    end,
                    false,
                    false,
                    function.owner(),
                    function.number(),
                    "",
                    "",
                    "",
                    function.category(),
                    id);
            return row.cells(id++, end);
        }
    }

    @Override
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add("the counts of each minute are the data set's; instants within the minute (uniform) and durations"
                + " (linear between the published quantiles) are DRAWN, with seed " + seed);
        if (withoutDurations > 0) {
            sentences.add(withoutDurations + " invocations of functions without durations: left out");
        }
        sentences.addAll(durations.sentences());
        return sentences;
    }

    @Override
    public long count() {
        return invocations;
    }

    @Override
    public List<String> advice() {
        return List.of(
                "found none: needed are minutes with invocations of functions whose durations are in --durations;"
                        + " --window A-B chooses others");
    }

    @Override
    public void close() throws IOException {
        counts.close();
    }

    @Override
    public String toString() {
        return invocations + " invocations of " + invokedFunctions + " functions in " + window.minutes() + " minutes ("
                + window + "; second 0 is the start of the first)";
    }
}
