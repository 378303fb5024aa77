package org.ioasidsim.recording.table;

/** A trace that cannot be read on: the user's file is at fault, at a line that is told. */
public final class MalformedTraceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long line;

    /** Says what is wrong at a line, counted from 1. */
    public MalformedTraceException(long line, String problem) {
        super(problem);
        this.line = line;
    }

    /** Returns the line, counted from 1. */
    public long line() {
        return line;
    }
}
