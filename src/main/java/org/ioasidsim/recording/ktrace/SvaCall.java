package org.ioasidsim.recording.ktrace;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The calls of shared virtual addressing that probes see. A probe is recognised by the function that it probes, as ftrace writes it, or by
 * the name {@code sva_bind}, {@code sva_bind_ret} or {@code sva_unbind}; perf, which writes addresses only, names its probes after the function,
 * with {@code __return} behind.
 *
 * <p>Source: Documentation/trace/kprobetrace.rst; perf-probe(1); IS_ERR in include/linux/err.h.
 */
enum SvaCall {
    BIND("sva_bind|iommu_sva_bind_device(?:_\\d+)?", "\\(iommu_sva_bind_device\\+.*"),
    BIND_RETURN(
            "sva_bind_ret|(?:sva_bind|iommu_sva_bind_device)(?:_\\d+)?__return(?:_\\d+)?",
            "\\(.*<- iommu_sva_bind_device\\b.*\\).*"),
    UNBIND("sva_unbind|iommu_sva_unbind_device(?:_\\d+)?", "\\(iommu_sva_unbind_device\\+.*");

    /** Pointers from -4095 to -1 are errors. */
    private static final long MAX_ERRNO = 4095;

    private final Pattern name;
    private final Pattern probed;

    SvaCall(String name, String probed) {
        this.name = Pattern.compile(name);
        this.probed = Pattern.compile(probed);
    }

    /** Returns the call that an event tells; empty for any other event. */
    static Optional<SvaCall> of(TraceEvent event) {
        for (SvaCall call : values()) {
            if (call.probed.matcher(event.args()).matches()) {
                return Optional.of(call);
            }
        }
        for (SvaCall call : values()) {
            if (call.name.matcher(event.name()).matches()) {
                return Optional.of(call);
            }
        }
        return Optional.empty();
    }

    /** Returns the number of the error that a returned value stands for; 0 for a handle. */
    static long errno(String value) {
        long number = value.startsWith("0x") || value.startsWith("0X")
                ? Long.parseUnsignedLong(value.substring(2).toLowerCase(Locale.ROOT), 16)
                : parsed(value);
        boolean isShort =
                value.toLowerCase(Locale.ROOT).startsWith("0xffff") && value.length() == "0xffffffe4".length();
        long signed = isShort ? (int) number : number;
        return signed < 0 && signed >= -MAX_ERRNO ? -signed : 0;
    }

    private static long parsed(String digits) {
        return digits.startsWith("-") ? Long.parseLong(digits) : Long.parseUnsignedLong(digits);
    }

    static boolean isError(String value) {
        return errno(value) != 0;
    }
}
