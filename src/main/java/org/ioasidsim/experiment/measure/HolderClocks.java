package org.ioasidsim.experiment.measure;

import java.util.Arrays;
import org.ioasidsim.stats.fair.LevelCrossings;

/**
 * For each holder the integral of what it holds above its entitlement over the unmet demand of all others, or, where no victim is told
 * from another, while there is any. Each holder that was ever above
 * its entitlement has a column, numbered in the order of their first excess.
 *
 * <p>The excess of a holder is what it holds less its weight times the max-min level. A holder affects the others' unmet demand only through
 * its own, so that holders with equal unmet demand advance at the same rate: they share a pace, the integrals of 1 and of the level over the
 * unmet demand of the others. Advancing time costs one step for each distinct unmet demand among the holders above the level, few even with
 * many tenants. A change of a holder, or its crossing of the level, costs O(log n), and reading all clocks one step for each column.
 */
final class HolderClocks {
    /** Holders with equal unmet demand below this share a pace; one with more has a pace of its own. */
    private static final int SHARED = 256;

    private static final int NONE = -1;

    /** The numbers in the record of a column. */
    private static final int CLOCK = 0;

    private static final int SECONDS = 1;
    private static final int LEVEL = 2;
    private static final int HELD = 3;
    private static final int WEIGHT = 4;
    private static final int RECORD = 5;

    private final double[] weights;
    private final boolean isByVictim;
    private final LevelCrossings heldOverWeight;
    private final int[] held;
    private final int[] unmet;
    private long allUnmet;

    private final int[] columnOf;
    private final int[] tenantAt;
    private int columns;

    /**
     * By column a record of five numbers, which lie together as all are needed at once: the clock as last settled, the paces' integrals then, and what
     * is held and the weight, both 0 while not above the level.
     */
    private final double[] records;

    /** By column the pace that drives it. */
    private final int[] paceOf;

    /** By pace: the number of its holders above the level, their unmet demand, and the integrals since the first of them joined. */
    private final int[] members;

    private final int[] unmetOfMember;
    private final double[] seconds;
    private final double[] level;

    /** The holders above the level, what they hold together, and their weight. */
    private int above;

    private double allHeldAbove;
    private double allWeightAbove;

    private final int[] running;
    private final int[] placeOf;
    private int runningCount;

    private final double[] read;
    private boolean isRead = true;
    private long moves;

    HolderClocks(double[] weights, boolean isByVictim) {
        int n = weights.length;
        this.weights = weights.clone();
        this.isByVictim = isByVictim;
        this.heldOverWeight = new LevelCrossings(n);
        this.held = new int[n];
        this.unmet = new int[n];
        this.columnOf = new int[n];
        Arrays.fill(columnOf, NONE);
        this.tenantAt = new int[n];
        this.records = new double[n * RECORD];
        this.paceOf = new int[n];
        this.members = new int[SHARED + n];
        this.unmetOfMember = new int[SHARED + n];
        this.seconds = new double[SHARED + n];
        this.level = new double[SHARED + n];
        this.running = new int[SHARED + n];
        this.placeOf = new int[SHARED + n];
        this.read = new double[n];
    }

    /** Sets the ids that a tenant holds and its unmet demand from now on. */
    void change(int tenant, int newHeld, int newUnmet) {
        boolean isAbove = heldOverWeight.isAbove(tenant);
        if (isAbove) {
            stop(tenant);
        }
        allUnmet += newUnmet - unmet[tenant];
        unmet[tenant] = newUnmet;
        if (newHeld != held[tenant]) {
            held[tenant] = newHeld;
            heldOverWeight.set(tenant, newHeld / weights[tenant]);
        }
        if (isAbove) {
            start(tenant);
        }
    }

    /** Advances the clocks over a time with the max-min level {@code newLevel}. */
    void advance(double passed, double newLevel) {
        if (allUnmet == 0) {
            return;
        }
        for (int tenant = heldOverWeight.next(newLevel);
                tenant != LevelCrossings.NONE;
                tenant = heldOverWeight.next(newLevel)) {
            if (heldOverWeight.isAbove(tenant)) {
                start(tenant);
            } else {
                stop(tenant);
            }
        }
        for (int i = 0; i < runningCount; i++) {
            int pace = running[i];
            long ofOthers = allUnmet - unmetOfMember[pace]; // nobody is blamed for unmet demand of its own
            if (ofOthers > 0) {
                double shared = isByVictim ? passed / ofOthers : passed;
                seconds[pace] += shared;
                level[pace] += shared * newLevel;
            }
        }
        if (runningCount > 0) {
            moves++;
            isRead = false;
        }
    }

    /** Returns what the holders above the level of the last advance hold above their entitlements together. */
    double excess(double ofLevel) {
        return above == 0 ? 0 : Math.max(0, allHeldAbove - allWeightAbove * ofLevel);
    }

    private void start(int tenant) {
        if (columnOf[tenant] == NONE) {
            tenantAt[columns] = tenant;
            columnOf[tenant] = columns++;
        }
        int pace = unmet[tenant] < SHARED ? unmet[tenant] : SHARED + tenant;
        join(pace, unmet[tenant]);
        int column = columnOf[tenant];
        paceOf[column] = pace;
        int at = column * RECORD;
        records[at + SECONDS] = seconds[pace];
        records[at + LEVEL] = level[pace];
        records[at + HELD] = held[tenant];
        records[at + WEIGHT] = weights[tenant];
        above++;
        allHeldAbove += records[at + HELD];
        allWeightAbove += records[at + WEIGHT];
    }

    private void join(int pace, int unmetOfAll) {
        if (members[pace]++ == 0) {
            unmetOfMember[pace] = unmetOfAll;
            seconds[pace] = 0;
            level[pace] = 0;
            placeOf[pace] = runningCount;
            running[runningCount++] = pace;
        }
    }

    private void stop(int tenant) {
        int column = columnOf[tenant];
        int at = column * RECORD;
        records[at + CLOCK] = clock(column);
        above--;
        allHeldAbove -= records[at + HELD];
        allWeightAbove = above == 0 ? 0 : allWeightAbove - records[at + WEIGHT]; // without what rounding left
        records[at + HELD] = 0;
        records[at + WEIGHT] = 0;
        leave(paceOf[column]);
    }

    private void leave(int pace) {
        if (--members[pace] == 0) {
            int last = running[--runningCount];
            running[placeOf[pace]] = last;
            placeOf[last] = placeOf[pace];
        }
    }

    private double clock(int column) {
        int pace = paceOf[column];
        int at = column * RECORD;
        return records[at + CLOCK]
                + records[at + HELD] * (seconds[pace] - records[at + SECONDS])
                - records[at + WEIGHT] * (level[pace] - records[at + LEVEL]);
    }

    /** Returns the clocks by column: the live array, which changes later and may be longer than the number of columns. */
    double[] read() {
        if (!isRead) {
            for (int column = 0; column < columns; column++) {
                read[column] = clock(column);
            }
            isRead = true;
        }
        return read;
    }

    /** Returns the unmet demand of a tenant. */
    int unmet(int tenant) {
        return unmet[tenant];
    }

    /** Returns the number of times that clocks have advanced. */
    long moves() {
        return moves;
    }

    /** Returns the number of columns so far. */
    int columns() {
        return columns;
    }

    /** Returns the tenant of a column. */
    int tenantAt(int column) {
        return tenantAt[column];
    }
}
