package org.ioasidsim.experiment;

import java.util.Arrays;
import org.ioasidsim.stats.MaxMinShares;

/**
 * Who held more than its entitlement while others went without: for victim v and holder h the integral of the ids that h holds above its
 * entitlement, times the share of v in all unmet demand. A holder's clock runs at its excess over all unmet demand; a victim settles with
 * the clocks only when its own unmet demand changes, so that a change costs one step per holder and not one per pair.
 */
final class Blame {
    private final int tenants;
    private final double[] clock;
    private final double[][] clockAtSettlement;
    private final double[][] idSeconds;
    private double advancedAt;

    Blame(int tenants) {
        this.tenants = tenants;
        this.clock = new double[tenants];
        this.clockAtSettlement = new double[tenants][tenants];
        this.idSeconds = new double[tenants][tenants];
    }

    /** Runs the holders' clocks until now; call it before anything changes. */
    void advance(TenantTally[] tallies, MaxMinShares shares, long unmet, double nowSeconds) {
        double passed = nowSeconds - advancedAt;
        advancedAt = nowSeconds;
        if (unmet == 0 || passed == 0) {
            return;
        }
        for (int holder = 0; holder < tenants; holder++) {
            double excess = tallies[holder].held - shares.current(holder);
            if (excess > 0) {
                clock[holder] += excess * passed / unmet;
            }
        }
    }

    /** Settles what a victim has suffered with its unmet demand until now. */
    void settle(int victim, int unmet) {
        double[] last = clockAtSettlement[victim];
        double[] suffered = idSeconds[victim];
        for (int holder = 0; holder < tenants; holder++) {
            if (holder != victim) {
                suffered[holder] += unmet * (clock[holder] - last[holder]);
            }
            last[holder] = clock[holder];
        }
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
