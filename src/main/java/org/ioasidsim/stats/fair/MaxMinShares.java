package org.ioasidsim.stats.fair;

import java.util.Arrays;

/**
 * The weighted max-min shares of a capacity at each instant, and their integrals over time: each tenant is entitled to the smaller of its
 * demand and its weight times the water level, and the level is such that the capacity is used up (without bound while it exceeds the
 * demand).
 *
 * <p>Satisfied and unsatisfied tenants are two heaps by demand over weight; an update moves those that the level passes from one to the
 * other, each in O(log n). The unsatisfied tenants share one integral, that of the level.
 *
 * <p>Source: Bertsekas and Gallager, <i>Data Networks</i>, 2nd edition, 1992, section 6.5.2.
 */
public final class MaxMinShares {
    private final double capacity;
    private final double[] weights;
    private final double[] demands;
    private final double[] integrals;

    /** Of a satisfied tenant the time up to which its integral stands; of an unsatisfied one the level's integral up to which it does. */
    private final double[] marks;

    private final IndexedHeap satisfied; // the largest demand over weight first
    private final IndexedHeap unsatisfied; // the smallest first
    private final boolean[] isMarked;
    private int markedSatisfied;
    private double satisfiedDemand;
    private double unsatisfiedWeight;
    private double level = Double.POSITIVE_INFINITY;
    private double levelIntegral;
    private double sinceSeconds;

    /** Starts at time 0 without demand; the weights are above 0. */
    public MaxMinShares(double[] weights, double capacity) {
        int n = weights.length;
        this.capacity = capacity;
        this.weights = weights.clone();
        this.demands = new double[n];
        this.integrals = new double[n];
        this.marks = new double[n];
        this.isMarked = new boolean[n];
        this.satisfied = new IndexedHeap(n);
        this.unsatisfied = new IndexedHeap(n);
        for (int i = 0; i < n; i++) {
            satisfied.add(i, 0);
        }
    }

    /** Sets the demand of {@code tenant} from {@code nowSeconds} on, which is not before the last update. */
    public void update(int tenant, double demand, double nowSeconds) {
        advance(nowSeconds);
        double newDemand = satisfiedDemand - demands[tenant] + demand;
        if (unsatisfied.isEmpty() && newDemand <= capacity) {
            stayContent(tenant, demand, newDemand);
            return;
        }
        if (unsatisfied.contains(tenant) && demand > weights[tenant] * level) {
            stayStinted(tenant, demand);
            return;
        }
        // Counted as satisfied at first. Every move below raises the level, so that none undoes another: first those go
        // that are above
        // it, then those come back that it has passed.
        leave(tenant);
        demands[tenant] = demand;
        satisfy(tenant);
        while (!satisfied.isEmpty() && ratio(satisfied.first()) > levelWithin()) {
            int largest = satisfied.first();
            leave(largest);
            stint(largest);
        }
        while (!unsatisfied.isEmpty() && ratio(unsatisfied.first()) <= levelWithin()) {
            int smallest = unsatisfied.first();
            leave(smallest);
            satisfy(smallest);
        }
        level = levelWithin();
    }

    /** Marks a tenant, or takes its mark away: see {@link #isMarkedSatisfied}. */
    public void mark(int tenant, boolean newMark) {
        if (isMarked[tenant] != newMark) {
            isMarked[tenant] = newMark;
            if (isSatisfied(tenant)) {
                markedSatisfied += newMark ? 1 : -1;
            }
        }
    }

    /** Returns whether any marked tenant is entitled to all that it demands. */
    public boolean isMarkedSatisfied() {
        return markedSatisfied > 0;
    }

    /** Returns whether {@code tenant} is entitled to all that it demands. */
    public boolean isSatisfied(int tenant) {
        return !unsatisfied.contains(tenant);
    }

    /** Returns what {@code tenant} is entitled to since the last update. */
    public double current(int tenant) {
        return unsatisfied.contains(tenant) ? weights[tenant] * level : demands[tenant];
    }

    /** Returns the water level since the last update: nobody is entitled to more than it times its weight. Infinite while all are satisfied. */
    public double level() {
        return level;
    }

    /** Returns the water level within an update: negative when the satisfied ask for more than there is. */
    private double levelWithin() {
        if (unsatisfied.isEmpty()) {
            return satisfiedDemand <= capacity ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        return (capacity - satisfiedDemand) / unsatisfiedWeight;
    }

    /** Returns the integral of the entitlement of {@code tenant} from time 0 or the last reset to {@code nowSeconds}. */
    public double integral(int tenant, double nowSeconds) {
        advance(nowSeconds);
        return integrals[tenant] + unsettled(tenant);
    }

    /** Starts all integrals again at {@code nowSeconds}; demands stay. */
    public void reset(double nowSeconds) {
        advance(nowSeconds);
        levelIntegral = 0;
        Arrays.fill(integrals, 0);
        for (int i = 0; i < marks.length; i++) {
            marks[i] = unsatisfied.contains(i) ? 0 : nowSeconds;
        }
    }

    private void advance(double nowSeconds) {
        if (!unsatisfied.isEmpty()) {
            levelIntegral += level * (nowSeconds - sinceSeconds);
        }
        sinceSeconds = nowSeconds;
    }

    private double ratio(int tenant) {
        return demands[tenant] / weights[tenant];
    }

    private double unsettled(int tenant) {
        return unsatisfied.contains(tenant)
                ? weights[tenant] * (levelIntegral - marks[tenant])
                : demands[tenant] * (sinceSeconds - marks[tenant]);
    }

    private void satisfy(int tenant) {
        satisfied.add(tenant, -ratio(tenant));
        satisfiedDemand += demands[tenant];
        markedSatisfied += isMarked[tenant] ? 1 : 0;
        marks[tenant] = sinceSeconds;
    }

    /** Changes the demand of one tenant where all are satisfied before and after. */
    private void stayContent(int tenant, double demand, double newDemand) {
        integrals[tenant] += demands[tenant] * (sinceSeconds - marks[tenant]);
        demands[tenant] = demand;
        satisfiedDemand = newDemand;
        marks[tenant] = sinceSeconds;
        satisfied.change(tenant, -ratio(tenant));
    }

    /** Changes the demand of one tenant that asks for more than its share before and after: nobody's share changes. */
    private void stayStinted(int tenant, double demand) {
        demands[tenant] = demand;
        unsatisfied.change(tenant, ratio(tenant));
    }

    private void stint(int tenant) {
        unsatisfied.add(tenant, ratio(tenant));
        unsatisfiedWeight += weights[tenant];
        marks[tenant] = levelIntegral;
    }

    /** Settles the tenant's integral and takes it out of its heap; an empty heap's sum is 0, whatever was rounded. */
    private void leave(int tenant) {
        integrals[tenant] += unsettled(tenant);
        if (unsatisfied.contains(tenant)) {
            unsatisfied.remove(tenant);
            unsatisfiedWeight = unsatisfied.isEmpty() ? 0 : unsatisfiedWeight - weights[tenant];
        } else {
            satisfied.remove(tenant);
            markedSatisfied -= isMarked[tenant] ? 1 : 0;
            satisfiedDemand = satisfied.isEmpty() ? 0 : satisfiedDemand - demands[tenant];
        }
    }
}
