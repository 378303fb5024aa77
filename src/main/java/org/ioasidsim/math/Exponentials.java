package org.ioasidsim.math;

/**
 * e to a power: the argument is brought near 0 by a multiple of ln 2, and an approximation there, rational or polynomial, is scaled back.
 *
 * <p>Source: <i>fdlibm</i>, Freely Distributable LIBM, version 5.3 (Sun Microsystems, 1993), {@code e_exp} and {@code s_expm1}, whose
 * coefficients and order of operations decide the last bit.
 */
final class Exponentials {
    /** ln 2 in two parts; multiples of the first up to 2^11 are exact. */
    static final double LN2_HIGH = 0x1.62e42feep-1;

    static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final double PER_LN2 = 0x1.71547652b82fep0;

    private static final double MOST = 0x1.62e42fefa39efp9;
    private static final double LEAST = -0x1.74910d52d3051p9;

    /** Upper words: 0.5 ln 2, 1.5 ln 2, 56 ln 2, and where results may be infinite or 0. */
    private static final int HALF_LN2 = 0x3fd6_2e42;

    private static final int ONE_AND_A_HALF_LN2 = 0x3ff0_a2b2;
    private static final int FIFTY_SIX_LN2 = 0x4043_687a;
    private static final int NEAR_THE_ENDS = 0x4086_2e42;

    private static final double P1 = 0x1.555555555553ep-3;
    private static final double P2 = -0x1.6c16c16bebd93p-9;
    private static final double P3 = 0x1.1566aaf25de2cp-14;
    private static final double P4 = -0x1.bbd41c5d26bf1p-20;
    private static final double P5 = 0x1.6376972bea4d0p-25;

    private static final double Q1 = -0x1.11111111110f4p-5;
    private static final double Q2 = 0x1.a01a019fe5585p-10;
    private static final double Q3 = -0x1.4ce199eaadbb7p-14;
    private static final double Q4 = 0x1.0cfca86e65239p-18;
    private static final double Q5 = -0x1.afdb76e09c32dp-23;

    private Exponentials() {}

    static double exp(double x) {
        int size = Words.upper(x) & Words.MAGNITUDE;
        if (size >= NEAR_THE_ENDS && (Double.isNaN(x) || x > MOST || x < LEAST)) {
            return Double.isNaN(x) ? x : x > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        if (size <= HALF_LN2) {
            return size < 0x3e30_0000 ? 1 + x : ofSmall(x); // below 2^-28 the rest is lost
        }
        int k = multiple(x, size);
        double high = x - k * LN2_HIGH;
        double low = k * LN2_LOW;
        double r = high - low;
        double c = r - remainder(r * r);
        double y = 1 - ((low - r * c / (2 - c)) - high);
        return k >= -1021 ? Words.scaled(y, k) : Words.scaled(y, k + 1000) * 0x1p-1000;
    }

    private static double ofSmall(double x) {
        double c = x - remainder(x * x);
        return 1 - (x * c / (c - 2) - x);
    }

    /** Returns the polynomial with which exp and pow end. */
    static double remainder(double t) {
        return t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
    }

    /** Returns the multiple of ln 2 that is taken from {@code x}. */
    private static int multiple(double x, int size) {
        if (size < ONE_AND_A_HALF_LN2) {
            return x > 0 ? 1 : -1;
        }
        return (int) (PER_LN2 * x + (x > 0 ? 0.5 : -0.5));
    }

    static double expm1(double x) {
        int size = Words.upper(x) & Words.MAGNITUDE;
        if (Double.isNaN(x) || x > MOST) {
            return Double.isNaN(x) ? x : Double.POSITIVE_INFINITY;
        }
        if (size >= FIFTY_SIX_LN2 && x < 0) {
            return -1;
        }
        if (size <= HALF_LN2) {
            return size < 0x3c90_0000 ? x : reduced(x, 0, 0); // below 2^-54 it is x itself
        }
        int k = multiple(x, size);
        double high = x - k * LN2_HIGH;
        double low = k * LN2_LOW;
        double r = high - low;
        return reduced(r, (high - r) - low, k);
    }

    /** Returns exp(x + rest + k ln 2) - 1. */
    private static double reduced(double x, double rest, int k) {
        double half = 0.5 * x;
        double square = x * half;
        double r = 1 + square * (Q1 + square * (Q2 + square * (Q3 + square * (Q4 + square * Q5))));
        double t = 3 - r * half;
        double e = square * ((r - t) / (6 - x * t));
        if (k == 0) {
            return x - (x * e - square);
        }
        return scaledBack(x, x * (e - rest) - rest - square, k);
    }

    /** Returns 2^k (1 + x - e) - 1, in the order that loses least for each k. */
    private static double scaledBack(double x, double e, int k) {
        if (k == -1) {
            return 0.5 * (x - e) - 0.5;
        }
        if (k == 1) {
            return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
        }
        if (k <= -2 || k > 56) {
            return Words.scaled(1 - (e - x), k) - 1;
        }
        double one = Words.scaled(1, -k);
        return Words.scaled(k < 20 ? (1 - one) - (e - x) : x - (e + one) + 1, k);
    }
}
