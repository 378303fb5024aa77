package org.ioasidsim.scenario;

import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * How narrow the interval of a metric must be before replications end.
 *
 * @param tenant a tenant's name, or {@code *} for the host
 * @param halfWidth in the metric's unit
 */
public record PrecisionSpec(String metric, String tenant, double halfWidth, int maxReplications) {
    static PrecisionSpec read(Section section) {
        return new PrecisionSpec(
                section.required("metric", "which", Forms.text("the name of a metric", "[a-z0-9_]+", "requests")),
                section.optional(
                        "tenant", "whose; * is the host", Forms.text("the name of a tenant, or *", "\\S+", "*"), "*"),
                section.required("half_width", "of the interval, in the metric's unit", Bound.form()),
                section.optional("max_replications", "never more than these", Forms.smallCount(2), "100"));
    }
}
