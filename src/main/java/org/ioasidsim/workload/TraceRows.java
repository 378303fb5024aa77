package org.ioasidsim.workload;

/** The rows of a recorded file that belong to one tenant, in the order of their starts. */
public final class TraceRows {
    /** No rows. */
    static final TraceRows NONE = new TraceRows(new double[0], new double[0]);

    private final double[] startSeconds;
    private final double[] durationSeconds;

    /** Takes the columns of the file; starts must ascend. */
    TraceRows(double[] startSeconds, double[] durationSeconds) {
        this.startSeconds = startSeconds;
        this.durationSeconds = durationSeconds;
    }

    int size() {
        return startSeconds.length;
    }

    double startSeconds(int row) {
        return startSeconds[row];
    }

    double durationSeconds(int row) {
        return durationSeconds[row];
    }
}
