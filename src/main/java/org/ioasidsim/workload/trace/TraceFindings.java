package org.ioasidsim.workload.trace;

import java.util.List;
import org.ioasidsim.yaml.Problem;

/**
 * What a recorded file has for a {@link TraceSpec}, found by reading it once from end to end.
 *
 * @param rows that the specification wants
 * @param lastSeconds when the last of them arrives, in simulated seconds from the beginning of the window; 0 where there are none
 * @param fromSeconds where the window begins, of the file's time
 * @param meanSeconds of the lifetimes of those whose end was seen, as they arrive; NaN where there are none
 * @param notes sentences on the clock of the file, and on rows that ask for nothing
 * @param problems with their lines; none when the file can be used
 */
record TraceFindings(
        long rows,
        double fromSeconds,
        double lastSeconds,
        double meanSeconds,
        List<String> notes,
        List<Problem> problems) {
    TraceFindings {
        notes = List.copyOf(notes);
        problems = List.copyOf(problems);
    }
}
