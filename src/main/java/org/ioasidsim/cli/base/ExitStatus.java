package org.ioasidsim.cli.base;

import java.util.stream.Stream;

/** The exit statuses, the most important first: if several apply, the first one is the program's. */
public enum ExitStatus {
    INTERRUPTED(130),
    TERMINATED(143),
    CLOSED_PIPE(141),
    USAGE(2),
    INPUT_INVALID(3),
    INTERNAL_FAILURE(1),
    ENGINE_FAILED(7),
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

    /** Returns the status of a code. */
    public static ExitStatus of(int code) {
        return Stream.of(values())
                .filter(status -> status.code == code)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the more important of the two. */
    public ExitStatus or(ExitStatus other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
