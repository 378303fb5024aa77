package org.ioasidsim.report.draw;

/** The unit in which an axis of time is labelled, so that its numbers stay short. */
public enum TimeUnitOfAxis {
    SECONDS("s", 1),
    MINUTES("min", 60),
    HOURS("h", 3600),
    DAYS("d", 86_400);

    private final String word;
    private final double seconds;

    TimeUnitOfAxis(String word, double seconds) {
        this.word = word;
        this.seconds = seconds;
    }

    public static TimeUnitOfAxis of(double lengthSeconds) {
        if (lengthSeconds <= 600) {
            return SECONDS;
        } else if (lengthSeconds <= 3 * 3600) {
            return MINUTES;
        }
        return lengthSeconds <= 4 * 86_400 ? HOURS : DAYS;
    }

    public String word() {
        return word;
    }

    public double from(double lengthSeconds) {
        return lengthSeconds / seconds;
    }
}
