package org.ioasidsim.yaml;

/** The way in which a value of one type is written. Reads such values, describes them, and supplies one in place of a wrong one. */
public interface Form<T> {
    /** Returns the value at the cursor; if it is wrong, reports a problem and returns {@link #placeholder}. */
    T read(Cursor cursor);

    /** Returns whether a node of this kind is meant for this form; its value may still be wrong. */
    boolean takes(Node node);

    Shape shape();

    /** Returns some right value, with which reading continues after a problem. */
    T placeholder();

    /** Returns what a message says was expected. */
    String expected();
}
