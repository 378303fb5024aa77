package org.ioasidsim.stats.exact;

/** Pools in which requests wait: exponential holds, first come first served. */
public final class Queues {
    private Queues() {}

    /** Returns the probability that a request has to wait (Erlang C); 1 when {@code load} is {@code ids} or more. */
    public static Scaled erlangC(double load, int ids) {
        if (load >= ids) {
            return Scaled.ONE;
        }
        Scaled blocking = ErlangB.scaledBlocking(load, ids);
        Scaled free = Scaled.of(ids - load).plus(blocking.times(load));
        return blocking.times(ids).over(free);
    }

    /** Returns the mean number of requests that wait (M/M/c); infinite when {@code load} is {@code ids} or more. */
    public static Scaled meanWaiting(double load, int ids) {
        return load >= ids
                ? Scaled.of(Double.POSITIVE_INFINITY)
                : erlangC(load, ids).times(load / (ids - load));
    }

    /**
     * The M/M/c/K queue in its steady state.
     *
     * @param empty the probability that nobody is there
     * @param refused the probability that the queue is full
     * @param waiting the mean number of requests that wait
     * @param meanWaitHolds the mean wait of those let in, in mean holds
     */
    public record Finite(Scaled empty, Scaled refused, Scaled waiting, Scaled meanWaitHolds) {}

    /** Returns M/M/c/K with {@code ids} and places for {@code places} requests, held or waiting. */
    public static Finite finite(double load, int ids, int places) {
        ScaledLaw law = BirthDeath.law(places, load, n -> 1, n -> Math.min(n, ids));
        Scaled waiting = law.mean(n -> Math.max(0, n - ids));
        return new Finite(law.probability(0), law.probability(places), waiting, waiting.over(held(law, ids)));
    }

    /**
     * The machine repairman: a finite number of processes that wait for an id, hold it, and come again.
     *
     * @param empty the probability that none holds or waits
     * @param present the mean number that hold or wait
     * @param waiting the mean number that wait
     * @param held the mean number that hold
     * @param meanWaitHolds the mean wait in mean holds
     * @param blocked the probability that all ids are held
     */
    public record Repairman(
            Scaled empty, double present, Scaled waiting, double held, Scaled meanWaitHolds, Scaled blocked) {}

    /** Returns the repairman model; {@code ratio} is mean hold over mean time away. */
    public static Repairman repairman(int processes, int ids, double ratio) {
        ScaledLaw law = BirthDeath.law(processes, ratio, n -> processes - n, n -> Math.min(n, ids));
        Scaled waiting = law.mean(n -> Math.max(0, n - ids));
        Scaled held = held(law, ids);
        return new Repairman(
                law.probability(0),
                law.mean(n -> n).doubleValue(),
                waiting,
                held.doubleValue(),
                waiting.over(held),
                law.probability(ids, processes));
    }

    /** Returns the mean number of ids held, which is the rate of grants for each mean hold (Little). */
    private static Scaled held(ScaledLaw law, int ids) {
        return law.mean(n -> Math.min(n, ids));
    }
}
