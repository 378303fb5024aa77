package org.ioasidsim.recording.table;

import java.io.Closeable;
import java.util.List;
import java.util.function.Consumer;

/** Recorded lifetimes in the order of their starts, and what a reader has to know of them. Closing deletes its temporary files. */
public interface TraceTable extends Closeable {
    /** Returns the names of the columns. */
    List<String> columns();

    /** Passes the cells of each row on, numbered from 0; the same each time. */
    void forEachByStart(Consumer<String[]> cells);

    /** Returns what was left out and what is not as recorded, a sentence each. */
    List<String> sentences();

    /** Returns how many rows there are, of what, and how many of them were observed in part. */
    @Override
    String toString();
}
