package org.ioasidsim.experiment.measure;

import java.util.Arrays;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.jspecify.annotations.Nullable;

/**
 * The ids that tenants held above their entitlement while others had unmet demand: for victim v and holder h the integral of the ids that h
 * holds above its entitlement, times the share of v in the unmet demand of all but h. Summed over its victims, a holder's blame is its excess while
 * any other tenant had unmet demand; no tenant is blamed for its own unmet demand.
 *
 * <p>A holder's clock runs at its excess over the others' unmet demand; a victim settles with all clocks when its own unmet demand
 * changes, unless it was and stays nothing or none has moved. Of what happens at one instant only the outcome counts: a request that is
 * granted at once changes no unmet demand. With b tenants that were ever above their entitlement, a change of unmet demand thus costs b
 * steps through contiguous memory, anything else O(log n) and a step for each different unmet demand ({@link HolderClocks}); while nobody
 * has unmet demand, only the O(log n). The matrix has rows for victims and columns for holders only, until it is asked for. Among many
 * tenants ({@link ReplicationResult#blameRows}) all victims are one, and the clocks are the blame. A tenant that is alone blames nobody, and
 * nothing is kept of it.
 */
final class Blame {
    private static final int NOBODY = -1;

    private final int tenants;
    private final int unit;
    private final HolderClocks clocks;
    private final boolean isAlone;
    private final boolean isByVictim;
    private final @Nullable Victim[] victims;
    private double[] clocksAtRestart = new double[0];

    /**
     * @param unit how much of what is held counts as one id in the blame
     */
    Blame(double[] weights, int unit) {
        this.unit = unit;
        this.tenants = weights.length;
        this.isAlone = tenants == 1;
        this.isByVictim = ReplicationResult.blameRows(tenants) == tenants;
        this.clocks = new HolderClocks(weights, isByVictim);
        this.victims = new Victim[isByVictim ? tenants : 0];
    }

    /** The blame that one tenant with unmet demand assigns to each holder, by the clocks' columns. */
    private static final class Victim {
        private double[] idSeconds = new double[0];
        private double[] settled = new double[0];
        private long settledMoves = -1;

        /** Adds the advance of the clocks since the last settlement, during which the victim had {@code unmet}. */
        void settle(int unmet, HolderClocks clocks) {
            if (settledMoves == clocks.moves()) {
                return;
            }
            double[] read = clocks.read();
            int columns = clocks.columns();
            grow(columns, read.length);
            if (unmet > 0) {
                suffer(unmet, read, columns);
            }
            System.arraycopy(read, 0, settled, 0, columns);
            settledMoves = clocks.moves();
        }

        private void suffer(int unmet, double[] read, int columns) {
            double[] suffered = idSeconds;
            double[] last = settled;
            for (int i = 0; i < columns; i++) {
                suffered[i] += unmet * (read[i] - last[i]);
            }
        }

        private void grow(int columns, int most) {
            if (columns > settled.length) {
                int length = Math.min(most, Math.max(columns, 2 * settled.length));
                idSeconds = Arrays.copyOf(idSeconds, length);
                settled = Arrays.copyOf(settled, length);
            }
        }
    }

    /** Sets what a tenant holds of the pool and lacks from now on. */
    void change(int tenant, int newHeld, int newUnmet) {
        if (!isAlone) {
            changeClocks(tenant, newHeld, newUnmet);
        }
    }

    private void changeClocks(int tenant, int newHeld, int newUnmet) {
        int unmet = clocks.unmet(tenant);
        if (isByVictim && newUnmet != unmet) {
            victim(tenant).settle(unmet, clocks);
        }
        clocks.change(tenant, newHeld, newUnmet);
    }

    private Victim victim(int tenant) {
        Victim known = victims[tenant];
        if (known == null) {
            known = new Victim();
            victims[tenant] = known;
        }
        return known;
    }

    /** Advances time at a constant max-min {@code level}, infinite when all demand is met. */
    void advance(double seconds, double level) {
        if (!isAlone) {
            clocks.advance(seconds, level);
        }
    }

    /** Returns what all tenants together hold above their entitlement at the {@code level} of the last advance. */
    double excess(double level) {
        return clocks.excess(level);
    }

    /** Forgets the blame so far. */
    void restart() {
        clocksAtRestart = Arrays.copyOf(clocks.read(), clocks.columns());
        for (int i = 0; i < victims.length; i++) {
            Victim victim = victims[i];
            if (victim != null) {
                victim.settle(clocks.unmet(i), clocks);
                Arrays.fill(victim.idSeconds, 0);
            }
        }
    }

    /** Returns {@code [victim][holder]}, in one row if all victims are one; victims without blame share a row. */
    double[][] idSeconds() {
        return isByVictim ? matrix() : new double[][] {ofAllVictims()};
    }

    private double[] ofAllVictims() {
        double[] idSeconds = Arrays.copyOf(clocks.read(), clocks.columns());
        for (int column = 0; column < clocksAtRestart.length; column++) {
            idSeconds[column] -= clocksAtRestart[column];
        }
        return row(NOBODY, idSeconds);
    }

    private double[][] matrix() {
        double[][] matrix = new double[tenants][];
        Arrays.fill(matrix, new double[tenants]);
        for (int i = 0; i < tenants; i++) {
            Victim victim = victims[i];
            if (victim != null) {
                victim.settle(clocks.unmet(i), clocks);
                matrix[i] = row(i, victim.idSeconds);
            }
        }
        return matrix;
    }

    private double[] row(int victim, double[] idSeconds) {
        double[] row = new double[tenants];
        for (int column = 0; column < clocks.columns(); column++) {
            int holder = clocks.tenantAt(column);
            if (holder != victim) {
                row[holder] =
                        Math.max(0, idSeconds[column]) / unit; // rounding may leave a sum of nothing slightly below 0
            }
        }
        return row;
    }
}
