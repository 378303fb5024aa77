package org.ioasidsim.scenario;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ioasidsim.yaml.Cursor;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;

/**
 * A line of {@code expect:}.
 *
 * @param tenant a tenant's name, or {@code *} for the host
 * @param text the line as written
 */
public record Expectation(String variant, String tenant, String metric, Relation relation, double bound, String text) {
    private static final String CONDITION = "([^\\s:]+)[.]([a-z0-9_]+) *(<=|>=|<|>) *(\\S+)";
    private static final Pattern EXPECTED = Pattern.compile("([^\\s:]+) *: *" + CONDITION);
    private static final Pattern PLANNED = Pattern.compile("()" + CONDITION);
    private static final Pattern GOOD = Pattern.compile("()()()(<=|>=|<|>) *(\\S+)");
    private static final Expectation PLACEHOLDER = new Expectation("", "*", "requests", Relation.AT_LEAST, 0, "");

    /** How a metric shall stand to the bound. */
    public enum Relation {
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        /** Returns the sign as scenarios write it. */
        public String sign() {
            return sign;
        }

        /** Returns whether the metric shall lie above the bound, or at it. */
        public boolean isFloor() {
            return this == AT_LEAST || this == GREATER;
        }

        private static Relation of(String sign) {
            return Stream.of(values())
                    .filter(relation -> relation.sign.equals(sign))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("relation " + sign));
        }
    }

    /** Returns the form of {@code variant: tenant.metric comparison bound}. */
    static Form<Expectation> form() {
        return form(EXPECTED, "`variant: tenant.metric >= bound`, such as `limit: web.first_try_success >= 99%`");
    }

    /** Returns the form of the same without a variant. */
    static Form<Expectation> conditionForm() {
        return form(PLANNED, "`tenant.metric >= bound`, such as `web.first_try_success >= 99%`");
    }

    /** Returns the form of the relation and the bound alone. */
    static Form<Expectation> goodForm() {
        return form(GOOD, "`>= bound`, such as `>= 99.9%`");
    }

    private static Form<Expectation> form(Pattern pattern, String expected) {
        return Forms.then(
                Forms.text(expected, ".+", "text"),
                PLACEHOLDER,
                (text, cursor) -> parse(text, pattern, expected, cursor));
    }

    private static Expectation parse(String text, Pattern pattern, String expected, Cursor cursor) {
        Matcher parts = pattern.matcher(text.strip());
        OptionalDouble bound = parts.matches() ? Bound.parse(parts.group(5)) : OptionalDouble.empty();
        if (bound.isEmpty()) {
            cursor.expected(expected);
            return PLACEHOLDER;
        }
        return new Expectation(
                parts.group(1), parts.group(2), parts.group(3), Relation.of(parts.group(4)), bound.getAsDouble(), text);
    }

    /** Returns the condition as written, without the variant. */
    public String condition() {
        return text.substring(text.indexOf(':') + 1).strip();
    }

    /** Returns the same for {@code newVariant}. */
    Expectation in(String newVariant) {
        return new Expectation(newVariant, tenant, metric, relation, bound, text);
    }
}
