package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.math.PortableMath;
import org.ioasidsim.yaml.Form;
import org.ioasidsim.yaml.Forms;
import org.ioasidsim.yaml.Section;
import org.ioasidsim.yaml.Shape;
import org.ioasidsim.yaml.Units;

/**
 * Values at equal distances or, logarithmic, at equal ratios.
 *
 * @param points the number of values, at least 2
 * @param unit behind each value; empty for none
 */
record Spread(double from, double to, int points, boolean isLogarithmic, boolean isIntegral, String unit) {
    private static final Form<String> END = Forms.text("a number or a number with its unit", "\\S+", "1");

    /** Returns the form of {@code {range: [a, b], points: n}} and {@code {logspace: [a, b], points: n}} for the value at {@code path}. */
    static Form<List<String>> form(String path, Shape shape) {
        Shape at = shape;
        for (String key : ScenarioPath.keys(path)) {
            at = at.below(key);
        }
        boolean isIntegral = at.isIntegral() || ScenarioPath.isOfCgroup(path);
        return Forms.section(section -> read(section, isIntegral));
    }

    private static List<String> read(Section section, boolean isIntegral) {
        boolean isLogarithmic = section.has("logspace");
        String key = isLogarithmic ? "logspace" : "range";
        if (section.isProbing()) {
            var unused = section.optional(
                    "logspace", "first and last value, at equal ratios", Forms.listOfSome(END), "[1, 10]", "");
            var unused2 = section.optional(
                    "range", "first and last value, at equal distances", Forms.listOfSome(END), "[1, 10]", "");
        } else {
            section.known("range");
            section.known("logspace");
        }
        List<String> ends = section.isProbing()
                ? List.of("1", "2")
                : section.required(key, "first and last value", Forms.listOfSome(END));
        int points = section.required("points", "how many values", Forms.smallCount(2));
        Optional<Spread> spread = of(ends, points, isLogarithmic, isIntegral);
        if (spread.isEmpty()) {
            section.problem(
                    key,
                    "expected two values of the same unit" + (isLogarithmic ? ", both above 0" : "") + ", found "
                            + String.join(", ", ends));
        }
        return spread.map(Spread::values).orElse(List.of("1"));
    }

    private static Optional<Spread> of(List<String> ends, int points, boolean isLogarithmic, boolean isIntegral) {
        if (ends.size() != 2) {
            return Optional.empty();
        }
        for (String unit : List.of("s", "/s", "%", "")) {
            OptionalDouble from = value(ends.get(0), unit);
            OptionalDouble to = value(ends.get(1), unit);
            if (from.isPresent() && to.isPresent()) {
                boolean isPossible = !isLogarithmic || (from.getAsDouble() > 0 && to.getAsDouble() > 0);
                return Optional.of(new Spread(
                                from.getAsDouble(), to.getAsDouble(), points, isLogarithmic, isIntegral, unit))
                        .filter(spread -> isPossible);
            }
        }
        return Optional.empty();
    }

    private static OptionalDouble value(String text, String unit) {
        return switch (unit) {
            case "s" -> Units.seconds(text);
            case "/s" -> Units.perSecond(text);
            case "%" ->
                text.endsWith("%") ? Units.number(text.substring(0, text.length() - 1)) : OptionalDouble.empty();
            default -> {
                var count = Units.count(text);
                yield count.isPresent() ? OptionalDouble.of((double) count.getAsLong()) : Units.number(text);
            }
        };
    }

    /** Returns the values in ascending or descending order without repetitions, rounded to six digits or, integral, to whole numbers. */
    List<String> values() {
        var values = new LinkedHashSet<String>();
        for (int i = 0; i < points; i++) {
            double part = (double) i / (points - 1);
            double value = isLogarithmic ? from * PortableMath.pow(to / from, part) : from + (to - from) * part;
            double brief = Numbers.rounded(value, 6).doubleValue();
            values.add(Units.plain(isIntegral ? Math.rint(value) : brief) + unit);
        }
        return new ArrayList<>(values);
    }
}
