package org.ioasidsim.stats.exact;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

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
public record ReducedLoad(Scaled root, Scaled[] caps, Scaled[] blocking) {
    /** Ids and caps together that take a few seconds. */
    public static final long MOST_TERMS = 100_000_000L;

    /** A root that blocks less than this thins no group's load by a bit. */
    private static final double NEGLIGIBLE = 0x1p-80;

    private static final double RELATIVE_ACCURACY = 1e-15;
    private static final int MOST_EVALUATIONS = 200;

    /** Returns the fixed point for groups that offer {@code loads[i]} and may hold up to {@code caps[i]}. */
    public static ReducedLoad of(int ids, double[] loads, int[] caps) {
        Scaled alone = root(0, ids, loads, caps);
        if (alone.doubleValue() < NEGLIGIBLE) {
            return at(alone, loads, caps);
        }
        double lower = alone.doubleValue();
        if (root(lower, ids, loads, caps).doubleValue() <= lower) {
            return at(alone, loads, caps);
        }
        // The more the root blocks, the less the caps do, so that it is offered more than at first.
        double root = new BrentSolver(RELATIVE_ACCURACY, Double.MIN_NORMAL)
                .solve(MOST_EVALUATIONS, x -> root(x, ids, loads, caps).doubleValue() - x, lower, 1);
        return at(Scaled.of(root), loads, caps);
    }

    /** Returns the blocking of the root when it is offered what groups offer that see the root block {@code root}. */
    private static Scaled root(double root, int ids, double[] loads, int[] caps) {
        double offered = 0;
        for (int i = 0; i < loads.length; i++) {
            double thinned = loads[i] * (1 - root);
            // a load thinned to nothing grants all that is left of it
            double granted = thinned > 0 ? ErlangB.carried(thinned, caps[i]) / thinned : 1;
            offered += loads[i] * granted;
        }
        return ErlangB.scaledBlocking(offered, ids);
    }

    private static ReducedLoad at(Scaled root, double[] loads, int[] caps) {
        var own = new Scaled[loads.length];
        var blocking = new Scaled[loads.length];
        for (int i = 0; i < loads.length; i++) {
            own[i] = ErlangB.scaledBlocking(loads[i] * (1 - root.doubleValue()), caps[i]);
            blocking[i] = own[i].plus(root.times(1 - own[i].doubleValue()));
        }
        return new ReducedLoad(root, own, blocking);
    }
}
