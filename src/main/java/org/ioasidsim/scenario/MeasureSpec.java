package org.ioasidsim.scenario;

import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * The resolution of measurements, in seconds.
 *
 * @param starvationAfterSeconds the age from which an unmet request counts as starving
 * @param windowSeconds the length of a window of short-term fairness
 * @param timelineSeconds the distance of samples for plots over time
 * @param resource what is held, demanded and due is counted in
 */
public record MeasureSpec(
        double starvationAfterSeconds, double windowSeconds, double timelineSeconds, Counted resource) {
    /** What is held, demanded and due to a tenant is counted in. */
    public enum Counted {
        /** The scarcer of ids and ASIDs: see {@link BindingResource}. */
        AUTO,
        IDS,
        ASIDS
    }

    static MeasureSpec read(Section section) {
        return new MeasureSpec(
                section.optional("starvation_after", "an unmet request older than this starves", Forms.time(), "1s"),
                section.optional("window", "of short-term fairness", Forms.positiveTime(), "10s"),
                section.optional("timeline", "distance of the samples for plots", Forms.positiveTime(), "1s"),
                section.optional(
                        "resource",
                        "what held, demand and entitlement count; auto: the scarcer of ids and ASIDs",
                        Forms.choice(Counted.class),
                        Forms.word(Counted.AUTO)));
    }

    /**
     * Returns the same text as the compiler's method, whose first call takes 15 ms; each short run needs the text to look up its stored
     * results.
     */
    @Override
    public String toString() {
        return "MeasureSpec[starvationAfterSeconds=" + starvationAfterSeconds + ", windowSeconds=" + windowSeconds
                + ", timelineSeconds=" + timelineSeconds + ", resource=" + resource + "]";
    }
}
