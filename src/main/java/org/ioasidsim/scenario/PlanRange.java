package org.ioasidsim.scenario;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.ioasidsim.yaml.Units;

/** A range of whole multiples of a unit, which a plan searches. */
record PlanRange(long from, long to, String unit) {
    /** The form of one of its ends. */
    static final Form<String> END = Forms.text("a whole number, such as 400, 64Ki or 20/s", "[0-9]\\S*", "1");

    private static final Pattern WRITTEN = Pattern.compile("([0-9]+)(\\D\\S*)?");

    /** Returns the range that {@code between} gives; a problem of {@code section} if it gives none. */
    static PlanRange of(Section section, List<String> ends) {
        List<PlanRange> read = ends.stream().flatMap(end -> end(end).stream()).toList();
        boolean isRange = ends.size() == 2
                && read.size() == 2
                && read.get(0).from() < read.get(1).from()
                && read.get(0).unit().equals(read.get(1).unit());
        if (!isRange) {
            section.problem(
                    "between",
                    "expected two whole numbers of one unit, the smaller first, found " + String.join(", ", ends));
            return new PlanRange(0, 1, "");
        }
        return new PlanRange(read.get(0).from(), read.get(1).from(), read.get(0).unit());
    }

    private static Optional<PlanRange> end(String text) {
        var count = Units.count(text);
        if (count.isPresent()) {
            return Optional.of(new PlanRange(count.getAsLong(), 0, ""));
        }
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()
                || parts.group(1).length() > 18
                || Quantity.of(text).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PlanRange(Long.parseLong(parts.group(1)), 0, parts.group(2)));
    }
}
