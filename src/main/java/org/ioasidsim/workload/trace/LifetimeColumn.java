package org.ioasidsim.workload.trace;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ioasidsim.yaml.Place;
import org.ioasidsim.yaml.Problem;
import org.ioasidsim.yaml.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * A column of positive times in a CSV file, and which of them were cut off before their end.
 *
 * @param values in seconds, in the order of the rows
 * @param isCutOff for each value
 * @param ignoredMarks the number of rows that a column {@value #CENSORED} marks as cut off but that count as complete, because no
 *     column of marks was asked for
 * @param problems why the values cannot be used; none when they can
 */
public record LifetimeColumn(double[] values, boolean[] isCutOff, int ignoredMarks, List<Problem> problems) {
    /** The column of normalised traces that marks rows as cut off. */
    public static final String CENSORED = "censored";

    /** Beyond these, a picosecond and thirty million years, sums and powers of times leave the floating-point numbers. */
    private static final double LEAST_SECONDS = 1e-12;

    private static final double MOST_SECONDS = 1e15;

    private static final Set<String> COMPLETE = Set.of("", "0", "false");
    private static final Set<String> CUT_OFF = Set.of("R", "L", "LR", "1", "true");

    /** Returns whether a time is one that a process can have, from which laws can be fitted: 1e-12 to 1e15 seconds. */
    public static boolean isPossible(double seconds) {
        return seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS;
    }

    /**
     * Reads a file.
     *
     * @param censored the column that says which values were cut off: nothing, 0 or false for a complete one; R, L, LR, 1 or true for one cut off
     * @param zeroAs the {@linkplain #isPossible possible} value that replaces 0 (clocks with coarse resolution record 0); empty: a 0 is an error
     */
    public static LifetimeColumn read(Path file, String column, Optional<String> censored, Optional<Double> zeroAs) {
        return new Reading(file, column, censored, zeroAs).read();
    }

    /**
     * Reads a column of instants, in any order, and returns the gaps from each to the next greater, in their order in time; none is cut off.
     *
     * @param zeroAs what the gap between equal instants counts as; empty: that is an error
     */
    static LifetimeColumn gaps(Path file, String column, Optional<Double> zeroAs) {
        return new Reading(file, column, Optional.empty(), zeroAs).gaps();
    }

    private static final class Reading implements CsvNumbers.Complaints {
        private final Path file;
        private final String column;
        private final Optional<String> censored;
        private final Optional<Double> zeroAs;
        private final List<Problem> problems = new ArrayList<>();
        private final BitSet cutOff = new BitSet();
        private int rows;
        private int ignoredMarks;
        private @Nullable Problem firstWrong;

        Reading(Path file, String column, Optional<String> censored, Optional<Double> zeroAs) {
            this.file = file;
            this.column = column;
            this.censored = censored;
            this.zeroAs = zeroAs;
        }

        LifetimeColumn read() {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                problem(column, "expected a CSV file, found none that can be read");
                return new LifetimeColumn(new double[0], new boolean[0], 0, problems);
            }
            double[] values =
                    CsvNumbers.read(file, List.of(column), this::note, 0, this).get(0);
            if (problems.isEmpty() && firstWrong != null) {
                problem(firstWrong);
            }
            if (problems.isEmpty() && values.length == 0) {
                problem(column, "expected rows with numbers below a line of column names, found none");
            }
            double[] positive = Arrays.stream(values)
                    .map(value -> value == 0 ? zeroAs.orElse(0.0) : value)
                    .toArray();
            boolean[] isCutOff = new boolean[values.length];
            cutOff.stream().filter(row -> row < isCutOff.length).forEach(row -> isCutOff[row] = true);
            return new LifetimeColumn(positive, isCutOff, ignoredMarks, List.copyOf(problems));
        }

        LifetimeColumn gaps() {
            double[] instants =
                    CsvNumbers.read(file, List.of(column), row -> true, 0, this).get(0);
            if (problems.isEmpty() && instants.length < 2) {
                problem(column, "expected at least two rows with instants, found " + instants.length);
            }
            Arrays.sort(instants);
            double[] gaps = new double[Math.max(0, instants.length - 1)];
            Arrays.setAll(gaps, i -> instants[i + 1] - instants[i]);
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] = gaps[i] == 0 ? zeroAs.orElse(0.0) : gaps[i];
            }
            if (problems.isEmpty() && !Arrays.stream(gaps).allMatch(LifetimeColumn::isPossible)) {
                problem(
                        column,
                        "expected instants that differ, found some that do not: zero_as: T counts their gap as T");
            }
            return new LifetimeColumn(gaps, new boolean[gaps.length], 0, List.copyOf(problems));
        }

        /** Notes whether a row was cut off and what is wrong with it; returns true, since every row is wanted. */
        private boolean note(NamedCsvRecord row) {
            if (censored.isPresent()) {
                noteMark(row, censored.get());
            } else if (!COMPLETE.contains(row.findField(CENSORED).orElse(""))) {
                ignoredMarks++;
            }
            double seconds = seconds(row.findField(column).orElse(""));
            if (zeroAs.isEmpty() && seconds == 0) {
                wrong(
                        row,
                        column,
                        "expected a time above 0, found 0; --zero-as T, or zero_as: T in a scenario, counts it as T");
            } else if (seconds > 0 && !isPossible(seconds)) {
                wrong(row, column, "expected a time from 1e-12 to 1e15 seconds, found " + row.getField(column));
            }
            rows++;
            return true;
        }

        private void noteMark(NamedCsvRecord row, String name) {
            Optional<String> mark = row.findField(name);
            if (mark.isEmpty()) {
                wrong(
                        row,
                        name,
                        "expected this column, found " + String.join(", ", row.getHeader())
                                + Spelling.didYouMean(name, row.getHeader()));
            } else if (CUT_OFF.contains(mark.get())) {
                cutOff.set(rows);
            } else if (!COMPLETE.contains(mark.get())) {
                wrong(row, name, "expected nothing, 0 or false, or R, L, LR, 1 or true, found " + mark.get());
            }
        }

        /** Returns the number in a field; NaN if there is none, which is a problem of the reader. */
        private static double seconds(String field) {
            try {
                return Double.parseDouble(field);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }

        private void wrong(NamedCsvRecord row, String key, String message) {
            if (firstWrong == null) {
                firstWrong = new Problem(
                        new Place(file.toString(), file, (int) row.getStartingLineNumber(), 1), key, message);
            }
        }

        @Override
        public void problem(String key, String message) {
            problem(new Problem(new Place(file.toString(), file, 0, 0), key.equals("file") ? "" : key, message));
        }

        @Override
        public void problem(Problem problem) {
            problems.add(problem);
        }
    }
}
