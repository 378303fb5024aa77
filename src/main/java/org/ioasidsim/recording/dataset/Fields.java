package org.ioasidsim.recording.dataset;

import org.ioasidsim.recording.table.MalformedTraceException;
import org.ioasidsim.yaml.Units;

/** Reads the numbers of data sets. A field that is not a number is an error that names line and column. */
final class Fields {
    private static final double SECONDS_PER_DAY = 86_400;

    /** The largest time, about 285 years: far above any trace, and its nanoseconds fit into 64 bits. */
    private static final double MAX_SECONDS = 9e9;

    private static final double MICROS_PER_SECOND = 1e6;
    private static final long NANOS_PER_MICRO = 1000;

    private Fields() {}

    /** Returns a finite number. */
    static double number(String text, String column, long line) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw noNumber(text, column, line);
        }
        throw noNumber(text, column, line);
    }

    private static MalformedTraceException noNumber(String text, String column, long line) {
        return new MalformedTraceException(
                line, column + ": expected a number, found " + (text.isBlank() ? "nothing" : text));
    }

    /** Returns a number of at least 0. */
    static double notNegative(String text, String column, long line) {
        double value = number(text, column, line);
        if (value < 0) {
            throw new MalformedTraceException(line, column + ": expected a number of at least 0, found " + text);
        }
        return value;
    }

    /** Returns a whole number from 0 to {@code most}. */
    static long count(String text, String column, long line, long most) {
        double value = number(text, column, line);
        if (value < 0 || value > most || value != Math.rint(value)) {
            throw new MalformedTraceException(
                    line, column + ": expected a whole number from 0 to " + most + ", found " + text);
        }
        return (long) value;
    }

    /** Returns a time in seconds as nanoseconds, to the nearest microsecond. */
    static long nanosOfSeconds(String text, String column, long line) {
        return nanos(number(text, column, line), column, line);
    }

    /** Returns a time in days as nanoseconds, to the nearest microsecond. */
    static long nanosOfDays(String text, String column, long line) {
        return nanos(number(text, column, line) * SECONDS_PER_DAY, column, line);
    }

    private static long nanos(double seconds, String column, long line) {
        if (Math.abs(seconds) > MAX_SECONDS) {
            throw new MalformedTraceException(
                    line, column + ": expected a time below " + (long) MAX_SECONDS + " s, found " + seconds + " s");
        }
        return Math.round(seconds * MICROS_PER_SECOND) * NANOS_PER_MICRO;
    }

    /** Throws if an end lies before its start. */
    static void requireForward(long startNanos, long endNanos, long line) {
        if (endNanos < startNanos) {
            throw new MalformedTraceException(
                    line,
                    "expected an end at or after the start, found one " + (startNanos - endNanos) / 1e9
                            + " s before it");
        }
    }

    /** Returns a number as cells have it, without needless zeros. */
    static String plain(double value) {
        return Units.plain(value);
    }
}
