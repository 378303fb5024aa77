package org.ioasidsim.policy.book;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.ioasidsim.policy.Answer;

/**
 * The answers of {@link ProgressiveFilling} in a few steps for each kind of tenant, however many tenants there are. Tenants of a kind grow
 * and need alike, so those with equal demands can be counted together. A tenant that asks for one more process is refused if it has at
 * least what its kind is entitled to at the level where the filling stops it. The entitlement equals that of {@link ProgressiveFilling} up
 * to rounding; a tenant exactly at it gets the answer {@link Answer#UNSURE}, which leaves the decision to that class, unless all sums are
 * exact in binary.
 */
public final class FillingByKind {
    /** Sums of multiples of {@link #UNIT} below this are exact, and so is the order of two of their ratios for demands below {@link #EXACT_DEMAND}. */
    private static final double EXACT = 0x1p30;

    private static final double UNIT = 0x1p-4;
    private static final int EXACT_DEMAND = 1 << 14;

    private final double[] capacity;
    private final int[] kindOf;
    private final double[] growth;
    private final double[][] needs;
    private final ValueLists held;
    private final int[] demands;
    private final ValueSums[] sums;
    private final EntitlementCrossings crossings;
    private final double[] wanted;
    private final boolean isExact;

    /** Tenants that demand less than they have, which happens when a request that waited without a refusal is gone. */
    private final boolean[] isOwing;

    private int owing;

    /** The level at which each kind is stopped, infinite if it is not; and whether this class knows it. */
    private final double[] levels;

    private final boolean[] isKnown;
    private final boolean[] isStopped;
    private boolean isFilled;

    /** Whether at most one resource was used up: levels are then as exact as the sums they come from. */
    private boolean isAtOnce;

    /** Whether a tenant may have one more process. */
    public enum Answer {
        YES,
        NO,
        UNSURE
    }

    /**
     * Makes tenants without processes.
     *
     * @param kindOf the kind of each tenant
     * @param growth the processes by which a tenant of each kind grows as the level rises by one
     * @param needs what a process of each kind takes of each resource
     */
    public FillingByKind(double[] capacity, int[] kindOf, double[] growth, double[][] needs) {
        this.capacity = capacity.clone();
        this.kindOf = kindOf.clone();
        this.growth = growth.clone();
        this.needs = needs.clone();
        int kinds = growth.length;
        this.held = new ValueLists(kindOf, kinds);
        this.demands = new int[kindOf.length];
        this.sums = new ValueSums[kinds];
        Arrays.setAll(sums, kind -> new ValueSums());
        for (int kind : kindOf) {
            sums[kind].add(0, 1);
        }
        this.crossings = new EntitlementCrossings(kinds, held, held);
        this.wanted = new double[capacity.length];
        this.levels = new double[kinds];
        this.isKnown = new boolean[kinds];
        this.isStopped = new boolean[kinds];
        this.isExact = isExact();
        this.isOwing = new boolean[kindOf.length];
    }

    private boolean isExact() {
        double sum = 0;
        for (int kind = 0; kind < growth.length; kind++) {
            for (int r = 0; r < capacity.length; r++) {
                double ofProcess = growth[kind] * needs[kind][r];
                if (ofProcess / UNIT != Math.rint(ofProcess / UNIT)) {
                    return false;
                }
                sum += ofProcess * sums[kind].count();
            }
        }
        return sum < EXACT;
    }

    /** Sets how many processes a tenant has bound, and how many it demands. */
    public void set(int tenant, long newHeld, long newDemand) {
        held.set(tenant, (int) newHeld);
        demand(tenant, (int) Math.max(0, newDemand));
        if (newDemand < newHeld != isOwing[tenant]) {
            isOwing[tenant] = newDemand < newHeld;
            owing += newDemand < newHeld ? 1 : -1;
        }
        isFilled = false;
    }

    private void demand(int tenant, int demand) {
        int kind = kindOf[tenant];
        int before = demands[tenant];
        if (demand != before) {
            sums[kind].add(before, -1);
            sums[kind].add(demand, 1);
            for (int r = 0; r < capacity.length; r++) {
                wanted[r] += (demand - before) * needs[kind][r];
            }
            demands[tenant] = demand;
        }
    }

    /** Returns whether a tenant that demands one more process is allotted more than it has. */
    public Answer allotsMore(int tenant) {
        fill();
        int kind = kindOf[tenant];
        if (owing > 0 || !isKnown[kind]) {
            return Answer.UNSURE;
        }
        int bound = held.of(tenant);
        double due = growth[kind] * levels[kind];
        if (!EntitlementCrossings.isJust(bound, due)) {
            return of(bound < due);
        }
        if (!isExact || !isAtOnce) {
            return Answer.UNSURE;
        }
        return demands[tenant] > bound ? of(bound < due) : isSameRatio(bound, kind) ? of(bound < due) : Answer.UNSURE;
    }

    /** Returns whether the level equals the ratio of what the tenant has to its growth: one more process stops it exactly there. */
    private boolean isSameRatio(int bound, int kind) {
        return levels[kind] == bound / growth[kind] && bound < EXACT_DEMAND;
    }

    private static Answer of(boolean isAllotted) {
        return isAllotted ? Answer.YES : Answer.NO;
    }

    /** Reports the tenants whose answer may have changed since the last call; returns whether no other answer can have. */
    public boolean cross(IntConsumer report) {
        fill();
        boolean areKnown = owing == 0;
        for (int kind = 0; kind < growth.length; kind++) {
            areKnown &= isKnown[kind];
            crossings.move(kind, growth[kind] * levels[kind], report);
        }
        return areKnown;
    }

    private void fill() {
        if (isFilled) {
            return;
        }
        isFilled = true;
        Arrays.fill(isStopped, false);
        Arrays.fill(isKnown, true);
        Arrays.fill(levels, Double.POSITIVE_INFINITY);
        int ends = 0;
        double from = 0;
        for (double end = firstEnd(from); end < Double.POSITIVE_INFINITY; end = firstEnd(from)) {
            stopThoseOut(from, end);
            from = end;
            ends++;
        }
        isAtOnce = ends < 2;
        for (int kind = 0; kind < growth.length; kind++) {
            if (fitsWithOneMore(kind)) {
                levels[kind] = Double.POSITIVE_INFINITY;
            } else if (ends == 0) {
                levels[kind] = endWithOneMore(kind);
            } else if (!isStopped[kind]) {
                isKnown[kind] = hasRoomForOneMore(kind);
            }
        }
    }

    /** Returns whether the allotments and one more process leave something of each resource that a kind needs, whatever rounding does. */
    private boolean hasRoomForOneMore(int kind) {
        for (int r = 0; r < capacity.length; r++) {
            if (needs[kind][r] > 0 && used(r) + needs[kind][r] > capacity[r] * (1 - EntitlementCrossings.ROUNDING)) {
                return false;
            }
        }
        return true;
    }

    private double used(int r) {
        double used = 0;
        for (int kind = 0; kind < growth.length; kind++) {
            double most = isStopped[kind] ? servedAt(kind, levels[kind]) : Double.POSITIVE_INFINITY;
            long others = sums[kind].count() - sums[kind].count(most);
            double allotted = sums[kind].sum(most) + (others > 0 ? others * growth[kind] * levels[kind] : 0);
            used += needs[kind][r] * allotted;
        }
        return used;
    }

    private boolean fitsWithOneMore(int kind) {
        for (int r = 0; r < capacity.length; r++) {
            if (wanted[r] + needs[kind][r] > capacity[r]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the level at which the next resource is used up; infinite if what is left is enough. */
    private double firstEnd(double from) {
        double first = Double.POSITIVE_INFINITY;
        for (int r = 0; r < capacity.length; r++) {
            first = Math.min(first, end(r, from));
        }
        return first;
    }

    private void stopThoseOut(double from, double end) {
        boolean[] isOut = new boolean[growth.length];
        for (int r = 0; r < capacity.length; r++) {
            if (end(r, from) <= end) {
                for (int kind = 0; kind < growth.length; kind++) {
                    isOut[kind] |= !isStopped[kind] && needs[kind][r] > 0;
                }
            }
        }
        for (int kind = 0; kind < growth.length; kind++) {
            if (isOut[kind]) {
                isStopped[kind] = true;
                levels[kind] = end;
            }
        }
    }

    /**
     * Returns the level at which resource {@code r} is used up while the kinds that are not stopped keep growing. Each pass serves more
     * demands whole, which raises the level; it ends when a pass serves no new one.
     */
    private double end(int r, double from) {
        double level = from;
        long servedBefore = -1;
        while (true) {
            double left = capacity[r];
            double rate = 0;
            long served = 0;
            for (int kind = 0; kind < growth.length; kind++) {
                double need = needs[kind][r];
                double upTo = isStopped[kind] ? levels[kind] : level;
                double most = need > 0 ? servedAt(kind, upTo) : 0;
                long ofKind = sums[kind].count(most);
                long others = sums[kind].count() - ofKind;
                left -= need * sums[kind].sum(most);
                if (isStopped[kind]) {
                    left -= need * others * growth[kind] * upTo;
                } else {
                    rate += growth[kind] * need * others;
                    served += ofKind;
                }
            }
            double next = rate > 0 ? Math.max(0, left / rate) : Double.POSITIVE_INFINITY;
            if (served == servedBefore || rate == 0) {
                return next;
            }
            servedBefore = served;
            level = Math.max(level, next);
        }
    }

    /** Returns the highest whole demand that is met at a level, by the same comparison as in {@link ProgressiveFilling}: the product may round. */
    private double servedAt(int kind, double level) {
        double most = Math.floor(growth[kind] * level); // off by one at most, either way
        if ((most + 1) / growth[kind] <= level) {
            return most + 1;
        }
        return most / growth[kind] <= level ? most : most - 1;
    }

    /** Returns the level at which one more process of a kind is stopped if all demands fit, and one more does not. */
    private double endWithOneMore(int kind) {
        double end = Double.POSITIVE_INFINITY;
        for (int r = 0; r < capacity.length; r++) {
            if (needs[kind][r] > 0 && wanted[r] == capacity[r]) {
                end = Math.min(end, highestRatio(r));
            }
        }
        return end;
    }

    private double highestRatio(int r) {
        double highest = 0;
        for (int tenant = 0; tenant < demands.length; tenant++) {
            int kind = kindOf[tenant];
            highest = needs[kind][r] > 0 ? Math.max(highest, demands[tenant] / growth[kind]) : highest;
        }
        return highest;
    }
}
