package org.ioasidsim.stats.exact;

import java.math.BigDecimal;
import java.math.MathContext;
import org.ioasidsim.math.PortableMath;

/**
 * A number of at least 0 that may lie beyond the range of doubles, such as the blocking of 65,536 ids at a load of 0.5, 6e-306923.
 *
 * @param mantissa in [1, 2), 0, infinite or NaN
 * @param exponent of 2; 0 where the mantissa is 0, infinite or NaN
 */
public record Scaled(double mantissa, long exponent) {
    public static final Scaled ZERO = new Scaled(0, 0);
    public static final Scaled ONE = new Scaled(1, 0);

    /** Beyond this distance of exponents, the smaller summand changes no bit of the larger one. */
    private static final long NEGLIGIBLE = 1100;

    /** Returns {@code value} times 2 to the power of {@code exponent}. */
    public static Scaled of(double value, long exponent) {
        if (value == 0 || !Double.isFinite(value)) {
            return new Scaled(value, 0);
        }
        double normal = value;
        long power = exponent;
        if (Math.abs(value) < Double.MIN_NORMAL) {
            normal *= 0x1p60;
            power -= 60;
        }
        int own = Math.getExponent(normal);
        return new Scaled(Math.scalb(normal, -own), power + own);
    }

    public static Scaled of(double value) {
        return of(value, 0);
    }

    public Scaled times(Scaled other) {
        return of(mantissa * other.mantissa, exponent + other.exponent);
    }

    public Scaled times(double factor) {
        return times(of(factor));
    }

    public Scaled over(Scaled other) {
        return of(mantissa / other.mantissa, exponent - other.exponent);
    }

    public Scaled plus(Scaled other) {
        if (mantissa == 0 || !Double.isFinite(other.mantissa)) {
            return other;
        }
        if (other.mantissa == 0 || !Double.isFinite(mantissa)) {
            return this;
        }
        Scaled large = exponent >= other.exponent ? this : other;
        Scaled small = exponent >= other.exponent ? other : this;
        long distance = large.exponent - small.exponent;
        return distance > NEGLIGIBLE
                ? large
                : of(large.mantissa + Math.scalb(small.mantissa, (int) -distance), large.exponent);
    }

    /** Returns the nearest double: 0 below 4.9e-324, infinity above 1.8e308. */
    public double doubleValue() {
        if (mantissa == 0 || !Double.isFinite(mantissa)) {
            return mantissa;
        }
        return Math.scalb(mantissa, (int) Math.max(-2000, Math.min(2000, exponent)));
    }

    /** Returns whether a double holds this number with all its digits. */
    public boolean isDouble() {
        return mantissa == 0
                || !Double.isFinite(mantissa)
                || (exponent >= Double.MIN_EXPONENT && exponent <= Double.MAX_EXPONENT);
    }

    /** Returns the natural logarithm; negative infinity for 0. */
    public double log() {
        return isDouble()
                ? PortableMath.log(doubleValue())
                : PortableMath.log(mantissa) + exponent * PortableMath.log(2);
    }

    /** Returns the number in decimal with {@code digits} digits; it must be finite. */
    public BigDecimal decimal(int digits) {
        var working = new MathContext(digits + 15);
        BigDecimal power = BigDecimal.valueOf(2).pow(Math.toIntExact(Math.abs(exponent)), working);
        BigDecimal value = new BigDecimal(mantissa);
        BigDecimal scaled = exponent < 0 ? value.divide(power, working) : value.multiply(power, working);
        return scaled.round(new MathContext(digits)).stripTrailingZeros();
    }
}
