package org.ioasidsim.recording.ktrace;

import org.ioasidsim.recording.table.MalformedTraceException;

/**
 * One event of a trace.
 *
 * @param line its line in the file, from 1
 * @param nanos its time on the trace's clock
 * @param tid the thread that was running
 * @param tgid the process of that thread, or {@link #UNKNOWN}
 * @param name without its subsystem
 * @param args the text behind the name
 */
record TraceEvent(long line, long nanos, int tid, int tgid, String name, String args) {
    /** The process of an event whose process is not in the trace. */
    static final int UNKNOWN = -1;

    /** Reads a process or thread number. */
    static int number(String digits, long line) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new MalformedTraceException(line, "expected a pid below 2^31, found " + digits);
        }
    }
}
