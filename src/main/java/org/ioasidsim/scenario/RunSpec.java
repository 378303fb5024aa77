package org.ioasidsim.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * How long and how often a scenario runs.
 *
 * @param durationSeconds measured time, after the warm-up
 * @param warmUpSeconds 0 for none; {@link #AUTO} to find it from pilot runs; {@link #STATIONARY} for a start in equilibrium
 * @param confidence of the intervals, in (0, 1)
 * @param precision how narrow the intervals must be; empty for a fixed number of replications
 * @param analysis whether the intervals are over replications or over batches
 * @param estimate what call congestion rests on
 * @param drawsInputs whether each replication runs once more for fitted laws that are drawn anew from the bootstrap of their rows
 */
public record RunSpec(
        double durationSeconds,
        double warmUpSeconds,
        int replications,
        long seed,
        double confidence,
        List<PrecisionSpec> precision,
        AnalysisSpec analysis,
        EstimateSpec estimate,
        boolean drawsInputs) {
    /** The default seed. */
    public static final long SEED = 42;

    /** The warm-up of a scenario that asks for it to be found. */
    public static final double AUTO = -1;

    /** The warm-up of a scenario that starts in the equilibrium of its demand: the limits settle for two mean residual holds. */
    public static final double STATIONARY = -2;

    public RunSpec {
        precision = List.copyOf(precision);
    }

    static RunSpec read(Section section) {
        return new RunSpec(
                section.required("duration", "measured time, after the warm-up", Forms.positiveTime()),
                section.optional("warm_up", "time that is not measured", warmUp(), "none"),
                section.optional("replications", "how many", Forms.smallCount(1), "10"),
                section.optional("seed", "of all random numbers", Forms.count(0, Long.MAX_VALUE), Long.toString(SEED)),
                section.optional("confidence", "of the intervals", Forms.number(0.5, 0.999999999999), "0.95"),
                section.optional(
                        "precision", "more replications until intervals are this narrow", precisionForm(), "none"),
                section.optional("analysis", "what the intervals are over", Forms.section(AnalysisSpec::read), "{}"),
                EstimateSpec.of(section),
                section.optional(
                        "input_uncertainty",
                        "on: each replication runs once more with the laws under fit drawn anew from their rows, and"
                                + " intervals contain how sure these are",
                        Forms.onOff(),
                        "off"));
    }

    /** Returns whether a run starts in the equilibrium of its demand. */
    public boolean isStationary() {
        return warmUpSeconds == STATIONARY;
    }

    /** Returns whether the warm-up is found as it runs: from pilot runs, or from the residual holds of the equilibrium. */
    public boolean findsWarmUp() {
        return warmUpSeconds < 0;
    }

    private static Form<Double> warmUp() {
        Map<String, Double> words = new LinkedHashMap<>();
        words.put("none", 0.0);
        words.put("auto", AUTO);
        words.put("stationary", STATIONARY);
        return Forms.or(words, Forms.time());
    }

    private static Form<List<PrecisionSpec>> precisionForm() {
        Form<PrecisionSpec> one = Forms.section(PrecisionSpec::read);
        return Forms.or(Map.of("none", List.of()), Forms.either(Forms.map(one, List::of), Forms.listOfSome(one)));
    }
}
