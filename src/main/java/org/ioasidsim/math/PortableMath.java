package org.ioasidsim.math;

/** Functions whose values, special cases and last bits are those that {@link StrictMath} documents, in Java alone. */
public final class PortableMath {
    private PortableMath() {}

    /** Returns e to the power {@code x}. */
    public static double exp(double x) {
        return Exponentials.exp(x);
    }

    /** Returns e to the power {@code x}, less 1, exact where {@code x} is small. */
    public static double expm1(double x) {
        return Exponentials.expm1(x);
    }

    /** Returns the natural logarithm; not a number for negative {@code x}. */
    public static double log(double x) {
        return Logarithms.log(x);
    }

    /** Returns the natural logarithm of 1 + {@code x}, exact where {@code x} is small. */
    public static double log1p(double x) {
        return Logarithms.log1p(x);
    }

    /** Returns {@code base} to the power {@code exponent}. */
    public static double pow(double base, double exponent) {
        return Powers.pow(base, exponent);
    }
}
