package org.ioasidsim.experiment.measure;

/**
 * The changes of the ids that the only tenant holds since its integrals were last settled: an entry for each instant with one, in the order of time.
 * Nothing else has changed meanwhile, so that all entries can be settled in loops over arrays.
 */
final class Journal {
    /** The most entries: few enough to stay in the cache of a core, and so many that a loop over them is long. */
    private static final int ROOM = 256;

    /** The bit of an entry's kind that says that a request was granted as it came by what was taken; above it is the number of ids held more. */
    private static final int GRANTED = 1;

    private final double[] atSeconds = new double[ROOM];
    private final int[] kinds = new int[ROOM];
    private final double[] holdSeconds = new double[ROOM];

    /** What the tenant asks for of the binding resource from each entry on, as {@link TenantTally#settle(Journal)} finds it. */
    private final double[] demands = new double[ROOM];

    private int size;
    private int grants;

    /** The time of the last entry if it takes something by which no request was granted yet, else NaN. */
    private double takenAt = Double.NaN;

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == ROOM;
    }

    int size() {
        return size;
    }

    /** Adds an entry; {@code nowSeconds} is later than the entry before. */
    void add(double nowSeconds, int delta) {
        atSeconds[size] = nowSeconds;
        kinds[size] = 2 * delta;
        size++;
        takenAt = delta > 0 ? nowSeconds : Double.NaN;
    }

    /** Notes that a request was granted as it came by what the last entry takes; returns false if that is of another time or takes nothing. */
    boolean tryGrant(double nowSeconds, double forSeconds) {
        if (takenAt != nowSeconds) {
            return false;
        }
        takenAt = Double.NaN;
        kinds[size - 1] |= GRANTED;
        holdSeconds[grants++] = forSeconds;
        return true;
    }

    /** Returns the times of the entries, in an array of which the first {@link #size} count; so do the other arrays. */
    double[] atSeconds() {
        return atSeconds;
    }

    double[] demands() {
        return demands;
    }

    /** Returns the kinds of the entries, for {@link #delta}. */
    int[] kinds() {
        return kinds;
    }

    /** Returns how many ids more the tenant holds from an entry of this kind on. */
    static int delta(int kind) {
        return kind >> 1;
    }

    /** Returns whether a request was granted as it came by what the last entry took. */
    boolean endsWithGrant() {
        return (kinds[size - 1] & GRANTED) != 0;
    }

    /** Returns the number of requests that were granted as they came by the entries from {@code from} until before {@code to}. */
    int grants(int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += kinds[i] & GRANTED;
        }
        return sum;
    }

    /** Returns the number of requests that were granted as they came. */
    int grants() {
        return grants;
    }

    /** Returns how long these hold, in an array of which the first {@link #grants()} count. */
    double[] holdSeconds() {
        return holdSeconds;
    }

    void clear() {
        size = 0;
        grants = 0;
        takenAt = Double.NaN;
    }
}
