package org.ioasidsim.policy.book;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;

/**
 * The demands of siblings, grouped by weight: their weighted max-min shares take a few steps for each different weight, however many
 * siblings there are. If the sums of the weights and of what is shared out are exact in binary, the shares equal those of
 * {@link WaterFilling} to the last bit.
 */
public final class SiblingDemands {
    /** Sums of multiples of this below its inverse are exact: they need at most 40 of a double's 53 bits. */
    private static final double UNIT = 0x1p-20;

    private final int[] kindOf;
    private final double[] weights;
    private final ValueLists demands;
    private final ValueLists held;
    private final ValueSums[] sums;
    private final EntitlementCrossings crossings;
    private final double weightOfAll;
    private final boolean isExact;

    /** Siblings that demand less than they hold, which happens when a request that waited without a refusal is gone. */
    private final boolean[] isOwing;

    private int owing;

    /** The highest level that the last filling passed through. */
    private double highestLevel;

    /** Makes siblings without demand, numbered from 0 in the order of {@code weightOf}. */
    public SiblingDemands(double[] weightOf) {
        weights = DoubleStream.of(weightOf).distinct().sorted().toArray();
        kindOf = DoubleStream.of(weightOf)
                .mapToInt(weight -> Arrays.binarySearch(weights, weight))
                .toArray();
        demands = new ValueLists(kindOf, weights.length);
        held = new ValueLists(kindOf, weights.length);
        crossings = new EntitlementCrossings(weights.length, held, demands);
        sums = new ValueSums[weights.length];
        Arrays.setAll(sums, kind -> new ValueSums());
        for (int kind : kindOf) {
            sums[kind].add(0, 1);
        }
        isOwing = new boolean[kindOf.length];
        weightOfAll = DoubleStream.of(weightOf).sum();
        isExact = DoubleStream.of(weightOf).allMatch(SiblingDemands::isShort) && weightOfAll < 1 / UNIT;
    }

    private static boolean isShort(double number) {
        return number < 1 / UNIT && number / UNIT == Math.rint(number / UNIT);
    }

    /** Returns whether shares of {@code toShare} are computed without rounding. */
    public boolean isExactFor(double toShare) {
        return isExact && owing == 0 && isShort(toShare);
    }

    /** Sets what a sibling holds and demands, in ids. */
    public void set(int sibling, long newHeld, long newDemand) {
        held.set(sibling, (int) newHeld);
        demand(sibling, (int) Math.max(0, newDemand));
        if (newDemand < newHeld != isOwing[sibling]) {
            isOwing[sibling] = newDemand < newHeld;
            owing += newDemand < newHeld ? 1 : -1;
        }
    }

    private void demand(int sibling, int demand) {
        ValueSums ofKind = sums[kindOf[sibling]];
        ofKind.add(demands.of(sibling), -1);
        ofKind.add(demand, 1);
        demands.set(sibling, demand);
    }

    /** Returns the water level, equal to {@link WaterFilling#level} up to rounding. */
    public double level(double toShare) {
        highestLevel = 0;
        long filledBefore = -1;
        while (true) {
            long filled = 0;
            double left = toShare;
            double weight = weightOfAll;
            // The first pass has no level yet: nobody counts as filled.
            for (int kind = 0; kind < weights.length && filledBefore >= 0; kind++) {
                double most = weights[kind] * highestLevel;
                long ofKind = sums[kind].count(most);
                filled += ofKind;
                left -= sums[kind].sum(most);
                weight -= weights[kind] * ofKind;
            }
            if (filled == kindOf.length) {
                return left >= 1 ? Double.POSITIVE_INFINITY : highestRatio();
            }
            double level = left / weight;
            if (filled == filledBefore) {
                return level;
            }
            highestLevel = Math.max(highestLevel, level); // rounding must not let it fall, or passes could alternate
            filledBefore = filled;
        }
    }

    private double highestRatio() {
        double highest = 0;
        for (int kind = 0; kind < weights.length; kind++) {
            highest = Math.max(highest, demands.highest(kind) / weights[kind]);
        }
        return highest;
    }

    /** Returns the share that a sibling would have if it demanded one more. */
    public double shareOfOneMore(int sibling, double toShare) {
        int demand = demands.of(sibling);
        demand(sibling, demand + 1);
        double level = level(toShare);
        demand(sibling, demand);
        double weight = weights[kindOf[sibling]];
        return demand + 1 <= weight * Math.max(highestLevel, level) ? demand + 1 : weight * level;
    }

    /** Reports the siblings that crossed their share, and those whose demand equals it. */
    public void cross(double level, IntConsumer report) {
        for (int kind = 0; kind < weights.length; kind++) {
            crossings.move(kind, weights[kind] * level, report);
        }
    }
}
