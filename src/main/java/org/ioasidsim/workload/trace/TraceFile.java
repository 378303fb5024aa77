package org.ioasidsim.workload.trace;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.yaml.Place;
import org.ioasidsim.yaml.Problem;
import org.ioasidsim.yaml.RecordedTime;
import org.ioasidsim.yaml.Spelling;

/** The rows of a recorded file that a {@link TraceSpec} wants, one at a time in the order of the file, so that its length does not matter. */
final class TraceFile implements TraceRows.Cursor, Closeable {
    private static final int REPORTED_ROWS = 10;
    private static final int ABSENT = -1;
    private static final Set<String> OPEN = Set.of("R", "LR");
    private static final Set<String> KNOWN_MARKS = Set.of("", "L", "R", "LR");

    private final TraceSpec spec;
    private final CsvRows rows;
    private final boolean readsAll;
    private final RecordedTime clock = new RecordedTime();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> values;
    private final Map<String, Integer> instances = new HashMap<>();
    private int start;
    private int duration;
    private int end;
    private int censored;
    private int tenant;
    private int instance;
    private int malformed;
    private double latestSeconds = Double.NEGATIVE_INFINITY;

    private double startSeconds;
    private double durationSeconds;
    private boolean isOpen;
    private boolean isCarriedIn;
    private int instanceNumber;

    private TraceFile(TraceSpec spec, CsvRows rows, boolean readsAll) {
        this.spec = spec;
        this.rows = rows;
        this.readsAll = readsAll;
        this.values = new HashSet<>(spec.values());
    }

    /** Reads a whole file and returns what was found. A window without a beginning gets it from the rows. */
    static TraceFindings check(TraceSpec spec) throws IOException {
        boolean beginsWithFile = Double.isNaN(spec.fromSeconds());
        TraceSpec read = beginsWithFile ? spec.beginningAt(0) : spec;
        try (TraceFile file = new TraceFile(read, CsvRows.open(spec.file()), true)) {
            long count = 0;
            double last = 0;
            long ended = 0;
            long endedAtOnce = 0;
            double lifetimes = 0;
            if (file.findColumns()) {
                while (file.next()) {
                    count++;
                    last = file.startSeconds;
                    ended += file.isOpen ? 0 : 1;
                    endedAtOnce += !file.isOpen && file.durationSeconds == 0 ? 1 : 0;
                    lifetimes += file.isOpen ? 0 : file.durationSeconds;
                }
                file.judgeMalformed();
            }
            double from = beginsWithFile ? file.clock.originSeconds() : spec.fromSeconds();
            double moved = beginsWithFile ? from / spec.speed() : 0;
            List<String> notes = new ArrayList<>(beginsWithFile ? file.clock.sentences() : List.of());
            if (endedAtOnce > 0) {
                notes.add(endedAtOnce + " of " + Numbers.counted(count, "row") + (endedAtOnce == 1 ? " lasts" : " last")
                        + " 0 s: what ends at once asks for no id");
            }
            return new TraceFindings(count, from, last - moved, lifetimes / ended, notes, file.problems);
        }
    }

    /** Opens a file that {@link #check} has found to be without problems. */
    static TraceFile open(TraceSpec spec) throws IOException {
        TraceFile file = new TraceFile(spec, CsvRows.open(spec.file()), false);
        if (!file.findColumns()) {
            file.close();
            throw new IOException("the file has changed since it was checked: " + file.problems.get(0));
        }
        return file;
    }

    private boolean findColumns() {
        start = column(spec.startColumn());
        end = spec.endColumn() == null ? ABSENT : column(spec.endColumn());
        duration = end == ABSENT ? column(spec.durationColumn()) : ABSENT;
        String mark = spec.censoredColumn();
        if (TraceSpec.AUTO.equals(mark)) {
            censored = rows.header().indexOf("censored");
        } else {
            censored = mark == null ? ABSENT : column(mark);
        }
        tenant = spec.tenantColumn() == null ? ABSENT : column(spec.tenantColumn());
        instance = spec.instanceColumn() == null ? ABSENT : column(spec.instanceColumn());
        return problems.isEmpty();
    }

    private int column(String name) {
        int index = rows.header().indexOf(name);
        if (index < 0) {
            String found = rows.header().isEmpty() ? "nothing" : String.join(", ", rows.header());
            problem(1, name, "expected this column, found " + found + Spelling.didYouMean(name, rows.header()));
        }
        return index;
    }

    @Override
    public boolean next() throws IOException {
        while (rows.next()) {
            if (tenant != ABSENT && !values.contains(rows.field(tenant))) {
                observeOther();
                continue;
            }
            if (!read()) {
                malformed++;
                continue;
            }
            clock.add(startSeconds, startSeconds + durationSeconds);
            if (startSeconds >= spec.untilSeconds()) {
                if (!readsAll) {
                    return false;
                }
            } else if (cut()) {
                instanceNumber = instance == ABSENT
                        ? 0
                        : instances.computeIfAbsent(rows.field(instance), value -> instances.size());
                return true;
            }
        }
        return false;
    }

    /** Lets the clock of the file, which is one for all tenants, count a row of another one. */
    private void observeOther() {
        double start = parsed(rows.field(this.start));
        if (readsAll && start >= 0) {
            clock.add(start, start);
        }
    }

    private static double parsed(String field) {
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Reads the times of the current row; returns false and reports a problem if it is malformed. */
    private boolean read() {
        String mark = censored == ABSENT ? "" : rows.field(censored);
        if (!KNOWN_MARKS.contains(mark)) {
            problem(rows.line(), rows.header().get(censored), "expected nothing, L, R or LR, found " + mark);
            return false;
        }
        isOpen = OPEN.contains(mark);
        startSeconds = number(start);
        durationSeconds = length();
        if (Double.isNaN(startSeconds) || Double.isNaN(durationSeconds)) {
            return false;
        }
        if (startSeconds < latestSeconds) {
            problem(
                    rows.line(),
                    spec.startColumn(),
                    "expected a start of at least " + latestSeconds + " as in a row before, found " + startSeconds
                            + "; sort the rows by this column");
            return false;
        }
        latestSeconds = startSeconds;
        return true;
    }

    /** Returns how long the current row lives, from its column or from that of ends; 0 for an open row without either. */
    private double length() {
        int column = end == ABSENT ? duration : end;
        if (isOpen && rows.field(column).isEmpty()) {
            return 0;
        }
        double value = number(column);
        if (end == ABSENT) {
            return value;
        }
        if (value < startSeconds) {
            problem(
                    rows.line(),
                    rows.header().get(end),
                    "expected an end at or after the start " + startSeconds + ", found " + value);
            return Double.NaN;
        }
        return value - startSeconds;
    }

    /** Returns a number of at least 0; reports a problem and returns NaN for anything else. */
    private double number(int column) {
        String field = rows.field(column);
        double value = parsed(field);
        if (!(value >= 0) || Double.isInfinite(value)) {
            problem(
                    rows.line(),
                    rows.header().get(column),
                    "expected a number of at least 0, found " + (field.isEmpty() ? "nothing" : field));
            return Double.NaN;
        }
        return value;
    }

    /** Cuts the row to the window and applies the speed; returns false if the row ends before the window. */
    private boolean cut() {
        double end = startSeconds + durationSeconds;
        isCarriedIn = startSeconds < spec.fromSeconds();
        if (isCarriedIn) {
            if (end <= spec.fromSeconds() && !isOpen) {
                return false;
            }
            startSeconds = spec.fromSeconds();
            durationSeconds = Math.max(0, end - startSeconds);
        }
        startSeconds = (startSeconds - spec.fromSeconds()) / spec.speed();
        durationSeconds /= spec.speed();
        return true;
    }

    private void problem(long line, String key, String message) {
        if (problems.size() < Math.max(REPORTED_ROWS, spec.skipMalformed() + 1)) {
            var place = new Place(spec.file().toString(), spec.file(), (int) line, 1);
            problems.add(new Problem(place, key, message));
        }
    }

    /** Drops the problems if the malformed rows are few enough to be skipped; adds their number if not all were reported. */
    private void judgeMalformed() {
        if (malformed <= spec.skipMalformed()) {
            problems.clear();
        } else if (malformed > problems.size()) {
            List<Problem> reported = List.copyOf(problems.subList(0, Math.min(REPORTED_ROWS, problems.size())));
            problems.clear();
            problems.addAll(reported);
            problem(0, "", "expected at most " + spec.skipMalformed() + " malformed rows, found " + malformed);
        }
    }

    @Override
    public double startSeconds() {
        return startSeconds;
    }

    @Override
    public double durationSeconds() {
        return durationSeconds;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public boolean isCarriedIn() {
        return isCarriedIn;
    }

    @Override
    public int instance() {
        return instanceNumber;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
