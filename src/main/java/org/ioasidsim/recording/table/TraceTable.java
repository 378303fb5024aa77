package org.ioasidsim.recording.table;

import java.io.Closeable;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Recorded lifetimes sorted by start, and what a reader must know about them. Closing deletes its temporary files. */
public interface TraceTable extends Closeable {
    /** Returns the names of the columns. */
    List<String> columns();

    /** Passes the cells of each row to {@code cells}; the first cell numbers the rows from 0. Every call passes the same. */
    void forEachByStart(Consumer<String[]> cells);

    /** Returns a sentence for each reason for which something was left out or differs from the recording. */
    List<String> sentences();

    /** Returns the number of rows. */
    long count();

    /** Returns what stands in the file where there are no rows and what is needed, the end of a sentence, and lines of commands. */
    List<String> advice();

    /** Returns how many requests the recording itself saw refused; empty where it does not tell. */
    default OptionalLong refusals() {
        return OptionalLong.empty();
    }

    /** Returns the number and kind of the rows, and how many were observed only in part. */
    @Override
    String toString();
}
