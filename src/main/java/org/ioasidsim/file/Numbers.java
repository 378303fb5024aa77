package org.ioasidsim.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as result files write them: the shortest decimal that reads back to the same double. */
public final class Numbers {
    private static final double EXACT_INTEGERS = 1e15;

    private Numbers() {}

    /** Returns {@code value} as text: {@code inf} or {@code -inf} for infinity, empty for NaN. */
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
            return Long.toString((long) value);
        }
        return layOut(shortest(value));
    }

    /** Returns {@code 1 thing} or {@code n things}, without a gap between the digits, as messages quote numbers. */
    public static String counted(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    /** Returns {@code value} as text, with an exponent where it is very large or small. */
    public static String text(BigDecimal value) {
        return layOut(value);
    }

    /** Returns a finite {@code value} rounded half up to this many digits of its shortest decimal. */
    public static BigDecimal rounded(double value, int digits) {
        return shortest(value).round(new MathContext(digits, RoundingMode.HALF_UP));
    }

    /**
     * Returns the shortest decimal that reads back to {@code value}; {@link Double#toString} of Java 17 sometimes has
     * digits too many (JDK-4511638).
     */
    private static BigDecimal shortest(double value) {
        BigDecimal best = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (!canBeShorter(best, value)) {
            return best;
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = best.precision() - 1; digits > 0; digits--) {
            BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            BigDecimal away = exact.round(new MathContext(digits, RoundingMode.UP));
            if (nearest.doubleValue() == value) {
                best = nearest;
            } else if (away.doubleValue() == value) { // above a power of two, doubles lie twice as far apart
                best = away;
            } else {
                break;
            }
        }
        return best.stripTrailingZeros();
    }

    /**
     * Returns whether one of the two neighbours of {@code decimal} with one digit less reads back to {@code value}, as {@code decimal}
     * does. The decimals that read back form an interval around {@code value}; if neither neighbour lies in it, no decimal with fewer
     * digits does.
     */
    private static boolean canBeShorter(BigDecimal decimal, double value) {
        if (decimal.precision() == 1) {
            return false;
        }
        long towardsZero = decimal.unscaledValue().longValueExact() / 10;
        int scale = decimal.scale() - 1;
        return BigDecimal.valueOf(towardsZero, scale).doubleValue() == value
                || BigDecimal.valueOf(towardsZero + decimal.signum(), scale).doubleValue() == value;
    }

    private static String layOut(BigDecimal decimal) {
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -7 && exponent <= 20) {
            return decimal.toPlainString();
        }
        BigDecimal mantissa = decimal.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + exponent;
    }
}
