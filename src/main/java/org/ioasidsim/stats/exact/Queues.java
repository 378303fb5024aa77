package org.ioasidsim.stats.exact;

/** Pools in which requests wait: exponential holds, first come first served. */
public final class Queues {
    private Queues() {}

    /** Returns the probability that a request has to wait (Erlang C); 1 when {@code load} is {@code ids} or more. */
    public static double erlangC(double load, int ids) {
        if (load >= ids) {
            return 1;
        }
        double blocking = ErlangB.blocking(load, ids);
        return ids * blocking / (ids - load * (1 - blocking));
    }

    /** Returns the mean number of requests that wait (M/M/c); infinite when {@code load} is {@code ids} or more. */
    public static double meanWaiting(double load, int ids) {
        return load >= ids ? Double.POSITIVE_INFINITY : erlangC(load, ids) * load / (ids - load);
    }

    /**
     * The M/M/c/K queue in its steady state.
     *
     * @param empty the probability that nobody is there
     * @param refused the probability that the queue is full
     * @param waiting the mean number of requests that wait
     * @param meanWaitHolds the mean wait of those let in, in mean holds
     */
    public record Finite(double empty, double refused, double waiting, double meanWaitHolds) {}

    /** Returns M/M/c/K with {@code ids} and places for {@code places} requests, held or waiting. */
    public static Finite finite(double load, int ids, int places) {
        double[] law = BirthDeath.law(places, n -> load, n -> Math.min(n, ids));
        double waiting = waiting(law, ids);
        return new Finite(law[0], law[places], waiting, waiting / (load * (1 - law[places])));
    }

    /**
     * The machine repairman: a finite number of processes that wait for an id, hold it, and come again.
     *
     * @param empty the probability that none holds or waits
     * @param present the mean number that hold or wait
     * @param waiting the mean number that wait
     * @param meanWaitHolds the mean wait in mean holds
     * @param blocked the probability that all ids are held
     */
    public record Repairman(double empty, double present, double waiting, double meanWaitHolds, double blocked) {}

    /** Returns the repairman model; {@code ratio} is mean hold over mean time away. */
    public static Repairman repairman(int processes, int ids, double ratio) {
        double[] law = BirthDeath.law(processes, n -> (processes - n) * ratio, n -> Math.min(n, ids));
        double present = waiting(law, 0);
        double waiting = waiting(law, ids);
        return new Repairman(law[0], present, waiting, waiting / (ratio * (processes - present)), tail(law, ids));
    }

    private static double tail(double[] law, int from) {
        double sum = 0;
        for (int n = law.length - 1; n >= from; n--) {
            sum += law[n];
        }
        return sum;
    }

    private static double waiting(double[] law, int ids) {
        double sum = 0;
        for (int n = law.length - 1; n > ids; n--) {
            sum += (n - ids) * law[n];
        }
        return sum;
    }
}
