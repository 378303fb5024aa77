package org.ioasidsim.scenario;

import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * What a run is a sample of: something that ends, such as a boot storm, or a process that goes on.
 *
 * @param batches the number of parts into which the measured time of a steady run is cut; 0 for a terminating one
 * @param method by which the batches of a steady run yield an interval
 */
public record AnalysisSpec(Kind kind, int batches, Method method) {
    /** A run with an end: intervals are over its replications. */
    public static final AnalysisSpec TERMINATING = new AnalysisSpec(Kind.TERMINATING, 0, Method.BATCH_MEANS);

    /** Whether a run has an end of its own. */
    public enum Kind {
        TERMINATING,
        STEADY
    }

    /** How the batches of a run are cut. */
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
