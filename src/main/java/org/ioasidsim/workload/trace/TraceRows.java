package org.ioasidsim.workload.trace;

import java.io.Closeable;
import java.io.IOException;

/** The rows of a recorded file for one tenant: few are kept in memory, many are read anew each time. */
public interface TraceRows {
    /** Returns a cursor before the first row. */
    Cursor open() throws IOException;

    /** Reads rows in the order of their starts; times are in simulated seconds from the beginning of the window. */
    interface Cursor extends Closeable {
        /** Goes to the next row; false at the end. */
        boolean next() throws IOException;

        double startSeconds();

        /** Returns how long the row lives, in seconds; if it is open, how long it was seen. */
        double durationSeconds();

        /** Returns whether the end was not seen. */
        boolean isOpen();

        /** Returns whether the row had started before the window. */
        boolean isCarriedIn();

        /** Returns the number of the row's instance, from 0 in the order of their first rows; 0 if rows have no instance. */
        int instance();
    }
}
