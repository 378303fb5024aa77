package org.ioasidsim.policy;

import java.util.Arrays;

/**
 * How many bound processes dominant resource fairness allots to each tenant: the weighted dominant shares of all rise together; a tenant
 * stops at its demand, and every tenant that needs a resource stops when that is used up.
 *
 * <p>Source: Ghodsi and others, "Dominant resource fairness", NSDI 2011, section 4.1.
 */
final class ProgressiveFilling {
    private final int tenants;
    private final double[] capacity;
    private final double[][] needs;

    /** Processes by which a tenant grows as the common level of weighted dominant shares rises by one. */
    private final double[] growth;

    private final double[] demand;
    private final double[] allotment;
    private final boolean[] isFrozen;

    ProgressiveFilling(HostFacts host) {
        tenants = host.tenants().size();
        capacity = host.resources().stream()
                .mapToDouble(HostFacts.Resource::capacity)
                .toArray();
        needs = new double[tenants][];
        growth = new double[tenants];
        demand = new double[tenants];
        allotment = new double[tenants];
        isFrozen = new boolean[tenants];
        for (int i = 0; i < tenants; i++) {
            HostFacts.Tenant tenant = host.tenants().get(i);
            needs[i] = tenant.needs().stream().mapToDouble(Long::doubleValue).toArray();
            growth[i] = tenant.weight() / dominantShare(needs[i]);
        }
    }

    private double dominantShare(double[] ofProcess) {
        double largest = Double.MIN_VALUE;
        for (int r = 0; r < capacity.length; r++) {
            largest = Math.max(largest, ofProcess[r] / capacity[r]);
        }
        return largest;
    }

    /** Sets the demand of a tenant, in processes. */
    void demand(int tenant, double processes) {
        demand[tenant] = processes;
    }

    /** Returns whether all demands can be met together. */
    boolean fits() {
        for (int r = 0; r < capacity.length; r++) {
            double wanted = 0;
            for (int i = 0; i < tenants; i++) {
                wanted += demand[i] * needs[i][r];
            }
            if (wanted > capacity[r]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the processes that {@code tenant} is allotted. */
    double allotment(int tenant) {
        Arrays.fill(isFrozen, false);
        while (!isFrozen[tenant]) {
            double level = nextLevel();
            freezeThoseServed(level);
            freezeThoseOut(level);
        }
        return allotment[tenant];
    }

    /** Returns the level at which the next tenant has what it demands or the next resource is used up. */
    private double nextLevel() {
        double level = Double.POSITIVE_INFINITY;
        for (int i = 0; i < tenants; i++) {
            level = isFrozen[i] ? level : Math.min(level, demand[i] / growth[i]);
        }
        for (int r = 0; r < capacity.length; r++) {
            level = Math.min(level, exhaustion(r));
        }
        return level;
    }

    /** Returns the level at which resource {@code r} is used up, if those who are not frozen go on. */
    private double exhaustion(int r) {
        double left = capacity[r];
        double rate = 0;
        for (int i = 0; i < tenants; i++) {
            if (isFrozen[i]) {
                left -= allotment[i] * needs[i][r];
            } else {
                rate += growth[i] * needs[i][r];
            }
        }
        return rate > 0 ? Math.max(0, left / rate) : Double.POSITIVE_INFINITY;
    }

    private void freezeThoseOut(double level) {
        for (int r = 0; r < capacity.length; r++) {
            if (exhaustion(r) <= level) {
                for (int i = 0; i < tenants; i++) {
                    if (!isFrozen[i] && needs[i][r] > 0) {
                        freeze(i, growth[i] * level);
                    }
                }
            }
        }
    }

    private void freezeThoseServed(double level) {
        for (int i = 0; i < tenants; i++) {
            if (!isFrozen[i] && demand[i] / growth[i] <= level) {
                freeze(i, demand[i]);
            }
        }
    }

    private void freeze(int tenant, double processes) {
        isFrozen[tenant] = true;
        allotment[tenant] = processes;
    }
}
