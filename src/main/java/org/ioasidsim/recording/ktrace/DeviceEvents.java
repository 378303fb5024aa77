package org.ioasidsim.recording.ktrace;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.kernel.base.Errno;

/**
 * Counts events of PASIDs and devices: cache tags of Intel's IOMMU driver, PASIDs of amdgpu, and kprobes on the bind and unbind of shared
 * virtual addressing. A kprobe is recognised by the function that it probes, or by the names {@code sva_bind}, {@code sva_bind_ret} and
 * {@code sva_unbind}.
 *
 * <p>Source: drivers/iommu/intel/trace.h, drivers/gpu/drm/amd/amdgpu/amdgpu_trace.h, Documentation/trace/kprobetrace.rst.
 */
final class DeviceEvents {
    private static final Pattern CACHE_TAG = Pattern.compile(".* type \\S+ did \\d+ pasid (\\d+) ref (\\d+)");
    private static final Pattern PASID = Pattern.compile("pasid=\\d+");
    private static final Pattern PROBE = Pattern.compile("\\(iommu_sva_(bind|unbind)_device\\+.*");
    private static final Pattern RETURN = Pattern.compile("\\(.*<- iommu_sva_bind_device\\).*");
    private static final Pattern RETURNED = Pattern.compile(".*\\b(?:ret|arg1)=(0x[0-9a-fA-F]{1,16}|-?\\d{1,18})");

    /** Pointers from -4095 to -1 are errors, see IS_ERR in include/linux/err.h. */
    private static final long MAX_ERRNO = 4095;

    private final TraceSummary summary;

    DeviceEvents(TraceSummary summary) {
        this.summary = summary;
    }

    /** Whether an event is one of these. */
    enum Recognition {
        COUNTED,
        MALFORMED,
        NOT_OURS
    }

    /** Counts the event if it is one of a PASID or a device. */
    Recognition accept(TraceEvent event) {
        return switch (event.name()) {
            case "cache_tag_assign" -> cacheTag(event, "attached", "1");
            case "cache_tag_unassign" -> cacheTag(event, "detached", "0");
            case "amdgpu_pasid_allocated" -> pasid(event, "allocated");
            case "amdgpu_pasid_freed" -> pasid(event, "freed");
            default -> probe(event);
        };
    }

    private Recognition cacheTag(TraceEvent event, String what, String changingReference) {
        Matcher fields = CACHE_TAG.matcher(event.args());
        if (!fields.matches()) {
            return Recognition.MALFORMED;
        }
        if (fields.group(1).equals("0")) {
            return counted("cache tags " + what + " without PASID");
        }
        return counted("cache tags " + what + " with a PASID"
                + (fields.group(2).equals(changingReference) ? "" : ", shared with another reference"));
    }

    private Recognition pasid(TraceEvent event, String what) {
        return PASID.matcher(event.args()).matches() ? counted("PASIDs " + what + " by amdgpu") : Recognition.MALFORMED;
    }

    private Recognition probe(TraceEvent event) {
        Matcher entry = PROBE.matcher(event.args());
        if (entry.matches()) {
            return counted("SVA " + entry.group(1) + " calls");
        }
        if (event.name().equals("sva_bind_ret") || RETURN.matcher(event.args()).matches()) {
            return bindReturn(event.args());
        }
        return switch (event.name()) {
            case "sva_bind" -> counted("SVA bind calls");
            case "sva_unbind" -> counted("SVA unbind calls");
            default -> Recognition.NOT_OURS;
        };
    }

    private Recognition bindReturn(String args) {
        Matcher fields = RETURNED.matcher(args);
        if (!fields.matches()) {
            return Recognition.MALFORMED;
        }
        String digits = fields.group(1);
        long value = digits.startsWith("0x") ? Long.parseUnsignedLong(digits.substring(2), 16) : Long.parseLong(digits);
        return counted(
                value < 0 && value >= -MAX_ERRNO ? "SVA binds refused with " + errno(-value) : "SVA binds granted");
    }

    private static String errno(long number) {
        return Arrays.stream(Errno.values())
                .filter(errno -> errno.number() == number)
                .map(Errno::name)
                .findFirst()
                .orElse("errno " + number);
    }

    private Recognition counted(String what) {
        summary.deviceEvent(what);
        return Recognition.COUNTED;
    }
}
