package org.ioasidsim.yaml;

/** How a value of some type is written: reads it, describes it, and stands in for it where it is wrong. */
public interface Form<T> {
    /** Returns what stands at the cursor; when that is wrong, reports it and returns {@link #placeholder}. */
    T read(Cursor cursor);

    /** Returns whether a node of this kind is meant to be read by this form. */
    boolean takes(Node node);

    Shape shape();

    /** Returns some right value, so that reading can go on behind a problem. */
    T placeholder();

    /** Returns what a message says was expected. */
    String expected();
}
