package org.ioasidsim.recording.ktrace;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.kernel.base.Errno;

/**
 * Counts events of PASIDs and devices: cache tags of Intel's IOMMU driver, PASIDs of amdgpu, and probes on the bind and unbind of shared
 * virtual addressing.
 *
 * <p>Source: drivers/iommu/intel/trace.h, drivers/gpu/drm/amd/amdgpu/amdgpu_trace.h, Documentation/trace/kprobetrace.rst.
 */
final class DeviceEvents {
    /** How sentences count binds that were granted, and begin for those refused, with the error behind. */
    static final String GRANTED = "SVA binds granted";

    static final String REFUSED = "SVA binds refused with ";

    private static final Pattern CACHE_TAG = Pattern.compile(".* type \\S+ did \\d+ pasid (\\d+) ref (\\d+)");
    private static final Pattern PASID = Pattern.compile("pasid=\\d+");
    private static final Pattern RETURNED =
            Pattern.compile("\\(.*\\)\\s*\\w+=(0[xX][0-9a-fA-F]{1,16}|-\\d{1,18}|\\d{1,19}|1\\d{19})(?!\\w).*");

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
        return SvaCall.of(event)
                .map(call -> switch (call) {
                    case BIND -> counted("SVA bind calls");
                    case UNBIND -> counted("SVA unbind calls");
                    case BIND_RETURN -> bindReturn(event.args());
                })
                .orElse(Recognition.NOT_OURS);
    }

    private Recognition bindReturn(String args) {
        Matcher fields = RETURNED.matcher(args);
        if (!fields.matches()) {
            return Recognition.MALFORMED;
        }
        long errno = SvaCall.errno(fields.group(1));
        return counted(errno > 0 ? REFUSED + errno(errno) : GRANTED);
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
