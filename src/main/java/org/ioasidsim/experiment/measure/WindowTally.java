package org.ioasidsim.experiment.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.stats.fair.Fairness;

/** Short-term fairness at one window length: Jain's index over each window, averaged over the windows in which it is defined. An event at
 * the border of two windows counts in the earlier one. */
final class WindowTally {
    private final double[] held;
    private final double[] entitled;
    private final long[] grants;
    private final long[] requests;
    private final int baseWindows;

    private int gathered;
    private double entitlementSum;
    private int entitlementCount;
    private double satisfactionSum;
    private int satisfactionCount;

    /**
     * @param baseWindows the number of base windows, the shortest ones, in one window
     */
    WindowTally(int tenants, int baseWindows) {
        this.held = new double[tenants];
        this.entitled = new double[tenants];
        this.grants = new long[tenants];
        this.requests = new long[tenants];
        this.baseWindows = baseWindows;
    }

    /** Adds the figures of one tenant in one base window. */
    void add(int tenant, double heldIntegral, double entitledIntegral, long newGrants, long newRequests) {
        held[tenant] += heldIntegral;
        entitled[tenant] += entitledIntegral;
        grants[tenant] += newGrants;
        requests[tenant] += newRequests;
    }

    /** Ends a base window, and with the last of its base windows a window of this length. */
    void endBaseWindow() {
        gathered++;
        if (gathered == baseWindows) {
            count(shares(held, entitled), true);
            count(satisfaction(), false);
            gathered = 0;
            Arrays.fill(held, 0);
            Arrays.fill(entitled, 0);
            Arrays.fill(grants, 0);
            Arrays.fill(requests, 0);
        }
    }

    private void count(double[] values, boolean isEntitlement) {
        double jain = Fairness.jain(values);
        if (Double.isNaN(jain)) {
            return;
        }
        if (isEntitlement) {
            entitlementSum += jain;
            entitlementCount++;
        } else {
            satisfactionSum += jain;
            satisfactionCount++;
        }
    }

    private double[] satisfaction() {
        double[] granted = Arrays.stream(grants).asDoubleStream().toArray();
        double[] asked = Arrays.stream(requests).asDoubleStream().toArray();
        return shares(granted, asked);
    }

    /** Returns {@code part / whole} of every tenant with a {@code whole} above 0. */
    static double[] shares(double[] part, double[] whole) {
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < part.length; i++) {
            if (whole[i] > 0) {
                shares.add(part[i] / whole[i]);
            }
        }
        return shares.stream().mapToDouble(Double::doubleValue).toArray();
    }

    ReplicationResult.WindowFairness result(double baseSeconds) {
        return new ReplicationResult.WindowFairness(
                baseSeconds * baseWindows,
                entitlementCount == 0 ? Double.NaN : entitlementSum / entitlementCount,
                satisfactionCount == 0 ? Double.NaN : satisfactionSum / satisfactionCount);
    }
}
