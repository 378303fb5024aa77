package org.ioasidsim.experiment.measure;

/** What is integrated for the binding resource as a whole. Times are simulated seconds; integrals run from the start of measuring. */
final class PoolTally {
    /** The part of the capacity above which the host counts as nearly full. */
    private static final double NEARLY_FULL = 0.9;

    private final long total;
    private final double nearlyFullAbove;

    /** What is held, of all tenants. */
    long held;

    /** What unmet requests need, of all tenants. */
    long unmet;

    private long peak;
    private double heldIntegral;
    private double strandedIntegral;
    private double nearlyFullSeconds;
    private double settledAt;

    PoolTally(long total) {
        this.total = total;
        this.nearlyFullAbove = NEARLY_FULL * total;
    }

    /** Forgets everything integrated; what is held and unmet stays. */
    void restart() {
        heldIntegral = 0;
        strandedIntegral = 0;
        nearlyFullSeconds = 0;
        peak = 0;
    }

    /** Brings the integrals up to now, which is later than the last settlement. */
    void settle(double nowSeconds) {
        double passed = nowSeconds - settledAt;
        if (held > nearlyFullAbove) {
            nearlyFullSeconds += passed;
        }
        peak = Math.max(peak, held);
        heldIntegral += held * passed;
        strandedIntegral += Math.max(0, Math.min(total - held, unmet)) * passed;
        settledAt = nowSeconds;
    }

    /** Brings the integrals up to the last entry of a journal, as if {@link #settle(double)} had been called before each. */
    void settle(Journal journal) {
        double[] atSeconds = journal.atSeconds();
        int[] kinds = journal.kinds();
        int size = journal.size();
        long nowHeld = held;
        long nowPeak = peak;
        double ofHeld = heldIntegral;
        double stranded = strandedIntegral;
        double nearlyFull = nearlyFullSeconds;
        double since = settledAt;
        for (int i = 0; i < size; i++) {
            double now = atSeconds[i];
            double passed = now - since;
            if (nowHeld > nearlyFullAbove) {
                nearlyFull += passed;
            }
            nowPeak = Math.max(nowPeak, nowHeld);
            ofHeld += nowHeld * passed;
            stranded += Math.max(0, Math.min(total - nowHeld, unmet)) * passed;
            since = now;
            nowHeld += Journal.delta(kinds[i]);
        }
        held = nowHeld;
        peak = nowPeak;
        heldIntegral = ofHeld;
        strandedIntegral = stranded;
        nearlyFullSeconds = nearlyFull;
        settledAt = since;
    }

    /** Returns the time up to which the integrals stand. */
    double settledAt() {
        return settledAt;
    }

    long peak() {
        return peak;
    }

    double heldIntegral() {
        return heldIntegral;
    }

    /** Returns the time integral of what is free while requests are unmet that need it, as far as they do. */
    double strandedIntegral() {
        return strandedIntegral;
    }

    /** Returns how long more than nine tenths of the capacity were held. */
    double nearlyFullSeconds() {
        return nearlyFullSeconds;
    }
}
