package org.ioasidsim.kernel.cgroup;

import org.ioasidsim.kernel.base.Errno;
import org.jspecify.annotations.Nullable;

/**
 * A number as the kernel parses it in base 0: decimal, {@code 0x} hexadecimal or {@code 0} octal.
 *
 * <p>Source: lib/kstrtox.c, kstrtoull and kstrtoll.
 *
 * @param value the number; unsigned ones above {@code Long.MAX_VALUE} are negative
 * @param error the error of a text that is no such number, or null
 */
record KernelNumber(long value, @Nullable Errno error) {
    private static final long PAGE = 4096;
    private static final KernelNumber INVALID = new KernelNumber(0, Errno.EINVAL);
    private static final KernelNumber OUT_OF_RANGE = new KernelNumber(0, Errno.ERANGE);

    /** Parses as kstrtoull does. */
    static KernelNumber unsigned(String text) {
        return digits(text.startsWith("+") ? text.substring(1) : text);
    }

    /** Parses as kstrtoll does. */
    static KernelNumber signed(String text) {
        boolean isNegative = text.startsWith("-");
        KernelNumber number = isNegative ? digits(text.substring(1)) : unsigned(text);
        if (number.error != null) {
            return number;
        }
        long value = isNegative ? -number.value : number.value;
        boolean isOutOfRange = isNegative ? value > 0 : value < 0;
        return isOutOfRange ? OUT_OF_RANGE : new KernelNumber(value, null);
    }

    /**
     * Parses bytes as page_counter_memparse does: a number in base 0 with a suffix for a power of 1,024, rounded down to pages of 4 KiB; nothing is 0.
     *
     * <p>Source: mm/page_counter.c, page_counter_memparse; lib/cmdline.c, memparse.
     */
    static KernelNumber bytes(String text) {
        int power = text.isEmpty() ? 0 : 1 + "kmgtpe".indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
        boolean isHex = text.startsWith("0x") || text.startsWith("0X");
        boolean hasSuffix = power > 0 && !(isHex && power == 6);
        String number = hasSuffix ? text.substring(0, text.length() - 1) : text;
        KernelNumber parsed = number.isEmpty() ? new KernelNumber(0, null) : digits(number);
        if (parsed.error != null) {
            return parsed.error == Errno.ERANGE ? new KernelNumber(-1, null) : parsed;
        }
        int shift = hasSuffix ? 10 * power : 0;
        boolean isTooLarge = parsed.value != 0 && Long.numberOfLeadingZeros(parsed.value) <= shift;
        return new KernelNumber(isTooLarge ? -1 : (parsed.value << shift) & -PAGE, null);
    }

    private static KernelNumber digits(String text) {
        int radix = radix(text);
        int start = radix == 16 ? 2 : 0;
        int end = start;
        long value = 0;
        boolean hasOverflow = false;
        while (end < text.length() && digit(text.charAt(end)) < radix) {
            int digit = digit(text.charAt(end));
            hasOverflow |= Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, radix)) > 0;
            value = value * radix + digit;
            end++;
        }
        if (hasOverflow) {
            return OUT_OF_RANGE;
        }
        return end == start || end < text.length() ? INVALID : new KernelNumber(value, null);
    }

    private static int radix(String text) {
        if (!text.startsWith("0")) {
            return 10;
        }
        boolean isHex = text.length() > 2 && (text.charAt(1) | 0x20) == 'x' && digit(text.charAt(2)) < 16;
        return isHex ? 16 : 8;
    }

    private static int digit(char character) {
        if (character >= '0' && character <= '9') {
            return character - '0';
        }
        int lower = character | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : Integer.MAX_VALUE;
    }
}
