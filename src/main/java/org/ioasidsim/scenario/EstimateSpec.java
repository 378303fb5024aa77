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

    /** Refusals are counted. */
    public static final EstimateSpec COUNTED = new EstimateSpec(Kind.COUNTED, ALL);

    /** What the estimate rests on. */
    public enum Kind {
        COUNTED,
        SPLITTING
    }

    static Form<EstimateSpec> form() {
        Map<String, EstimateSpec> words = new LinkedHashMap<>();
        words.put("counted", COUNTED);
        words.put("splitting", new EstimateSpec(Kind.SPLITTING, ALL));
        return Forms.or(words, Forms.section(EstimateSpec::read));
    }

    private static EstimateSpec read(Section section) {
        return new EstimateSpec(
                section.required(
                        "kind", "counted, or splitting for refusals too rare to be counted", Forms.choice(Kind.class)),
                section.optional(
                        "importance",
                        "the limit that paths come near to: all, host or a cgroup",
                        Forms.text("all, host or the path of a cgroup", "all|host|/.+", ALL),
                        ALL));
    }

    /** Returns whether call congestion is estimated by splitting. */
    public boolean isSplitting() {
        return kind == Kind.SPLITTING;
    }
}
