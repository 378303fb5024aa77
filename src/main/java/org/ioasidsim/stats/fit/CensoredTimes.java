package org.ioasidsim.stats.fit;

import java.util.Arrays;

/**
 * Positive lifetimes, some of them cut off while they went on (right censored): each distinct value once, ascending, with the number of
 * lifetimes that ended there and the number cut off there.
 *
 * @param values in any unit, the same for all
 * @param ended how many lifetimes ended at each value
 * @param cutOff how many lifetimes are known only to be longer than each value
 */
public record CensoredTimes(double[] values, long[] ended, long[] cutOff) {
    /** Returns the lifetimes {@code values}; {@code isCutOff[i]} says whether {@code values[i]} was cut off. */
    public static CensoredTimes of(double[] values, boolean[] isCutOff) {
        double[] distinct = Arrays.stream(values).sorted().distinct().toArray();
        if (distinct.length > 0 && !(distinct[0] > 0 && distinct[distinct.length - 1] < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("lifetimes are above 0 and finite, not from " + distinct[0] + " to "
                    + distinct[distinct.length - 1]);
        }
        long[] ended = new long[distinct.length];
        long[] cutOff = new long[distinct.length];
        for (int i = 0; i < values.length; i++) {
            int place = Arrays.binarySearch(distinct, values[i]);
            (isCutOff[i] ? cutOff : ended)[place]++;
        }
        return new CensoredTimes(distinct, ended, cutOff);
    }

    /** Returns how many there are, ended and cut off. */
    public long count() {
        return endedCount() + cutOffCount();
    }

    /** Returns how many were seen to end. */
    public long endedCount() {
        return Arrays.stream(ended).sum();
    }

    /** Returns how many were cut off. */
    public long cutOffCount() {
        return Arrays.stream(cutOff).sum();
    }

    /** Returns how many different values some lifetime ended at. */
    public long endedValues() {
        return Arrays.stream(ended).filter(count -> count > 0).count();
    }

    /** Returns the sum of all values, cut off or not: the time at risk. */
    public double total() {
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            total += (ended[i] + cutOff[i]) * values[i];
        }
        return total;
    }

    /** Returns the largest value, ended or cut off. */
    public double longest() {
        return values[values.length - 1];
    }

    /** Returns the Kaplan-Meier estimate of the value that a part {@code p} stays at or below; NaN when censoring hides it. */
    public double quantile(double p) {
        return KaplanMeier.quantile(values, ended, cutOff, 0, p);
    }
}
