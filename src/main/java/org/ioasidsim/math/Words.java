package org.ioasidsim.math;

/** The upper half of a double's bits: sign, eleven bits of exponent, and the first twenty of the fraction. */
final class Words {
    static final int MAGNITUDE = 0x7fff_ffff;
    static final int FRACTION = 0x000f_ffff;
    static final int INFINITE = 0x7ff0_0000;

    private static final long LOWER = 0xffff_ffffL;

    private Words() {}

    static int upper(double x) {
        return (int) (Double.doubleToRawLongBits(x) >> 32);
    }

    static int lower(double x) {
        return (int) Double.doubleToRawLongBits(x);
    }

    static double withUpper(double x, int upper) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(x) & LOWER) | ((long) upper << 32));
    }

    static double withoutLower(double x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & ~LOWER);
    }

    /** Returns {@code x} times 2 to the {@code power}, where both are normal numbers. */
    static double scaled(double x, int power) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x) + ((long) power << 52));
    }
}
