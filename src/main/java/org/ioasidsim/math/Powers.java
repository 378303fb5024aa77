package org.ioasidsim.math;

/**
 * A power as 2^(y log2 x), with log2 x and its product with y in two parts each, so that the result is right to less than 0.7 of a last
 * place.
 *
 * <p>Source: <i>fdlibm</i>, Freely Distributable LIBM, version 5.3 (Sun Microsystems, 1993), {@code e_pow}, whose coefficients and order
 * of operations decide the last bit; the special cases are those of {@link StrictMath#pow}.
 */
final class Powers {
    private static final double L1 = 0x1.3333333333303p-1;
    private static final double L2 = 0x1.b6db6db6fabffp-2;
    private static final double L3 = 0x1.55555518f264dp-2;
    private static final double L4 = 0x1.17460a91d4101p-2;
    private static final double L5 = 0x1.d864a93c9db65p-3;
    private static final double L6 = 0x1.a7e284a454eefp-3;

    private static final double LN2 = 0x1.62e42fefa39efp-1;
    private static final double LN2_HIGH = 0x1.62e43p-1;
    private static final double LN2_LOW = -0x1.05c610ca86c39p-29;

    /** 2 / (3 ln 2). */
    private static final double CP = 0x1.ec709dc3a03fdp-1;

    private static final double CP_HIGH = 0x1.ec709ep-1;
    private static final double CP_LOW = -0x1.e2fe0145b01f5p-28;

    /** 1 / ln 2. */
    private static final double PER_LN2 = 0x1.71547652b82fep0;

    private static final double PER_LN2_HIGH = 0x1.715476p0;
    private static final double PER_LN2_LOW = 0x1.4ae0bf85ddf44p-26;

    /** The logarithm of 1.5 to the base 2. */
    private static final double LOG_HIGH = 0x1.2b8034p-1;

    private static final double LOG_LOW = 0x1.cfdeb43cfd006p-27;

    /** How far log2 of the largest double is below 1024. */
    private static final double OVERFLOW = 0x1.71547652b82fep-54;

    private Powers() {}

    static double pow(double x, double y) {
        if (y == 0) {
            return 1;
        }
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        if (Double.isInfinite(y)) {
            double size = Math.abs(x);
            return size == 1 ? Double.NaN : size > 1 == y > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        if (y == 1 || y == -1 || y == 2) {
            return y == 2 ? x * x : y == 1 ? x : 1 / x;
        }
        if (y == 0.5 && x >= 0) {
            return Math.sqrt(x + 0.0); // of -0 it is 0
        }
        boolean isNegative = Double.doubleToRawLongBits(x) < 0;
        if (isNegative && Math.rint(y) != y && x != 0 && x != Double.NEGATIVE_INFINITY) {
            return Double.NaN;
        }
        double size = ofPositive(Math.abs(x), y);
        return isNegative && isOdd(y) ? -size : size;
    }

    private static boolean isOdd(double y) {
        return Math.rint(y) == y && Math.abs(y) < 0x1p53 && ((long) y & 1) == 1;
    }

    private static double ofPositive(double x, double y) {
        if (x == 0 || x == 1 || Double.isInfinite(x)) {
            return y > 0 ? x : 1 / x;
        }
        int upper = Words.upper(y) & Words.MAGNITUDE;
        if (upper <= 0x41e0_0000) { // |y| <= 2^31
            return product(x, y);
        }
        int base = Words.upper(x);
        boolean isHuge = upper > 0x43f0_0000; // |y| > 2^64
        if (base < (isHuge ? 0x3ff0_0000 : 0x3fef_ffff)) {
            return y < 0 ? Double.POSITIVE_INFINITY : 0;
        }
        if (base > 0x3ff0_0000 || isHuge) {
            return base >= 0x3ff0_0000 == y > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        return nearOne(x, y);
    }

    /** Returns the power of an x within 2^-20 of 1, of whose logarithm four terms are enough. */
    private static double nearOne(double x, double y) {
        double t = x - 1;
        double w = t * t * (0.5 - t * (1.0 / 3 - t * 0.25));
        double u = PER_LN2_HIGH * t;
        double v = t * PER_LN2_LOW - w * PER_LN2;
        double high = Words.withoutLower(u + v);
        return raised(y, high, v - (high - u));
    }

    private static double product(double x, double y) {
        boolean isSubnormal = x < Double.MIN_NORMAL;
        double scaled = isSubnormal ? x * 0x1p53 : x;
        int upper = Words.upper(scaled);
        int n = (upper >> 20) - 0x3ff - (isSubnormal ? 53 : 0);
        int fraction = upper & Words.FRACTION;
        boolean isAbove = fraction > 0x3_988e && fraction < 0xb_b67a; // nearer to 1.5 than to 1 or 2
        boolean isNextPower = fraction >= 0xb_b67a;
        int mantissa = (fraction | 0x3ff0_0000) - (isNextPower ? 0x10_0000 : 0);
        return ofMantissa(Words.withUpper(scaled, mantissa), mantissa, isAbove, isNextPower ? n + 1 : n, y);
    }

    private static double ofMantissa(double x, int upper, boolean isAbove, int n, double y) {
        double near = isAbove ? 1.5 : 1;
        double u = x - near;
        double v = 1 / (x + near);
        double s = u * v;
        double sHigh = Words.withoutLower(s);
        double tHigh = Words.withUpper(0, ((upper >> 1) | 0x2000_0000) + 0x0008_0000 + (isAbove ? 0x0004_0000 : 0));
        double tLow = x - (tHigh - near);
        double sLow = v * ((u - sHigh * tHigh) - sHigh * tLow);
        // log of what stands above 1 or 1.5
        double s2 = s * s;
        double r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
        r += sLow * (sHigh + s);
        s2 = sHigh * sHigh;
        tHigh = Words.withoutLower(3 + s2 + r);
        tLow = r - ((tHigh - 3) - s2);
        u = sHigh * tHigh;
        v = sLow * tHigh + tLow * s;
        double pHigh = Words.withoutLower(u + v);
        double pLow = v - (pHigh - u);
        double zHigh = CP_HIGH * pHigh;
        double zLow = CP_LOW * pHigh + pLow * CP + (isAbove ? LOG_LOW : 0);
        double high = Words.withoutLower(((zHigh + zLow) + (isAbove ? LOG_HIGH : 0)) + n);
        return raised(y, high, zLow - (((high - n) - (isAbove ? LOG_HIGH : 0)) - zHigh));
    }

    /** Returns 2^(y (high + low)). */
    private static double raised(double y, double high, double low) {
        double yHigh = Words.withoutLower(y);
        double pLow = (y - yHigh) * high + y * low;
        double pHigh = yHigh * high;
        double z = pLow + pHigh;
        if (z >= 1024 && (z > 1024 || pLow + OVERFLOW > z - pHigh)) {
            return Double.POSITIVE_INFINITY;
        }
        if (z <= -1075 && (z < -1075 || pLow <= z - pHigh)) {
            return 0;
        }
        return powerOfTwo(z, pHigh, pLow);
    }

    private static double powerOfTwo(double z, double pHigh, double pLow) {
        int upper = Words.upper(z);
        int exponent = ((upper & Words.MAGNITUDE) >> 20) - 0x3ff;
        int n = 0;
        double rest = pHigh;
        if ((upper & Words.MAGNITUDE) > 0x3fe0_0000) { // |z| > 0.5: the nearest whole number is taken off
            int rounded = upper + (0x10_0000 >> (exponent + 1));
            int k = ((rounded & Words.MAGNITUDE) >> 20) - 0x3ff;
            double whole = Words.withUpper(0, rounded & ~(Words.FRACTION >> k));
            n = ((rounded & Words.FRACTION) | 0x10_0000) >> (20 - k);
            n = upper < 0 ? -n : n;
            rest = pHigh - whole;
        }
        double t = Words.withoutLower(pLow + rest);
        double u = t * LN2_HIGH;
        double v = (pLow - (t - rest)) * LN2 + t * LN2_LOW;
        double x = u + v;
        double w = v - (x - u);
        double t1 = x - Exponentials.remainder(x * x);
        double r = x * t1 / (t1 - 2) - (w + x * w);
        double result = 1 - (r - x);
        return (Words.upper(result) + (n << 20)) >> 20 <= 0 ? Math.scalb(result, n) : Words.scaled(result, n);
    }
}
