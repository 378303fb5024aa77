package org.ioasidsim.stats.exact;

/**
 * Groups with hard caps under one root, each level taken as a pool of its own whose load the others have thinned: an approximation of
 * {@link CapTree} that costs next to nothing, close where no two levels are full together.
 *
 * <p>Source: Kelly, "Blocking probabilities in large circuit-switched networks", Adv. Appl. Probab. 18, 1986: the Erlang fixed point, which
 * is unique.
 *
 * @param root the probability that the root has no room
 * @param caps the probability, of each group, that its own cap is reached
 * @param blocking of each group's requests
 */
public record ReducedLoad(double root, double[] caps, double[] blocking) {
    /** Returns the fixed point for groups that offer {@code loads[i]} and may hold up to {@code caps[i]}. */
    public static ReducedLoad of(int ids, double[] loads, int[] caps) {
        double low = 0;
        double high = 1;
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return at(high, loads, caps);
            } else if (root(middle, ids, loads, caps) > middle) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** Returns the blocking of the root when it is offered what groups offer that see the root block {@code root}. */
    private static double root(double root, int ids, double[] loads, int[] caps) {
        double offered = 0;
        for (int i = 0; i < loads.length; i++) {
            offered += loads[i] * (1 - ErlangB.blocking(loads[i] * (1 - root), caps[i]));
        }
        return ErlangB.blocking(offered, ids);
    }

    private static ReducedLoad at(double root, double[] loads, int[] caps) {
        var own = new double[loads.length];
        var blocking = new double[loads.length];
        for (int i = 0; i < loads.length; i++) {
            own[i] = ErlangB.blocking(loads[i] * (1 - root), caps[i]);
            blocking[i] = own[i] + root - own[i] * root;
        }
        return new ReducedLoad(root, own, blocking);
    }
}
