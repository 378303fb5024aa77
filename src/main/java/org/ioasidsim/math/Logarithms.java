package org.ioasidsim.math;

/**
 * Natural logarithms: the argument is 2^k (1 + f) with 1 + f between the roots of 1/2 and 2, and log(1 + f) a series in f / (2 + f).
 *
 * <p>Source: <i>fdlibm</i>, Freely Distributable LIBM, version 5.3 (Sun Microsystems, 1993), {@code e_log} and {@code s_log1p}, whose
 * coefficients and order of operations decide the last bit.
 */
final class Logarithms {
    private static final double L1 = 0x1.5555555555593p-1;
    private static final double L2 = 0x1.999999997fa04p-2;
    private static final double L3 = 0x1.2492494229359p-2;
    private static final double L4 = 0x1.c71c51d8e78afp-3;
    private static final double L5 = 0x1.7466496cb03dep-3;
    private static final double L6 = 0x1.39a09d078c69fp-3;
    private static final double L7 = 0x1.2f112df3e5244p-3;

    private static final double ONE_THIRD = 1.0 / 3;
    private static final double TWO_THIRDS = 2.0 / 3;
    private static final int ONE = 0x3ff0_0000;

    private Logarithms() {}

    static double log(double x) {
        if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
            return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
        }
        boolean isSubnormal = x < Double.MIN_NORMAL;
        double normal = isSubnormal ? x * 0x1p54 : x;
        int upper = Words.upper(normal);
        int fraction = upper & Words.FRACTION;
        int halves = (fraction + 0x9_5f64) & 0x10_0000; // 1 + f is above the root of 2
        double f = Words.withUpper(normal, fraction | (halves ^ ONE)) - 1;
        int k = (upper >> 20) - 1023 + (halves >> 20) - (isSubnormal ? 54 : 0);
        if ((Words.FRACTION & (2 + fraction)) < 3) { // |f| < 2^-20
            return ofNearOne(f, k);
        }
        double s = f / (2 + f);
        double z = s * s;
        double w = z * z;
        double even = w * (L2 + w * (L4 + w * L6));
        double odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
        double r = odd + even;
        if (((fraction - 0x6_147a) | (0x6_b851 - fraction)) > 0) { // f is far enough from 0 to keep f^2 / 2 apart
            double square = 0.5 * f * f;
            return k == 0
                    ? f - (square - s * (square + r))
                    : k * Exponentials.LN2_HIGH - ((square - (s * (square + r) + k * Exponentials.LN2_LOW)) - f);
        }
        return k == 0 ? f - s * (f - r) : k * Exponentials.LN2_HIGH - ((s * (f - r) - k * Exponentials.LN2_LOW) - f);
    }

    private static double ofNearOne(double f, int k) {
        if (f == 0) {
            return k == 0 ? 0 : k * Exponentials.LN2_HIGH + k * Exponentials.LN2_LOW;
        }
        double r = f * f * (0.5 - ONE_THIRD * f);
        return k == 0 ? f - r : k * Exponentials.LN2_HIGH - ((r - k * Exponentials.LN2_LOW) - f);
    }

    static double log1p(double x) {
        if (!(x > -1) || x == Double.POSITIVE_INFINITY) {
            return x == -1 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
        }
        int upper = Words.upper(x);
        int size = upper & Words.MAGNITUDE;
        if (size < 0x3e20_0000) { // |x| < 2^-29
            return size < 0x3c90_0000 ? x : x - x * x * 0.5;
        }
        boolean isNear = upper < 0x3fda_827a && (upper > 0 || upper <= 0xbfd2_bec3); // -0.2929 < x < 0.41422
        return isNear ? series(x, 1, 0, 0) : reduced(x, upper);
    }

    /** Writes 1 + x as 2^k (1 + f), where {@code lost} is what the sum rounded away. */
    private static double reduced(double x, int upper) {
        boolean isInexact = upper < 0x4340_0000; // x < 2^53
        double sum = isInexact ? 1 + x : x;
        int sumUpper = Words.upper(sum);
        int k = (sumUpper >> 20) - 1023;
        double lost = isInexact ? (k > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum : 0;
        int fraction = sumUpper & Words.FRACTION;
        if (fraction < 0x6_a09e) {
            return series(Words.withUpper(sum, fraction | ONE) - 1, fraction, k, lost);
        }
        double f = Words.withUpper(sum, fraction | 0x3fe0_0000) - 1;
        return series(f, (0x10_0000 - fraction) >> 2, k + 1, lost);
    }

    /** Returns log(1 + f) + k ln 2 + lost; {@code fraction} is 0 where |f| is below 2^-20. */
    private static double series(double f, int fraction, int k, double lost) {
        double square = 0.5 * f * f;
        if (fraction == 0) {
            if (f == 0) {
                return k == 0 ? 0 : k * Exponentials.LN2_HIGH + (lost + k * Exponentials.LN2_LOW);
            }
            double r = square * (1 - TWO_THIRDS * f);
            return k == 0 ? f - r : k * Exponentials.LN2_HIGH - ((r - (k * Exponentials.LN2_LOW + lost)) - f);
        }
        double s = f / (2 + f);
        double z = s * s;
        double r = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
        return k == 0
                ? f - (square - s * (square + r))
                : k * Exponentials.LN2_HIGH - ((square - (s * (square + r) + (k * Exponentials.LN2_LOW + lost))) - f);
    }
}
