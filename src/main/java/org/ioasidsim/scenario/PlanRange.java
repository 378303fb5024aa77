package org.ioasidsim.scenario;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** The form of the distance between two of its values: a number of its units, or a value of the same kind. */
    static final Form<String> DISTANCE = Forms.text(
            "a whole number of the unit of between, or a value of its kind, such as 5, 59/h or 10s", "[0-9]\\S*", "1");

    /** Stands for a distance that is not given. */
    static final String ANY = "";

    /** Stands for a range that is wrong. */
    private static final PlanRange NONE = new PlanRange(0, 1, "");

    /** A quotient of two values with units that differs from a whole number by less is one. */
    private static final double ROUNDING = 1e-9;

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
            return NONE;
        }
        return new PlanRange(read.get(0).from(), read.get(1).from(), read.get(0).unit());
    }

    /**
     * Returns how many units of the range {@code distance} is, at least 1, or {@link PlanSpec#AUTO} for {@link #ANY}; a problem of {@code section} if it is no
     * such number.
     */
    long units(Section section, String distance) {
        if (distance.equals(ANY)) {
            return PlanSpec.AUTO;
        }
        OptionalLong plain = Units.count(distance);
        double units = plain.isPresent() ? plain.getAsLong() : isOfItsKind(distance) ? quotient(distance) : Double.NaN;
        boolean isWhole = units >= 1 && Math.abs(units - Math.rint(units)) <= ROUNDING * units;
        if (!isWhole && !equals(NONE)) {
            section.problem("resolution", "expected " + wanted(units) + ", found " + distance);
        }
        return isWhole ? plain.orElse(Math.round(units)) : 1;
    }

    private boolean isOfItsKind(String distance) {
        String one = "1" + unit;
        return Quantity.of(distance).isPresent()
                && Quantity.unit(distance).equals(Quantity.unit(one))
                && distance.endsWith("%") == one.endsWith("%")
                && !unit.isEmpty();
    }

    private double quotient(String distance) {
        return Quantity.of(distance).orElse(Double.NaN)
                / Quantity.of("1" + unit).orElse(Double.NaN);
    }

    private String wanted(double units) {
        if (!Double.isNaN(units)) {
            return "at least 1" + unit + " and a whole multiple of it, since between is in these";
        }
        return unit.isEmpty()
                ? "a whole number without a unit, as between has them"
                : "a whole number, or a value of the kind of between, such as 5" + unit;
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
