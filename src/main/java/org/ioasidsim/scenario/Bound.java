package org.ioasidsim.scenario;

import java.util.OptionalDouble;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Units;

/** A value with which a metric is compared. */
final class Bound {
    private static final String EXPECTED = "a number, a percentage such as 99.9%, a time such as 1s, or 64Ki";

    private Bound() {}

    /** Returns the value of a number, a percentage, a time, a count or {@code inf}. */
    static OptionalDouble parse(String text) {
        if (text.equals("inf")) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        OptionalDouble seconds = Units.seconds(text);
        if (seconds.isPresent()) {
            return seconds;
        }
        var count = Units.count(text);
        return count.isPresent() ? OptionalDouble.of((double) count.getAsLong()) : Units.fraction(text);
    }

    static Form<Double> form() {
        return Forms.then(Forms.text(EXPECTED, "\\S+", "1"), 1.0, (text, cursor) -> {
            OptionalDouble value = parse(text);
            if (value.isEmpty() || !(value.getAsDouble() > 0)) {
                cursor.expected(EXPECTED);
                return 1.0;
            }
            return value.getAsDouble();
        });
    }
}
