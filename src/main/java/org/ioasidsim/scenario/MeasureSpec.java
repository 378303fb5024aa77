package org.ioasidsim.scenario;

import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * What is measured and how finely.
 *
 * @param starvationAfterSeconds an unmet request older than this starves
 * @param windowSeconds window of short-term fairness
 * @param timelineSeconds distance of the samples for plots
 */
public record MeasureSpec(double starvationAfterSeconds, double windowSeconds, double timelineSeconds) {
    static MeasureSpec read(Section section) {
        return new MeasureSpec(
                section.optional("starvation_after", "an unmet request older than this starves", Forms.time(), "1s"),
                section.optional("window", "of short-term fairness", Forms.positiveTime(), "10s"),
                section.optional("timeline", "distance of the samples for plots", Forms.positiveTime(), "1s"));
    }

    /** Says the same as the compiler's, which takes 15 ms at its first call: it decides where each short run looks for its results. */
    @Override
    public String toString() {
        return "MeasureSpec[starvationAfterSeconds=" + starvationAfterSeconds + ", windowSeconds=" + windowSeconds
                + ", timelineSeconds=" + timelineSeconds + "]";
    }
}
