package org.ioasidsim.scenario;

import java.util.Map;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;

/**
 * The width that the interval of a metric must reach before replications end. With several targets the error of each interval is
 * (1 - confidence) divided by their number (Bonferroni).
 *
 * @param tenant a tenant's name, or {@code *} for the host
 * @param halfWidth in the metric's unit; for a relative one the share of the true value, above 0 and below 1
 * @param isRelative whether the half-width is a share of the value
 * @param maxReplications the most that are made, whether the target is reached or not
 */
public record PrecisionSpec(String metric, String tenant, double halfWidth, boolean isRelative, int maxReplications) {
    private static final double NONE = Double.NaN;

    static PrecisionSpec read(Section section) {
        String metric =
                section.required("metric", "which", Forms.text("the name of a metric", "[a-z0-9_]+", "requests"));
        String tenant = section.optional(
                "tenant", "whose; * is the host", Forms.text("the name of a tenant, or *", "\\S+", "*"), "'*'", "*");
        double halfWidth = section.optional(
                "half_width", "of the interval, in the metric's unit; or say `relative`", orNone(Bound.form()), "none");
        double relative = section.optional(
                "relative", "half-width as a share of the true value, in place of half_width", orNone(share()), "none");
        int most = section.optional("max_replications", "never more than these", Forms.smallCount(2), "100");
        boolean isRelative = !Double.isNaN(relative);
        if (isRelative != Double.isNaN(halfWidth)) {
            section.problem("expected one of half_width, such as 1%, and relative, such as 5%, found "
                    + (isRelative ? "both" : "neither"));
        }
        return new PrecisionSpec(metric, tenant, isRelative ? relative : halfWidth, isRelative, most);
    }

    private static Form<Double> share() {
        return Forms.then(Forms.probability(), 0.5, (share, cursor) -> {
            if (share <= 0 || share >= 1) {
                cursor.expected("a share between 0 and 100%, such as 5%");
                return 0.5;
            }
            return share;
        });
    }

    private static Form<Double> orNone(Form<Double> form) {
        return Forms.or(Map.of("none", NONE), form);
    }
}
