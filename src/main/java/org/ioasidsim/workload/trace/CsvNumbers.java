package org.ioasidsim.workload.trace;

import de.siegmar.fastcsv.reader.FieldModifiers;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Place;
import org.ioasidsim.yaml.Problem;
import org.ioasidsim.yaml.Section;
import org.ioasidsim.yaml.Spelling;

/** Reads columns of non-negative numbers from a CSV file, plain or compressed by gzip. Each malformed row is a problem at its line. */
public final class CsvNumbers {
    private static final int REPORTED_ROWS = 10;

    private final Path file;
    private final List<String> columns;
    private final List<Problem> malformed = new ArrayList<>();
    private final double[][] values;
    private int rows;

    private CsvNumbers(Path file, List<String> columns) {
        this.file = file;
        this.columns = columns;
        this.values = new double[columns.size()][1024];
    }

    /**
     * Returns the values of {@code columns} in the rows that {@code wanted} accepts.
     *
     * @param skipMalformed how many malformed rows may be left out without a problem
     * @param complaints receives the problems
     */
    public static List<double[]> read(
            Path file,
            List<String> columns,
            Predicate<NamedCsvRecord> wanted,
            int skipMalformed,
            Complaints complaints) {
        var numbers = new CsvNumbers(file, columns);
        try (var csv = CsvRows.named(file, stripped())) {
            for (NamedCsvRecord row : csv) {
                if (!numbers.hasColumns(row, complaints)) {
                    break;
                }
                if (wanted.test(row)) {
                    numbers.add(row);
                }
            }
        } catch (IOException | UncheckedIOException | de.siegmar.fastcsv.reader.CsvParseException e) {
            complaints.problem("file", CsvRows.unreadable(e));
        }
        numbers.report(skipMalformed, complaints);
        return Arrays.stream(numbers.values)
                .map(column -> Arrays.copyOf(column, numbers.rows))
                .toList();
    }

    /** Returns what reads names and values without the blanks around them. */
    private static NamedCsvRecordHandler stripped() {
        return NamedCsvRecordHandler.of(builder -> builder.fieldModifier(FieldModifiers.STRIP));
    }

    /** Returns the form of the name of a column. */
    public static Form<String> columnName() {
        return Forms.text("the name of a column", ".+", "column");
    }

    private boolean hasColumns(NamedCsvRecord row, Complaints complaints) {
        for (String column : columns) {
            if (!row.getHeader().contains(column)) {
                complaints.problem(
                        "file",
                        "expected the column " + column + " in " + file.getFileName() + ", found "
                                + String.join(", ", row.getHeader()) + Spelling.didYouMean(column, row.getHeader()));
                return false;
            }
        }
        return true;
    }

    private void add(NamedCsvRecord row) {
        if (rows == values[0].length) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Arrays.copyOf(values[i], 2 * rows);
            }
        }
        for (int i = 0; i < values.length; i++) {
            String field = row.findField(columns.get(i)).orElse("");
            double value = number(field);
            if (!(value >= 0) || Double.isInfinite(value)) {
                var place = new Place(file.toString(), file, (int) row.getStartingLineNumber(), 1);
                malformed.add(new Problem(
                        place,
                        columns.get(i),
                        "expected a number of at least 0, found " + (field.isEmpty() ? "nothing" : field)
                                + advice(field)));
                return;
            }
            values[i][rows] = value;
        }
        rows++;
    }

    /** Returns what to do about a decimal comma; nothing for any other text. */
    private static String advice(String field) {
        return field.strip().matches("\\d+,\\d+") ? ": write a decimal comma as a point" : "";
    }

    private static double number(String field) {
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private void report(int skipMalformed, Complaints complaints) {
        if (malformed.size() <= skipMalformed) {
            return;
        }
        malformed.stream().limit(REPORTED_ROWS).forEach(complaints::problem);
        if (malformed.size() > REPORTED_ROWS) {
            complaints.problem(
                    "file", "expected at most " + skipMalformed + " malformed rows, found " + malformed.size());
        }
    }

    /** Receives the problems of a file. */
    public interface Complaints {
        void problem(String key, String message);

        void problem(Problem problem);

        /** Returns complaints that become problems of {@code section}. */
        static Complaints to(Section section) {
            return new Complaints() {
                @Override
                public void problem(String key, String message) {
                    section.problem(key, message);
                }

                @Override
                public void problem(Problem problem) {
                    section.problem(problem);
                }
            };
        }
    }
}
