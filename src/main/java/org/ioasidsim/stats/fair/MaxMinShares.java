package org.ioasidsim.stats.fair;

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
    private final Share[] shares;
    // Two heaps by demand over weight; the key of one that is alone in its heap need not be right.
    private final IndexedHeap satisfied; // the largest first
    private final IndexedHeap unsatisfied; // the smallest first
    private int markedSatisfied;
    private double satisfiedDemand;
    private double unsatisfiedWeight;
    private double level = Double.POSITIVE_INFINITY;
    private double levelIntegral;
    private double sinceSeconds;

    /** What is kept of one tenant, together, as it is all needed at once. */
    private static final class Share {
        private final double weight;
        private double demand;
        private double integral;

        /** Of a satisfied tenant the time up to which its integral stands; of an unsatisfied one the level's integral up to which it does. */
        private double mark;

        private boolean isMarked;
        private boolean isUnsatisfied;

        Share(double weight) {
            this.weight = weight;
        }

        double ratio() {
            return demand / weight;
        }
    }

    /** Starts at time 0 without demand; the weights are above 0. */
    public MaxMinShares(double[] weights, double capacity) {
        int n = weights.length;
        this.capacity = capacity;
        this.shares = new Share[n];
        this.satisfied = new IndexedHeap(n);
        this.unsatisfied = new IndexedHeap(n);
        for (int i = 0; i < n; i++) {
            shares[i] = new Share(weights[i]);
            satisfied.add(i, 0);
        }
    }

    /**
     * Sets the demand of {@code tenant} from {@code nowSeconds} on, which is not before the last update.
     *
     * @param isMarked whether the tenant counts for {@link #isMarkedSatisfied}
     */
    public void update(int tenant, double demand, boolean isMarked, double nowSeconds) {
        advance(nowSeconds);
        Share share = shares[tenant];
        if (share.isUnsatisfied && demand > share.weight * level) {
            // asks for more than its share before and after: nobody's share changes
            share.demand = demand;
            if (!unsatisfied.hasOne()) {
                unsatisfied.change(tenant, share.ratio());
            }
        } else if (unsatisfied.isEmpty() && satisfiedDemand - share.demand + demand <= capacity) {
            stayContent(tenant, share, demand);
        } else {
            rank(tenant, demand);
        }
        if (share.isMarked != isMarked) {
            share.isMarked = isMarked;
            if (!share.isUnsatisfied) {
                markedSatisfied += isMarked ? 1 : -1;
            }
        }
    }

    /**
     * Sets the demand of the only tenant again and again, as {@link #update} does, as long as it is satisfied before and after, or neither before nor
     * after.
     *
     * @param demands the new ones, of which those from {@code from} until before {@code to} count
     * @param atSeconds from when on they hold
     * @return the index of the first that was not set; {@code to} if all were
     */
    public int updateAlone(double[] demands, double[] atSeconds, int from, int to) {
        return shares[0].isUnsatisfied
                ? stayWanting(shares[0], demands, atSeconds, from, to)
                : stayContent(shares[0], demands, atSeconds, from, to);
    }

    private int stayWanting(Share share, double[] demands, double[] atSeconds, int from, int to) {
        double due = share.weight * level;
        double ofLevel = levelIntegral;
        double since = sinceSeconds;
        double nowLevel = level;
        int i = from;
        for (; i < to && demands[i] > due; i++) {
            double now = atSeconds[i];
            ofLevel += nowLevel * (now - since);
            since = now;
        }
        levelIntegral = ofLevel;
        sinceSeconds = since;
        share.demand = i == from ? share.demand : demands[i - 1];
        return i;
    }

    private int stayContent(Share share, double[] demands, double[] atSeconds, int from, int to) {
        double all = satisfiedDemand;
        double demand = share.demand;
        double integral = share.integral;
        double mark = share.mark;
        int i = from;
        for (; i < to; i++) {
            double next = all - demand + demands[i];
            if (next > capacity) {
                break;
            }
            double now = atSeconds[i];
            integral += demand * (now - mark);
            mark = now;
            all = next;
            demand = demands[i];
        }
        if (i > from) {
            satisfiedDemand = all;
            share.demand = demand;
            share.integral = integral;
            share.mark = mark;
            sinceSeconds = mark;
        }
        return i;
    }

    /** Changes the demand of one tenant where all are satisfied before and after. */
    private void stayContent(int tenant, Share share, double demand) {
        share.integral += share.demand * (sinceSeconds - share.mark);
        satisfiedDemand = satisfiedDemand - share.demand + demand;
        share.demand = demand;
        share.mark = sinceSeconds;
        if (!satisfied.hasOne()) {
            satisfied.change(tenant, -share.ratio());
        }
    }

    /** Changes the demand of one tenant where the level may change, and moves those that it passes. */
    private void rank(int tenant, double demand) {
        // Counted as satisfied at first. Every move below raises the level, so that none undoes another: first those go
        // that are above
        // it, then those come back that it has passed.
        leave(tenant);
        shares[tenant].demand = demand;
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

    /** Returns whether any marked tenant is entitled to all that it demands. */
    public boolean isMarkedSatisfied() {
        return markedSatisfied > 0;
    }

    /** Returns whether {@code tenant} is entitled to all that it demands. */
    public boolean isSatisfied(int tenant) {
        return !shares[tenant].isUnsatisfied;
    }

    /** Returns what {@code tenant} is entitled to since the last update. */
    public double current(int tenant) {
        Share share = shares[tenant];
        return share.isUnsatisfied ? share.weight * level : share.demand;
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
        Share share = shares[tenant];
        return share.integral + unsettled(share);
    }

    /** Starts all integrals again at {@code nowSeconds}; demands stay. */
    public void reset(double nowSeconds) {
        advance(nowSeconds);
        levelIntegral = 0;
        for (Share share : shares) {
            share.integral = 0;
            share.mark = share.isUnsatisfied ? 0 : nowSeconds;
        }
    }

    private void advance(double nowSeconds) {
        if (!unsatisfied.isEmpty()) {
            levelIntegral += level * (nowSeconds - sinceSeconds);
        }
        sinceSeconds = nowSeconds;
    }

    private double ratio(int tenant) {
        return shares[tenant].ratio();
    }

    private double unsettled(Share share) {
        return share.isUnsatisfied
                ? share.weight * (levelIntegral - share.mark)
                : share.demand * (sinceSeconds - share.mark);
    }

    private void satisfy(int tenant) {
        Share share = shares[tenant];
        share.isUnsatisfied = false;
        if (satisfied.hasOne()) {
            satisfied.change(satisfied.first(), -ratio(satisfied.first()));
        }
        satisfied.add(tenant, -share.ratio());
        satisfiedDemand += share.demand;
        markedSatisfied += share.isMarked ? 1 : 0;
        share.mark = sinceSeconds;
    }

    private void stint(int tenant) {
        Share share = shares[tenant];
        share.isUnsatisfied = true;
        if (unsatisfied.hasOne()) {
            unsatisfied.change(unsatisfied.first(), ratio(unsatisfied.first()));
        }
        unsatisfied.add(tenant, share.ratio());
        unsatisfiedWeight += share.weight;
        share.mark = levelIntegral;
    }

    /** Settles the tenant's integral and takes it out of its heap; an empty heap's sum is 0, whatever was rounded. */
    private void leave(int tenant) {
        Share share = shares[tenant];
        share.integral += unsettled(share);
        if (share.isUnsatisfied) {
            unsatisfied.remove(tenant);
            unsatisfiedWeight = unsatisfied.isEmpty() ? 0 : unsatisfiedWeight - share.weight;
        } else {
            satisfied.remove(tenant);
            markedSatisfied -= share.isMarked ? 1 : 0;
            satisfiedDemand = satisfied.isEmpty() ? 0 : satisfiedDemand - share.demand;
        }
    }
}
