package org.ioasidsim.scenario;

import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * The resolution of measurements, in seconds.
 *
 * @param starvationAfterSeconds the age from which an unmet request counts as starving
 * @param windowSeconds the length of a window of short-term fairness
 * @param timelineSeconds the distance of samples for plots over time
 */
public record MeasureSpec(double starvationAfterSeconds, double windowSeconds, double timelineSeconds) {
    static MeasureSpec read(Section section) {
        return new MeasureSpec(
                section.optional("starvation_after", "an unmet request older than this starves", Forms.time(), "1s"),
                section.optional("window", "of short-term fairness", Forms.positiveTime(), "10s"),
                section.optional("timeline", "distance of the samples for plots", Forms.positiveTime(), "1s"));
    }

    /**
     * Returns the same text as the compiler's method, whose first call takes 15 ms; each short run needs the text to look up its stored
     * results.
     */
    @Override
    public String toString() {
        return "MeasureSpec[starvationAfterSeconds=" + starvationAfterSeconds + ", windowSeconds=" + windowSeconds
                + ", timelineSeconds=" + timelineSeconds + "]";
    }
}
