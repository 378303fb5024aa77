package org.ioasidsim.experiment.measure;

/**
 * The times in which one tenant was denied: a denial window begins with a refusal and ends with the tenant's next grant. One that no grant ends
 * lasts to the end of the measured time if a request waits then, else to the last refusal or the end of the last wait, whichever is later: who
 * asks no more is not denied. Of a window that began before measuring, what lies after counts. Times are simulated seconds.
 */
final class DenialTally {
    private final double starvationAfterSeconds;
    private double measuringSince;

    /** The start of the open window; NaN without one. */
    private double since = Double.NaN;

    private double lastAskedAt;
    private boolean isStillWaiting;
    private long windows;
    private double deniedSeconds;
    private double longestSeconds;
    private double starvedSeconds;

    /**
     * @param starvationAfterSeconds the length from which the rest of a window is starvation
     */
    DenialTally(double starvationAfterSeconds) {
        this.starvationAfterSeconds = starvationAfterSeconds;
    }

    /** Forgets all windows but an open one, which continues. */
    void restart(double nowSeconds) {
        measuringSince = nowSeconds;
        windows = 0;
        deniedSeconds = 0;
        longestSeconds = 0;
        starvedSeconds = 0;
    }

    /** Counts a refusal. */
    void refused(double nowSeconds) {
        if (Double.isNaN(since)) {
            since = nowSeconds;
        }
        lastAskedAt = nowSeconds;
    }

    /** Notes that a request stops waiting without a grant. */
    void gaveUp(double nowSeconds) {
        lastAskedAt = nowSeconds;
    }

    /** Notes that a request waits at the end of the measured time. */
    void waitsAtEnd() {
        isStillWaiting = true;
    }

    boolean isOpen() {
        return !Double.isNaN(since);
    }

    /** Returns the start of the open window, which may lie before measuring; NaN without one. */
    double since() {
        return since;
    }

    /** Returns where the open window ends if the run ends at {@code endSeconds}. */
    double endOfOpen(double endSeconds) {
        return isStillWaiting ? endSeconds : lastAskedAt;
    }

    /** Ends the open window, if any, at {@code atSeconds}. */
    void close(double atSeconds) {
        if (isOpen() && atSeconds >= measuringSince) {
            double seconds = atSeconds - Math.max(since, measuringSince);
            windows++;
            deniedSeconds += seconds;
            longestSeconds = Math.max(longestSeconds, seconds);
            starvedSeconds += Math.max(0, atSeconds - Math.max(since + starvationAfterSeconds, measuringSince));
        }
        since = Double.NaN;
    }

    /** Returns the number of windows that ended in the measured time. */
    long windows() {
        return windows;
    }

    /** Returns the length of all windows. */
    double deniedSeconds() {
        return deniedSeconds;
    }

    /** Returns the length of the longest window; 0 without one. */
    double longestSeconds() {
        return longestSeconds;
    }

    /** Returns what the windows last beyond the time from which a tenant starves. */
    double starvedSeconds() {
        return starvedSeconds;
    }
}
