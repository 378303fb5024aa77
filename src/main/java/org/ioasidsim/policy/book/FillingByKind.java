package org.ioasidsim.policy.book;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.ioasidsim.policy.Answer;

/**
 * The answers of {@link ProgressiveFilling} in a few steps for each kind of tenant, however many there are: tenants of a kind grow alike and
 * need alike, so that all of them with equal demands are one. A tenant that asks for one process more is refused when it has what its kind
 * is due where the filling stops it, or more. What is due is the same but for rounding; those who have just that, but for rounding, are
 * {@linkplain Answer#UNSURE answered} by the rule itself, unless its sums are exact in binary.
 */
public final class FillingByKind {
    /** Sums of multiples of the unit below this are exact, and so is which of two of their ratios is the larger, for demands so high. */
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

    /** Who demands less than it has: a request waited that was not refused before, and is gone. */
    private final boolean[] isOwing;

    private int owing;

    /** By kind, the level at which it is stopped, infinite where it is not; and whether that is known here. */
    private final double[] levels;

    private final boolean[] isKnown;
    private final boolean[] isStopped;
    private boolean isFilled;

    /** Whether one filling up to a resource's end says all, so that levels are exact where sums are. */
    private boolean isAtOnce;

    /** Who may have one process more. */
    public enum Answer {
        YES,
        NO,
        UNSURE
    }

    /**
     * Makes tenants without processes.
     *
     * @param kindOf of each tenant its kind
     * @param growth of each kind the processes by which a tenant grows as the level rises by one
     * @param needs of each kind what a process takes of each resource
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

    /** Sets the processes that a tenant has bound, and those that it demands. */
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

    /** Returns whether a tenant is allotted more than it has when it demands one process more. */
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

    /** Returns whether the level is the ratio itself: with one process more the tenant is stopped just there. */
    private boolean isSameRatio(int bound, int kind) {
        return levels[kind] == bound / growth[kind] && bound < EXACT_DEMAND;
    }

    private static Answer of(boolean isAllotted) {
        return isAllotted ? Answer.YES : Answer.NO;
    }

    /** Tells of those whose answer may differ from the last time; returns whether these are all, as far as is known here. */
    public boolean cross(IntConsumer told) {
        fill();
        boolean areKnown = owing == 0;
        for (int kind = 0; kind < growth.length; kind++) {
            areKnown &= isKnown[kind];
            crossings.move(kind, growth[kind] * levels[kind], told);
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

    /** Returns whether what a kind needs is not used up by what all are allotted and one process more, whatever is rounded. */
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

    /** Returns the level at which the next resource is used up; infinite where all that is left is enough. */
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

    /** Returns the level at which resource {@code r} is used up, if the kinds that are not stopped go on, serving more and more of them. */
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

    /** Returns the highest demand that is met at a level. */
    private double servedAt(int kind, double level) {
        double most = Math.floor(growth[kind] * level);
        if ((most + 1) / growth[kind] <= level) {
            return most + 1;
        }
        return most / growth[kind] <= level ? most : most - 1;
    }

    /** Returns the level at which one process more for a tenant of a kind is stopped, where all that is demanded fits. */
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
