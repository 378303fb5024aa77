package org.ioasidsim.kernel.cgroup;

import java.util.Optional;
import java.util.OptionalLong;
import org.ioasidsim.kernel.base.Errno;
import org.jspecify.annotations.Nullable;

/**
 * A write to a file that limits a cgroup, and what the kernel reads in it. Scenario files, checks, charts and the simulated kernel all read
 * a limit here, so that they cannot disagree.
 *
 * <p>Source: pids_max_write; memory_max_write; misc_cg_max_write, which splits at the first blank and hands all behind it to kstrtou64; RFC v4 patch 15,
 * ioasids_max_write; lib/string_helpers.c, strstrip.
 *
 * @param file the name of the file, such as {@code pids.max}
 * @param value a number or {@code max}; before it in {@code misc.max}, which takes one resource a write, the key of the resource
 */
public record LimitWrite(String file, String value) {
    /** One above the largest number that pids.max takes: PID_MAX_LIMIT + 1, as on 64 bits. */
    static final long PIDS_MAX = 4_194_305;

    /** How misc.max keeps {@code max}: the largest unsigned number, ULONG_MAX. */
    static final long UNSIGNED_MAX = -1L;

    private static final String MAX = "max";
    private static final char BLANK = ' ';

    /** Returns the key that a line of a flat keyed file begins with, up to the first blank; empty for other files and for a line without one. */
    public String key() {
        return isKeyed() ? line().substring(0, Math.max(0, line().indexOf(BLANK))) : "";
    }

    /** Returns what it limits; nothing where the kernel has no such file or key. */
    public Optional<Resource> resource() {
        return Optional.ofNullable(target());
    }

    /** Returns the limit that it sets, {@code Long.MAX_VALUE} for none; nothing where the kernel refuses it whatever the host has. */
    public OptionalLong limit() {
        Resource resource = target();
        KernelNumber number = resource == null ? null : number(resource);
        if (number == null || number.error() != null) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(number.value() < 0 ? Long.MAX_VALUE : number.value());
    }

    /** Returns whether it takes a limit away. */
    public boolean isMax() {
        return amount().equals(MAX);
    }

    /** Returns what it limits, or null where the kernel has no such file or key. */
    @Nullable
    Resource target() {
        String key = key();
        for (Resource resource : Resource.values()) {
            if (resource.maxFile().equals(file) && resource.isKey(key)) {
                return resource;
            }
        }
        return null;
    }

    /** Returns the number written for {@code resource}, {@link #UNSIGNED_MAX} or {@code Long.MAX_VALUE} for max, or the error of the write. */
    KernelNumber number(Resource resource) {
        return switch (resource) {
            case PIDS -> isMax() ? new KernelNumber(Long.MAX_VALUE, null) : within(PIDS_MAX - 1);
            case MISC_PASID, MISC_ASID, MISC_SEV, MISC_SEV_ES, MISC_TDX, MISC_DEVICE_PASID ->
                isMax() ? new KernelNumber(UNSIGNED_MAX, null) : KernelNumber.unsigned(amount());
            case IOASIDS -> isMax() ? new KernelNumber(Long.MAX_VALUE, null) : within(Long.MAX_VALUE);
            case MEMORY -> isMax() ? new KernelNumber(UNSIGNED_MAX, null) : KernelNumber.bytes(amount());
        };
    }

    private KernelNumber within(long most) {
        KernelNumber number = KernelNumber.signed(amount());
        boolean isOutside = number.error() == null && (number.value() < 0 || number.value() > most);
        return isOutside ? new KernelNumber(0, Errno.EINVAL) : number;
    }

    /** Returns what is read as the amount: of a keyed line all behind the first blank, so that a second one makes it no number. */
    private String amount() {
        return isKeyed() ? line().substring(line().indexOf(BLANK) + 1) : line();
    }

    /** Returns the value without what strstrip takes from both ends, the white space of ASCII; a zero width or a no-break space is none. */
    private String line() {
        int start = 0;
        int end = value.length();
        while (start < end && isSpace(value.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isSpace(char character) {
        return character == BLANK || (character >= '\t' && character <= '\r');
    }

    private boolean isKeyed() {
        return file.equals(Resource.MISC_PASID.maxFile());
    }

    @Override
    public String toString() {
        return file + ": " + value;
    }
}
