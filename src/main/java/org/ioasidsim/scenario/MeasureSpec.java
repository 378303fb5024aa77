package org.ioasidsim.scenario;

import java.util.Map;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * The resolution of measurements, in seconds.
 *
 * @param starvationAfterSeconds the length from which the rest of a denial is starvation, and the wait beyond which a request starves
 * @param windowSeconds the length of a window of short-term fairness
 * @param worstWindowSeconds the length of the windows of which the worst is reported
 * @param timelineSeconds the distance of samples for plots over time
 * @param slowdownThresholdSeconds the hold below which a bounded slowdown counts a hold as longer than it is; NaN for each tenant's own, see
 *     {@link #slowdownThresholdSeconds(TenantSpec)}
 * @param resource what is held, demanded and due is counted in
 */
public record MeasureSpec(
        double starvationAfterSeconds,
        double windowSeconds,
        double worstWindowSeconds,
        double timelineSeconds,
        double slowdownThresholdSeconds,
        Counted resource) {
    private static final double HOLDS_PER_THRESHOLD = 100;

    /** What is held, demanded and due to a tenant is counted in. */
    public enum Counted {
        /** The scarcer of ids and ASIDs: see {@link BindingResource}. */
        AUTO,
        IDS,
        ASIDS
    }

    static MeasureSpec read(Section section) {
        return new MeasureSpec(
                section.optional(
                        "starvation_after",
                        "a tenant that is denied for longer starves from then on, as does a request that waits longer",
                        Forms.time(),
                        "1s"),
                section.optional("window", "of short-term fairness", Forms.positiveTime(), "10s"),
                section.optional(
                        "worst_window",
                        "length of the windows of worst_window_success; the measured time where that is shorter",
                        Forms.positiveTime(),
                        "1h"),
                section.optional("timeline", "distance of the samples for plots", Forms.positiveTime(), "1s"),
                section.optional(
                        "slowdown_threshold",
                        "a shorter hold counts as this long in bounded_slowdown; auto: a hundredth of the tenant's mean hold",
                        Forms.or(Map.of("auto", Double.NaN), Forms.positiveTime()),
                        "auto"),
                section.optional(
                        "resource",
                        "what held, demand and entitlement count; auto: the scarcer of ids and ASIDs",
                        Forms.choice(Counted.class),
                        Forms.word(Counted.AUTO)));
    }

    /**
     * Returns the threshold of the bounded slowdown of {@code tenant}: the scenario's, or a hundredth of the tenant's mean hold; 0 where a
     * recording has no hold whose end was seen.
     */
    public double slowdownThresholdSeconds(TenantSpec tenant) {
        if (!Double.isNaN(slowdownThresholdSeconds)) {
            return slowdownThresholdSeconds;
        }
        double meanHold = tenant.processes().meanHoldSeconds();
        return Double.isNaN(meanHold) ? 0 : meanHold / HOLDS_PER_THRESHOLD;
    }

    /** Returns the same with other distances of samples. */
    public MeasureSpec sampled(double everySeconds) {
        return new MeasureSpec(
                starvationAfterSeconds,
                windowSeconds,
                worstWindowSeconds,
                everySeconds,
                slowdownThresholdSeconds,
                resource);
    }

    /**
     * Returns the same text as the compiler's method, whose first call takes 15 ms; each short run needs the text to look up its stored
     * results.
     */
    @Override
    public String toString() {
        return "MeasureSpec[starvationAfterSeconds=" + starvationAfterSeconds + ", windowSeconds=" + windowSeconds
                + ", worstWindowSeconds=" + worstWindowSeconds + ", timelineSeconds=" + timelineSeconds
                + ", slowdownThresholdSeconds=" + slowdownThresholdSeconds
                + ", resource=" + resource + "]";
    }
}
