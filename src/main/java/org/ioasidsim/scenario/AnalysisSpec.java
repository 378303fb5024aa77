package org.ioasidsim.scenario;

import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * What a run stands for: something that ends, as a boot storm, or a moment of something that goes on.
 *
 * @param batches into which the measured time of a steady run is cut; 0 in a terminating one
 * @param method by which the batches of a steady run give an interval
 */
public record AnalysisSpec(Kind kind, int batches, Method method) {
    /** Replications of a thing with an end: the interval is over replications. */
    public static final AnalysisSpec TERMINATING = new AnalysisSpec(Kind.TERMINATING, 0, Method.BATCH_MEANS);

    /** What is repeated. */
    public enum Kind {
        TERMINATING,
        STEADY
    }

    /** How batches are laid. */
    public enum Method {
        BATCH_MEANS,
        OVERLAPPING_BATCH_MEANS
    }

    static AnalysisSpec read(Section section) {
        Kind kind = section.optional(
                "kind",
                "terminating: intervals over replications; steady: over batches of each run, for rates and time averages",
                Forms.choice(Kind.class),
                "terminating");
        int batches = Math.toIntExact(section.optional(
                "batches", "of equal length, of the measured time of a steady run", Forms.count(10, 1000), "20"));
        Method method = section.optional(
                "method", "how batches of a steady run are laid", Forms.choice(Method.class), "batch-means");
        return kind == Kind.TERMINATING ? TERMINATING : new AnalysisSpec(kind, batches, method);
    }
}
