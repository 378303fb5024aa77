package org.ioasidsim.recording.table;

/** Thrown at the line of a recording, the user's file, from which it cannot be read further. */
public final class MalformedTraceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long line;

    /**
     * Makes an exception.
     *
     * @param line counted from 1
     * @param problem what was expected and what was found
     */
    public MalformedTraceException(long line, String problem) {
        super(problem);
        this.line = line;
    }

    /** Returns the line, counted from 1. */
    public long line() {
        return line;
    }
}
