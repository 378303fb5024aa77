package org.ioasidsim.scenario;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Spelling;

/**
 * A line of {@code where:}: a sweep leaves out the points that do not meet it.
 *
 * @param left the path of an axis, or a value
 * @param comparison one of {@code <}, {@code <=}, {@code >}, {@code >=}, {@code ==}, {@code !=}
 * @param right the path of an axis, or a value
 */
public record SweepCondition(String left, String comparison, String right) {
    static final String EXPECTED =
            "`PATH < VALUE` or `PATH < PATH` of axes (also <=, >, >=, ==, !=), such as `tenants.web.instances <= 100`";
    private static final Pattern PATTERN = Pattern.compile("(\\S+) *(<=|>=|==|!=|<|>) *(\\S+)");
    private static final SweepCondition PLACEHOLDER = new SweepCondition("0", "==", "0");

    static Form<SweepCondition> form() {
        return Forms.then(Forms.text(EXPECTED, ".+", "text"), PLACEHOLDER, (text, cursor) -> {
            Matcher parts = PATTERN.matcher(text.strip());
            if (!parts.matches()) {
                cursor.expected(EXPECTED);
                return PLACEHOLDER;
            }
            return new SweepCondition(parts.group(1), parts.group(2), parts.group(3));
        });
    }

    /** Returns which of {@code axes} may be meant; empty if none. */
    String guess(List<String> axes) {
        String ofLeft = Spelling.didYouMean(left, axes);
        return ofLeft.isEmpty() ? Spelling.didYouMean(right, axes) : ofLeft;
    }

    /** Returns whether both sides can be compared when the axes have {@code values}. */
    boolean isDefined(Map<String, String> values) {
        return comparison.equals("==")
                || comparison.equals("!=")
                || (number(left, values).isPresent() && number(right, values).isPresent());
    }

    /** Returns whether the point with {@code values} meets the condition; values with units are compared as numbers. */
    boolean isMet(Map<String, String> values) {
        OptionalDouble a = number(left, values);
        OptionalDouble b = number(right, values);
        int order = a.isPresent() && b.isPresent()
                ? Double.compare(a.getAsDouble(), b.getAsDouble())
                : text(left, values).compareTo(text(right, values));
        return switch (comparison) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            case "==" -> order == 0;
            case "!=" -> order != 0;
            default -> throw new IllegalArgumentException("comparison " + comparison);
        };
    }

    private static OptionalDouble number(String side, Map<String, String> values) {
        return Quantity.of(text(side, values));
    }

    private static String text(String side, Map<String, String> values) {
        return values.getOrDefault(side, side);
    }

    @Override
    public String toString() {
        return left + " " + comparison + " " + right;
    }
}
