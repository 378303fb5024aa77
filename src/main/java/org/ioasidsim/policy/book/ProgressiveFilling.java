package org.ioasidsim.policy.book;

import java.util.Arrays;
import org.ioasidsim.policy.HostFacts;

/**
 * The number of bound processes that dominant resource fairness allots to each tenant: the weighted dominant shares of all rise together;
 * a tenant stops at its demand, and when a resource is used up, every tenant that needs it stops.
 *
 * <p>Source: Ghodsi and others, "Dominant resource fairness", NSDI 2011, section 4.1.
 */
public final class ProgressiveFilling {
    private final int tenants;
    private final double[] capacity;
    private final double[][] needs;

    /** Processes by which a tenant grows as the common level of weighted dominant shares rises by one. */
    private final double[] growth;

    private final double[] demand;
    private final double[] allotment;
    private final boolean[] isFrozen;

    /** Whether a frozen tenant was stopped by a resource, not by its demand. */
    private final boolean[] isOut;

    /** The sum of what all demands need of each resource. */
    private final double[] wanted;

    /** The allotments for the demands as set, and which tenants a resource stopped; computed when first needed. */
    private final double[] filled;

    private final boolean[] isStopped;
    private boolean isFilled;

    public ProgressiveFilling(HostFacts host) {
        tenants = host.tenants().size();
        capacity = host.resources().stream()
                .mapToDouble(HostFacts.Resource::capacity)
                .toArray();
        needs = new double[tenants][];
        growth = new double[tenants];
        demand = new double[tenants];
        allotment = new double[tenants];
        isFrozen = new boolean[tenants];
        isOut = new boolean[tenants];
        wanted = new double[capacity.length];
        filled = new double[tenants];
        isStopped = new boolean[tenants];
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

    /** Returns by how many processes a tenant grows as the common level of weighted dominant shares rises by one. */
    public double growth(int tenant) {
        return growth[tenant];
    }

    /** Sets the demand of a tenant, in processes. */
    public void demand(int tenant, double processes) {
        demand[tenant] = processes;
    }

    /** Ends the setting of demands: the questions that follow are about these, until one is set again. */
    public void start() {
        isFilled = false;
        for (int r = 0; r < capacity.length; r++) {
            wanted[r] = 0;
            for (int i = 0; i < tenants; i++) {
                wanted[r] += demand[i] * needs[i][r];
            }
        }
    }

    /** Returns whether all demands and one more process for {@code asking} can be met together. */
    public boolean fitsWithOneMore(int asking) {
        for (int r = 0; r < capacity.length; r++) {
            if (wanted[r] + needs[asking][r] > capacity[r]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether {@code asking}, which has {@code bound} processes and demands one more than was set, is allotted more than it has. One
     * filling without that one more decides for most tenants: a larger demand does not move the stop of a tenant that a resource stopped,
     * and a tenant whose demand was met gets no less for a larger one.
     */
    public boolean allotsMoreThan(long bound, int asking) {
        if (!isFilled) {
            fill();
        }
        if (isStopped[asking]) {
            return bound < filled[asking];
        }
        return bound == 0 || bound < demand[asking] || bound < allotmentWithOneMore(asking);
    }

    private void fill() {
        Arrays.fill(isFrozen, false);
        for (int i = 0; i < tenants; i++) {
            while (!isFrozen[i]) {
                step();
            }
        }
        System.arraycopy(allotment, 0, filled, 0, tenants);
        System.arraycopy(isOut, 0, isStopped, 0, tenants);
        isFilled = true;
    }

    private double allotmentWithOneMore(int asking) {
        demand[asking]++;
        double allotted = allotment(asking);
        demand[asking]--;
        return allotted;
    }

    /** Returns how many processes {@code tenant} is allotted; not always a whole number. */
    double allotment(int tenant) {
        Arrays.fill(isFrozen, false);
        while (!isFrozen[tenant]) {
            step();
        }
        return allotment[tenant];
    }

    private void step() {
        double level = nextLevel();
        freezeThoseServed(level);
        freezeThoseOut(level);
    }

    /** Returns the level at which the next demand is met or the next resource used up. */
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

    /** Returns the level at which resource {@code r} is used up while the tenants that are not frozen keep growing. */
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
                        isOut[i] = true;
                    }
                }
            }
        }
    }

    private void freezeThoseServed(double level) {
        for (int i = 0; i < tenants; i++) {
            if (!isFrozen[i] && demand[i] / growth[i] <= level) {
                freeze(i, demand[i]);
                isOut[i] = false;
            }
        }
    }

    private void freeze(int tenant, double processes) {
        isFrozen[tenant] = true;
        allotment[tenant] = processes;
    }
}
