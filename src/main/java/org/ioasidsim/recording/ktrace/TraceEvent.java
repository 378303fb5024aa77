package org.ioasidsim.recording.ktrace;

import org.ioasidsim.recording.table.MalformedTraceException;

/**
 * One event of a trace.
 *
 * @param line its line in the file, from 1
 * @param nanos its time on the trace's clock
 * @param task that was running
 * @param name without its subsystem
 * @param args the text behind the name
 */
record TraceEvent(long line, long nanos, Task task, String name, String args) {
    /** The process or thread of an event that does not say it. */
    static final int UNKNOWN = -1;

    /**
     * The task that was running.
     *
     * @param machine the file that a report of several machines read the event from; empty where there is one
     * @param tid the thread, or {@link #UNKNOWN}
     * @param tgid the process of that thread, or {@link #UNKNOWN}
     */
    record Task(String machine, int tid, int tgid, String comm) {
        static final Task NONE = new Task("", UNKNOWN, UNKNOWN, "");

        Task on(String other) {
            return new Task(other, tid, tgid, comm);
        }
    }

    int tid() {
        return task.tid;
    }

    int tgid() {
        return task.tgid;
    }

    String machine() {
        return task.machine;
    }

    TraceEvent on(String machine) {
        return new TraceEvent(line, nanos, task.on(machine), name, args);
    }

    /** Returns the number of the process, or of the thread where the trace does not say whose it is. */
    int pid() {
        return task.tgid == UNKNOWN ? task.tid : task.tgid;
    }

    /** Reads a process or thread number. */
    static int number(String digits, long line) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new MalformedTraceException(line, "expected a pid below 2^31, found " + digits);
        }
    }
}
