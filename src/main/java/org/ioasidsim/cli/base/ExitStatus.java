package org.ioasidsim.cli.base;

/** What the program's exit status says; of several that apply, the first one counts. */
public enum ExitStatus {
    INTERRUPTED(130),
    TERMINATED(143),
    USAGE(2),
    INPUT_INVALID(3),
    INTERNAL_FAILURE(1),
    REPLICATIONS_FAILED(4),
    PRECISION_NOT_REACHED(6),
    CHECK_NOT_MET(5),
    DONE(0);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Returns the one of both that counts. */
    public ExitStatus or(ExitStatus other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
