package org.ioasidsim.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The functions give Java's own strict values to the last bit: a wrong coefficient or order of operations must not move a result. */
class PortableMathTest {
    private static final int DRAWS = 100_000;
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -0.5,
        2,
        -2,
        3,
        -3,
        1.5,
        0.75,
        53,
        1024,
        -1074,
        -1075,
        709.782712893384,
        709.8,
        -745.1332191019411,
        -745.2,
        -708.5,
        38.9,
        -38.9,
        56,
        0x1p53,
        -0x1p53,
        0x1p53 + 2,
        0x1p31,
        0x1p32,
        0x1p64,
        0x1p65,
        -0x1p65,
        0x1p-28,
        0x1p-29,
        -0x1p-29,
        0x1p-54,
        -0x1p-54,
        0x1p-60,
        Math.nextUp(1.0),
        Math.nextDown(1.0),
        Math.nextDown(-1.0),
        Math.nextUp(-1.0),
        1 + 0x1p-21,
        1 - 0x1p-21,
        Math.log(2) / 2,
        1.5 * Math.log(2),
        Math.sqrt(2),
        Math.sqrt(0.5),
        Math.sqrt(3),
        Math.sqrt(1.5),
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    private final Random random = new Random(25);

    @Test
    void exp() {
        same(StrictMath::exp, PortableMath::exp);
    }

    @Test
    void expm1() {
        same(StrictMath::expm1, PortableMath::expm1);
    }

    @Test
    void log() {
        same(StrictMath::log, PortableMath::log);
    }

    @Test
    void log1p() {
        same(StrictMath::log1p, PortableMath::log1p);
    }

    @Test
    void pow() {
        DoubleBinaryOperator ours = PortableMath::pow;
        for (double x : SPECIAL) {
            for (double y : SPECIAL) {
                same(StrictMath::pow, ours, x, y);
            }
        }
        for (int i = 0; i < DRAWS; i++) {
            double x = Math.exp(random.nextGaussian() * 3);
            same(StrictMath::pow, ours, x, random.nextGaussian() * 10);
            same(StrictMath::pow, ours, x, random.nextGaussian() * 200);
            same(StrictMath::pow, ours, -x, random.nextInt(41) - 20);
            same(StrictMath::pow, ours, 1 + (random.nextDouble() - 0.5) * 0x1p-18, random.nextGaussian() * 0x1p34);
            same(StrictMath::pow, ours, anyBits(), anyBits());
            same(StrictMath::pow, ours, Math.abs(anyBits()), random.nextGaussian());
        }
    }

    private void same(DoubleUnaryOperator expected, DoubleUnaryOperator actual) {
        for (double x : SPECIAL) {
            same(expected, actual, x);
        }
        for (int i = 0; i < DRAWS; i++) {
            same(expected, actual, random.nextDouble());
            same(expected, actual, -random.nextDouble());
            same(expected, actual, random.nextGaussian() * 0x1p-20);
            same(expected, actual, 1 + random.nextGaussian() * 0x1p-20);
            same(expected, actual, random.nextGaussian() * 20);
            same(expected, actual, random.nextGaussian() * 500);
            same(expected, actual, anyBits());
        }
    }

    /** Returns a double of any sign and size. */
    private double anyBits() {
        return Double.longBitsToDouble(random.nextLong());
    }

    private static void same(DoubleUnaryOperator expected, DoubleUnaryOperator actual, double x) {
        if (!isSame(expected.applyAsDouble(x), actual.applyAsDouble(x))) {
            assertThat(actual.applyAsDouble(x)).as("of %s", x).isEqualTo(expected.applyAsDouble(x));
        }
    }

    private static void same(DoubleBinaryOperator expected, DoubleBinaryOperator actual, double x, double y) {
        if (!isSame(expected.applyAsDouble(x, y), actual.applyAsDouble(x, y))) {
            assertThat(actual.applyAsDouble(x, y)).as("of %s and %s", x, y).isEqualTo(expected.applyAsDouble(x, y));
        }
    }

    /** Returns whether the bits are the same; there is one not-a-number. */
    private static boolean isSame(double expected, double actual) {
        return Double.doubleToLongBits(expected) == Double.doubleToLongBits(actual);
    }
}
