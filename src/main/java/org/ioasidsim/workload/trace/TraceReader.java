package org.ioasidsim.workload.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/** The form of a recorded file in a scenario: the keys, and a look through the rows, so that a wrong row is found before anything runs. */
public final class TraceReader {
    private TraceReader() {}

    /**
     * A recorded file.
     *
     * @param meanSeconds of the lifetimes whose end it has; NaN if there are none
     * @param notes sentences on its clock, and on rows that ask for nothing
     */
    public record Checked(TraceSpec spec, double meanSeconds, List<String> notes) {}

    /** Returns the form of the trace of {@code tenant}. */
    public static Form<Checked> form(String tenant) {
        return Forms.section(section -> read(section, tenant));
    }

    private static Checked read(Section section, String tenant) {
        TraceSpec spec = TraceSpec.read(section, tenant);
        boolean isThere = !section.isProbing() && Files.isReadable(spec.file());
        return isThere ? checkRows(spec, section) : unchecked(spec);
    }

    private static Checked unchecked(TraceSpec spec) {
        double from = Double.isNaN(spec.fromSeconds()) ? 0 : spec.fromSeconds();
        return new Checked(spec.beginningAt(from), Double.NaN, List.of());
    }

    /** Reports what is wrong with the rows; returns them with what was found of them. */
    private static Checked checkRows(TraceSpec spec, Section section) {
        try {
            TraceFindings found = CheckedTraces.findings(spec);
            found.problems().forEach(section::problem);
            if (found.problems().isEmpty() && found.rows() == 0) {
                section.problem("file", "expected rows " + spec.describedRows() + ", found none");
            }
            return new Checked(spec.beginningAt(found.fromSeconds()), found.meanSeconds(), found.notes());
        } catch (IOException e) {
            section.problem("file", CsvRows.unreadable(e));
            return unchecked(spec);
        }
    }

    /**
     * Returns how long rows arrive, in simulated seconds: all rounds where the window has an end, infinite for rounds without end; else
     * until the last row.
     *
     * @throws IOException where the file cannot be read any more
     */
    public static double lengthSeconds(TraceSpec spec) throws IOException {
        if (Double.isInfinite(spec.untilSeconds())) {
            return CheckedTraces.findings(spec).lastSeconds();
        }
        return spec.rounds() == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : spec.rounds() * spec.roundSeconds();
    }

    /**
     * Returns how many rows live at each of some times; a row without an end lives on.
     *
     * @param timeSeconds ascending, in simulated seconds from the beginning of the window
     * @throws IOException where the file cannot be read any more
     */
    public static int[] occupancy(TraceSpec spec, double[] timeSeconds) throws IOException {
        var change = new int[timeSeconds.length + 1];
        try (TraceFile rows = TraceFile.open(spec)) {
            while (rows.next()) {
                double end = rows.isOpen() ? Double.POSITIVE_INFINITY : rows.startSeconds() + rows.durationSeconds();
                change[firstAtOrAfter(timeSeconds, rows.startSeconds())]++;
                change[firstAtOrAfter(timeSeconds, end)]--;
            }
        }
        var living = new int[timeSeconds.length];
        for (int i = 0, now = 0; i < living.length; i++) {
            now += change[i];
            living[i] = now;
        }
        return living;
    }

    private static int firstAtOrAfter(double[] times, double seconds) {
        int found = Arrays.binarySearch(times, seconds);
        return found >= 0 ? found : -found - 1;
    }
}
