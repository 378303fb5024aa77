package org.ioasidsim.recording.ktrace;

import org.ioasidsim.recording.table.MalformedTraceException;

/**
 * One event of a trace.
 *
 * @param line where it stands in the file, from 1
 * @param nanos its time on the trace's clock
 * @param tid the thread that was running
 * @param tgid the process of that thread, or {@link #UNKNOWN}
 * @param name without its subsystem
 * @param args what follows the name
 */
record TraceEvent(long line, long nanos, int tid, int tgid, String name, String args) {
    /** Says that the trace does not tell a process. */
    static final int UNKNOWN = -1;

    /** Returns a process or thread number. */
    static int number(String digits, long line) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new MalformedTraceException(line, "expected a pid below 2^31, found " + digits);
        }
    }
}
