package org.ioasidsim.policy.book;

/**
 * The weighted max-min shares of several demands: each is the smaller of the demand and the weight times a common water level. The arrays
 * are reused, so that asking again allocates nothing.
 *
 * <p>Source: Bertsekas and Gallager, <i>Data Networks</i>, 2nd edition, 1992, section 6.5.2.
 */
public final class WaterFilling {
    private double[] demands = new double[16];
    private double[] weights = new double[16];
    private boolean[] isFilled = new boolean[16];
    private int count;

    /** Removes all demands and makes room for {@code size} new ones. */
    public void start(int size) {
        count = 0;
        if (size > demands.length) {
            demands = new double[size * 2];
            weights = new double[size * 2];
            isFilled = new boolean[size * 2];
        }
    }

    /** Adds a demand of at least 0 with a weight above 0. */
    public void add(double demand, double weight) {
        demands[count] = demand;
        weights[count] = weight;
        isFilled[count] = false;
        count++;
    }

    /** Returns the share of {@code capacity} for the demand that was added at {@code place}, counted from 0. */
    public double share(int place, double capacity) {
        double level = level(capacity);
        return isFilled[place] ? demands[place] : weights[place] * level;
    }

    /**
     * Returns the water level. If all demand is met, it is the highest ratio of demand to weight, or infinite if one more would be met too.
     * Call it once after the last {@link #add}.
     */
    public double level(double capacity) {
        double left = capacity;
        double weight = 0;
        for (int i = 0; i < count; i++) {
            weight += weights[i];
        }
        double highest = 0;
        int unfilled = count;
        // Each pass fills the demands below the level; what they leave raises it, so that it ends after at most one
        // pass a demand.
        while (unfilled > 0) {
            double level = left / weight;
            int before = unfilled;
            for (int i = 0; i < count; i++) {
                if (!isFilled[i] && demands[i] <= weights[i] * level) {
                    isFilled[i] = true;
                    left -= demands[i];
                    weight -= weights[i];
                    highest = Math.max(highest, demands[i] / weights[i]);
                    unfilled--;
                }
            }
            if (unfilled == before) {
                return level;
            }
        }
        return left >= 1 ? Double.POSITIVE_INFINITY : highest; // ids are whole: less than one left serves nobody
    }
}
