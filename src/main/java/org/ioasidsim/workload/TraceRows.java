package org.ioasidsim.workload;

import java.io.Closeable;
import java.io.IOException;

/** The rows of a recorded file for one tenant: kept in memory where they are few, read anew each time where they are many. */
interface TraceRows {
    /** Returns a cursor before the first row. */
    Cursor open() throws IOException;

    /** Goes through rows in the order of their starts; times in simulated seconds from the beginning of the window. */
    interface Cursor extends Closeable {
        /** Goes to the next row; false at the end. */
        boolean next() throws IOException;

        double startSeconds();

        /** Returns how long the row lives; as long as it was seen, where it is open. */
        double durationSeconds();

        /** Returns whether the end was not seen. */
        boolean isOpen();

        /** Returns whether the row had started before the window. */
        boolean isCarriedIn();

        /** Returns the number of the instance that the row belongs to, from 0 in the order of first rows; 0 where rows do not say. */
        int instance();
    }
}
