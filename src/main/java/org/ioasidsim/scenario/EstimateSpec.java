package org.ioasidsim.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * How call congestion is estimated: counted in the replications, or, where it is too rare for that, by paths that split on their way to a limit.
 *
 * @param importance the limit to which paths come near, as refusals name it; {@link #ALL} for whichever is closest
 */
public record EstimateSpec(Kind kind, String importance) {
    /** The importance of a path that may go to any limit. */
    public static final String ALL = "all";

    /** What is chosen where the scenario says nothing. */
    public static final EstimateSpec AUTO = new EstimateSpec(Kind.AUTO, ALL);

    private static final String KIND =
            "of call_congestion: counted, and by splitting beside it where too few refusals are seen (auto); counted"
                    + " alone (simulation); or by splitting";

    /** What the estimate rests on. */
    public enum Kind {
        AUTO,
        SIMULATION,
        SPLITTING
    }

    static Form<EstimateSpec> form() {
        Map<String, EstimateSpec> words = new LinkedHashMap<>();
        words.put("auto", AUTO);
        words.put("simulation", new EstimateSpec(Kind.SIMULATION, ALL));
        words.put("splitting", new EstimateSpec(Kind.SPLITTING, ALL));
        return Forms.or(words, Forms.section(EstimateSpec::read));
    }

    static EstimateSpec of(Section run) {
        return run.optional("estimate", KIND, form(), "auto");
    }

    private static EstimateSpec read(Section section) {
        return new EstimateSpec(
                section.required("kind", KIND, Forms.choice(Kind.class)),
                section.optional(
                        "importance",
                        "the limit that paths come near to: all, host or a cgroup",
                        Forms.text("all, host or the path of a cgroup", "all|host|/.+", ALL),
                        ALL));
    }

    /** Returns whether call congestion is estimated by splitting alone. */
    public boolean isSplitting() {
        return kind == Kind.SPLITTING;
    }

    /** Returns whether splitting is used where too few refusals are counted. */
    public boolean isAuto() {
        return kind == Kind.AUTO;
    }
}
