package org.ioasidsim.experiment.measure;

import java.util.Arrays;
import org.ioasidsim.kernel.base.Refusal;

/** What is counted and integrated for one tenant. Times are simulated seconds; integrals run from the start of measuring. */
final class TenantTally {
    private final boolean draws;
    private final double starvationAfterSeconds;
    private final double slowdownThresholdSeconds;
    private final int need;
    private final int unit;
    private final RefusalCounts refusals = new RefusalCounts();

    /** The ids that the tenant holds, whatever binds. */
    int ids;

    /** What it holds of the binding resource; if its processes take nothing of that, its ids. */
    int held;

    /** Requests that are unmet. */
    int unmet;

    /** Whether its ids or its demand changed at the current instant; kept here by {@link Measurement}. */
    boolean isChanged;

    private int heldPeak;
    private double idsIntegral;
    private double heldIntegral;
    private double unmetIntegral;
    private double settledAt;

    /** Requests that were granted as they came; the counts of requests, attempts and grants below leave them out. */
    private long grantsAtOnce;

    private long otherRequests;

    /** VMs that were to start, and those of them that did. */
    private long askedVms;

    private long startedVms;

    /** The same from the start of the run on, not of measuring. */
    private long askedVmsEver;

    private long startedVmsEver;

    private long otherAttempts;
    private long otherGrants;
    private long otherFirstTryGrants;

    /** Requests whose first try was refused. */
    private long firstTryRefusals;

    /** Requests, by the outcome of their first try, that came while the tenant wanted no more than its share. */
    long modestGrants;

    long modestRefusals;
    long never;
    private long otherGrantsWithoutWait;
    double[] waits = new double[64];
    int waitCount;
    double[] pendingAges = new double[4];
    int pendingCount;
    double longestWait;
    double holdTotal;
    private double waitTotal;
    private double slowdownSum;

    private final DenialTally denial;
    long starvedRequests;
    private double measuringSince;

    /**
     * @param need what a request needs of what {@code held} counts; 0 for a tenant that takes nothing of it
     * @param unit how much of that counts as one in a result
     */
    TenantTally(double starvationAfterSeconds, double slowdownThresholdSeconds, int need, int unit) {
        this.draws = need > 0;
        this.starvationAfterSeconds = starvationAfterSeconds;
        this.slowdownThresholdSeconds = slowdownThresholdSeconds;
        this.need = draws ? need : 1;
        this.unit = unit;
        this.denial = new DenialTally(starvationAfterSeconds);
    }

    /** Forgets everything counted; ids held, unmet requests and an open denial continue. */
    void restart(double nowSeconds) {
        settle(nowSeconds);
        idsIntegral = 0;
        heldIntegral = 0;
        unmetIntegral = 0;
        heldPeak = 0;
        grantsAtOnce = 0;
        otherRequests = 0;
        askedVms = 0;
        startedVms = 0;
        otherAttempts = 0;
        otherGrants = 0;
        otherFirstTryGrants = 0;
        never = 0;
        otherGrantsWithoutWait = 0;
        waitCount = 0;
        longestWait = 0;
        holdTotal = 0;
        waitTotal = 0;
        slowdownSum = 0;
        firstTryRefusals = 0;
        modestGrants = 0;
        modestRefusals = 0;
        starvedRequests = 0;
        denial.restart(nowSeconds);
        refusals.clear();
        measuringSince = nowSeconds;
    }

    RefusalCounts refusals() {
        return refusals;
    }

    /** Counts a VM that was to start. */
    void countVm(boolean isStarted) {
        askedVms++;
        askedVmsEver++;
        startedVms += isStarted ? 1 : 0;
        startedVmsEver += isStarted ? 1 : 0;
    }

    /** Returns the share of VMs that started: of those that were to in the measured time, or, where none was, before; NaN without any. */
    double vmSuccess() {
        return askedVms > 0 ? (double) startedVms / askedVms : (double) startedVmsEver / askedVmsEver;
    }

    /** Brings the integrals up to now. */
    void settle(double nowSeconds) {
        double passed = nowSeconds - settledAt;
        if (passed == 0) {
            return;
        }
        heldPeak = Math.max(heldPeak, held); // ids held for no time are no peak
        idsIntegral += ids * passed;
        heldIntegral += held * passed;
        unmetIntegral += unmet * passed;
        settledAt = nowSeconds;
    }

    /**
     * Brings the integrals up to the last entry of a journal and counts its grants, as if each entry had been settled as it came. Notes in the
     * journal what the tenant asks for from each entry on.
     */
    void settle(Journal journal) {
        double[] atSeconds = journal.atSeconds();
        double[] demands = journal.demands();
        int[] kinds = journal.kinds();
        int size = journal.size();
        int unmetNeed = unmetNeed();
        int othersHeld = held - ids;
        int nowIds = ids;
        int peak = heldPeak;
        double ofIds = idsIntegral;
        double ofHeld = heldIntegral;
        double ofUnmet = unmetIntegral;
        double since = settledAt;
        for (int i = 0; i < size; i++) {
            double now = atSeconds[i];
            double passed = now - since;
            int nowHeld = nowIds + othersHeld;
            peak = Math.max(peak, nowHeld);
            ofIds += nowIds * passed;
            ofHeld += nowHeld * passed;
            ofUnmet += unmet * passed;
            since = now;
            nowIds += Journal.delta(kinds[i]);
            demands[i] = (double) (nowIds + othersHeld) + unmetNeed;
        }
        ids = nowIds;
        held = nowIds + othersHeld;
        heldPeak = peak;
        idsIntegral = ofIds;
        heldIntegral = ofHeld;
        unmetIntegral = ofUnmet;
        settledAt = since;
        countGrantsAtOnce(journal.holdSeconds(), journal.grants());
    }

    private void countGrantsAtOnce(double[] holdSeconds, int count) {
        double total = holdTotal;
        double slowdown = slowdownSum;
        for (int i = 0; i < count; i++) {
            slowdown += 1;
            total += holdSeconds[i] < Double.POSITIVE_INFINITY ? holdSeconds[i] : 0;
        }
        grantsAtOnce += count;
        slowdownSum = slowdown;
        holdTotal = total;
    }

    /** Returns the time integral of what is held, in units, up to the last settlement. */
    double heldIntegral() {
        return heldIntegral(settledAt);
    }

    /** Returns the time integral of what is held, in units. */
    double heldIntegral(double nowSeconds) {
        return (heldIntegral + held * (nowSeconds - settledAt)) / unit;
    }

    /** Returns the time integral of what unmet requests need, in units, up to the last settlement. */
    double unmetIntegral() {
        return unmetIntegral(settledAt);
    }

    /** Returns the time integral of what unmet requests need, in units. */
    double unmetIntegral(double nowSeconds) {
        return (unmetIntegral + unmet * (nowSeconds - settledAt)) * need / unit;
    }

    /** Returns the time integral of the ids held, up to the last settlement. */
    double idsIntegral() {
        return idsIntegral(settledAt);
    }

    /** Returns the time integral of the ids held. */
    double idsIntegral(double nowSeconds) {
        return idsIntegral + ids * (nowSeconds - settledAt);
    }

    double heldPeak() {
        return (double) heldPeak / unit;
    }

    /** Returns whether its requests take any of the binding resource. */
    boolean draws() {
        return draws;
    }

    /** Returns what unmet requests need now. */
    int unmetNeed() {
        return unmet * need;
    }

    /** Returns what is held now, in whole units. */
    int heldUnits() {
        return held / unit;
    }

    /** Returns what unmet requests need now, in whole units. */
    int unmetUnits() {
        return unmetNeed() / unit;
    }

    /** Counts a request that is not granted as it comes. */
    void countRequest() {
        otherRequests++;
    }

    long requests() {
        return grantsAtOnce + otherRequests;
    }

    long attempts() {
        return grantsAtOnce + otherAttempts;
    }

    long grants() {
        return grantsAtOnce + otherGrants;
    }

    long firstTryGrants() {
        return grantsAtOnce + otherFirstTryGrants;
    }

    long grantsWithoutWait() {
        return grantsAtOnce + otherGrantsWithoutWait;
    }

    void countAttempt(double arrivalSeconds) {
        if (isInCohort(arrivalSeconds)) {
            otherAttempts++;
        }
    }

    void countRefusal(Refusal refusal, double nowSeconds) {
        refusals.add(refusal);
        denial.refused(nowSeconds);
    }

    /** Counts that the first try of a request was refused. */
    void countFirstTryRefusal(boolean isModest) {
        firstTryRefusals++;
        modestRefusals += isModest ? 1 : 0;
    }

    /** Counts a request of the tenant that was granted at its first try while the tenant wanted no more than its share. */
    void countModestGrant() {
        countModestGrants(1);
    }

    /** Counts as many of these. */
    void countModestGrants(int count) {
        modestGrants += count;
    }

    /** Counts a grant. */
    void countGrant(double arrivalSeconds, double holdSeconds, int tries, double nowSeconds) {
        denial.close(nowSeconds);
        if (isInCohort(arrivalSeconds)) {
            double wait = nowSeconds - arrivalSeconds;
            otherGrants++;
            otherFirstTryGrants += tries == 1 ? 1 : 0;
            addWait(wait);
            addSlowdown(wait, holdSeconds);
            countIfStarved(wait);
        }
    }

    /** Counts a request that is granted on arrival. */
    void countGrantAtOnce(double holdSeconds, double nowSeconds) {
        denial.close(nowSeconds);
        grantsAtOnce++;
        slowdownSum += 1; // what addSlowdown(0, holdSeconds) comes to
        if (holdSeconds < Double.POSITIVE_INFINITY) {
            holdTotal += holdSeconds;
        }
    }

    /** Counts how much longer a request took than its hold; one that holds without end is not slowed down by any wait. */
    private void addSlowdown(double wait, double holdSeconds) {
        if (holdSeconds < Double.POSITIVE_INFINITY) {
            waitTotal += wait;
            holdTotal += holdSeconds;
            double counted = Math.max(holdSeconds, slowdownThresholdSeconds);
            slowdownSum += wait + holdSeconds > counted ? (wait + holdSeconds) / counted : 1;
        } else {
            slowdownSum += 1;
        }
    }

    private void addWait(double wait) {
        if (wait == 0) {
            otherGrantsWithoutWait++;
            return;
        }
        if (waitCount == waits.length) {
            waits = Arrays.copyOf(waits, waitCount * 2);
        }
        waits[waitCount++] = wait;
        longestWait = Math.max(longestWait, wait);
    }

    /** Counts a request that waits no longer, and will never be granted. */
    void countNever(double arrivalSeconds, double nowSeconds) {
        denial.gaveUp(nowSeconds);
        if (isInCohort(arrivalSeconds)) {
            never++;
            countIfStarved(nowSeconds - arrivalSeconds);
        }
    }

    /** Counts a request that waits at the end. */
    void countPending(double arrivalSeconds, double nowSeconds) {
        denial.waitsAtEnd();
        if (isInCohort(arrivalSeconds)) {
            if (pendingCount == pendingAges.length) {
                pendingAges = Arrays.copyOf(pendingAges, pendingCount * 2);
            }
            pendingAges[pendingCount++] = nowSeconds - arrivalSeconds;
            longestWait = Math.max(longestWait, nowSeconds - arrivalSeconds);
            countIfStarved(nowSeconds - arrivalSeconds);
        }
    }

    private void countIfStarved(double waitSeconds) {
        starvedRequests += waitSeconds > starvationAfterSeconds ? 1 : 0;
    }

    DenialTally denial() {
        return denial;
    }

    /** Returns the requests whose first try was decided, in the measured time. */
    long firstTries() {
        return firstTryGrants() + firstTryRefusals;
    }

    boolean isInCohort(double arrivalSeconds) {
        return arrivalSeconds >= measuringSince;
    }

    /**
     * Returns the slowdown of the cohort with each request weighted by its hold, which is the sum of (wait + hold) over the sum of hold:
     * infinite when a request was never granted, NaN without holds. Requests that hold without end are left out.
     *
     * <p>Source: the slowdown weighted by area of parallel job scheduling, Streit, JSSPP 2002; a request's area is its hold, of one id.
     */
    double weightedSlowdown() {
        if (never > 0) {
            return Double.POSITIVE_INFINITY;
        }
        return holdTotal > 0 ? 1 + waitTotal / holdTotal : Double.NaN;
    }

    /**
     * Returns the mean over the cohort of max(1, (wait + hold) / max(hold, threshold)): infinite when a request was never granted, NaN without
     * requests. A request that holds without end counts 1.
     *
     * <p>Source: bounded slowdown, Feitelson, Rudolph, Schwiegelshohn, Sevcik and Wong, "Theory and practice in parallel job scheduling", JSSPP
     * 1997.
     */
    double boundedSlowdown() {
        if (never > 0) {
            return Double.POSITIVE_INFINITY;
        }
        return grants() == 0 ? Double.NaN : slowdownSum / grants();
    }
}
