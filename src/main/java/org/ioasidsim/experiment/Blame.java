package org.ioasidsim.experiment;

import java.util.Arrays;
import org.ioasidsim.stats.LargestValues;
import org.ioasidsim.stats.MaxMinShares;

/**
 * Who held more than its entitlement while others went without: for victim v and holder h the integral of the ids that h holds above its
 * entitlement, times the share of v in the unmet demand of all but h. Over its victims a holder's blame sums to its excess while there was
 * any; nobody is blamed for what it denied itself.
 *
 * <p>A holder's clock runs at its excess over the others' unmet demand; a victim settles with the clocks when its own unmet demand changes,
 * and only with those that moved since it did so last. A change thus costs a step per tenant above its entitlement, not one per tenant or
 * pair.
 */
final class Blame {
    private static final int NONE = -1;

    private final int tenants;
    private final double[] weights;
    private final LargestValues heldOverWeight;
    private final int[] above;
    private final double[] clock;
    private final double[][] clockAtSettlement;
    private final double[][] idSeconds;
    private double advancedAt;

    /** Counts the times that clocks moved; {@code movedAt} and {@code settledAt} are in this count. */
    private long move;

    private final long[] movedAt;
    private final long[] settledAt;

    /** Holders as a list, the one whose clock moved last first. */
    private final int[] next;

    private final int[] previous;
    private int first;

    Blame(double[] weights) {
        this.tenants = weights.length;
        this.weights = weights.clone();
        this.heldOverWeight = new LargestValues(tenants);
        this.above = new int[tenants];
        this.clock = new double[tenants];
        this.clockAtSettlement = new double[tenants][tenants];
        this.idSeconds = new double[tenants][tenants];
        this.movedAt = new long[tenants];
        this.settledAt = new long[tenants];
        this.next = new int[tenants];
        this.previous = new int[tenants];
        Arrays.setAll(next, holder -> holder + 1 < tenants ? holder + 1 : NONE);
        Arrays.setAll(previous, holder -> holder - 1);
    }

    /** Takes note of what a tenant holds of the pool from now on; the clocks must have been advanced to now. */
    void hold(int tenant, int held) {
        heldOverWeight.set(tenant, held / weights[tenant]);
    }

    /** Runs the holders' clocks until now; call it before anything changes. */
    void advance(TenantTally[] tallies, MaxMinShares shares, long unmet, double nowSeconds) {
        double passed = nowSeconds - advancedAt;
        advancedAt = nowSeconds;
        if (unmet == 0 || passed == 0) {
            return;
        }
        move++;
        int count = heldOverWeight.above(shares.level(), above);
        for (int i = 0; i < count; i++) {
            int holder = above[i];
            double excess = tallies[holder].held - shares.current(holder);
            long ofOthers = unmet - tallies[holder].unmet;
            if (excess > 0 && ofOthers > 0) {
                clock[holder] += excess * passed / ofOthers;
                movedAt[holder] = move;
                moveToFront(holder);
            }
        }
    }

    private void moveToFront(int holder) {
        if (first == holder) {
            return;
        }
        next[previous[holder]] = next[holder];
        if (next[holder] != NONE) {
            previous[next[holder]] = previous[holder];
        }
        previous[first] = holder;
        next[holder] = first;
        previous[holder] = NONE;
        first = holder;
    }

    /** Settles what a victim has suffered with its unmet demand until now. */
    void settle(int victim, int unmet) {
        double[] last = clockAtSettlement[victim];
        double[] suffered = idSeconds[victim];
        for (int holder = first; holder != NONE && movedAt[holder] > settledAt[victim]; holder = next[holder]) {
            if (holder != victim) {
                suffered[holder] += unmet * (clock[holder] - last[holder]);
            }
            last[holder] = clock[holder];
        }
        settledAt[victim] = move;
    }

    void restart(TenantTally[] tallies) {
        for (int victim = 0; victim < tenants; victim++) {
            settle(victim, tallies[victim].unmet);
            Arrays.fill(idSeconds[victim], 0);
        }
    }

    /** Returns {@code [victim][holder]}. */
    double[][] idSeconds(TenantTally[] tallies) {
        for (int victim = 0; victim < tenants; victim++) {
            settle(victim, tallies[victim].unmet);
        }
        return idSeconds;
    }
}
