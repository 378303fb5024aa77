package org.ioasidsim.stats.exact;

/**
 * Requests of a finite number of processes, lost when refused, for any law of the hold. Source: Engset 1918.
 *
 * @param time the part of time in which all ids are held
 * @param call the part of requests refused: the time congestion with one process less
 * @param carried the mean number of ids held
 * @param traffic the part of the offered load that is not carried
 */
public record Engset(double time, double call, double carried, double traffic) {
    /** Returns the model; {@code ratio} is mean hold over mean time away. */
    public static Engset of(int processes, int ids, double ratio) {
        double time = timeCongestion(processes, ids, ratio);
        double call = timeCongestion(processes - 1, ids, ratio);
        double accepted = ratio * (1 - call);
        double carried = processes * accepted / (1 + accepted);
        return new Engset(time, call, carried, ids > processes ? 0 : time * (processes - ids) / processes);
    }

    private static double timeCongestion(int processes, int ids, double ratio) {
        double congestion = 1;
        for (int n = 1; n <= ids; n++) {
            double births = Math.max(0, processes - n + 1) * ratio * congestion;
            congestion = births / (n + births);
        }
        return congestion;
    }
}
