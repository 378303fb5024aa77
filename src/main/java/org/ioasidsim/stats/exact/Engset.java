package org.ioasidsim.stats.exact;

/**
 * Requests of a finite number of processes, lost when refused, for any law of the hold. Source: Engset 1918.
 *
 * @param time the part of time in which all ids are held
 * @param call the part of requests refused: the time congestion with one process less
 * @param carried the mean number of ids held
 * @param traffic the part of the offered load that is not carried
 */
public record Engset(Scaled time, Scaled call, double carried, Scaled traffic) {
    /** Returns the model; {@code ratio} is mean hold over mean time away. */
    public static Engset of(int processes, int ids, double ratio) {
        ScaledLaw law = law(processes, ids, ratio);
        Scaled time = allHeld(law, ids);
        Scaled call = allHeld(law(processes - 1, ids, ratio), ids);
        double beyond = Math.max(0, (double) (processes - ids) / processes);
        return new Engset(time, call, law.mean(held -> held).doubleValue(), time.times(beyond));
    }

    private static ScaledLaw law(int processes, int ids, double ratio) {
        return BirthDeath.law(Math.min(processes, ids), ratio, held -> processes - held, held -> held);
    }

    private static Scaled allHeld(ScaledLaw law, int ids) {
        return law.last() < ids ? Scaled.ZERO : law.probability(ids);
    }
}
