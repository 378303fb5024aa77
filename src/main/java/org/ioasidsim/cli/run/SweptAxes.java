package org.ioasidsim.cli.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.Quantity;
import org.ioasidsim.yaml.Units;

/**
 * The {@code sweep:} that the command line gives.
 *
 * @param sweep as YAML; empty for that of the file
 * @param metrics as YAML; empty for those of the file
 * @param checkedIn the variant in which the values must be possible; empty for the baseline
 */
public record SweptAxes(String sweep, String metrics, String checkedIn) {
    private static final Pattern RANGE = Pattern.compile("(.+?)[.][.](.+)");
    private static final Pattern DASH = Pattern.compile("([0-9][^-,]*?) *[-\u2013] *([0-9][^-,]*)");
    private static final long[] STEPS = {1, 2, 5};
    private static final int DECADE = 10;
    private static final int POINTS = 6;
    private static final int POINTS_OF_PLAN = 9;

    /**
     * Returns the sweep of {@code PATH[,PATH]=VALUE,...} or {@code PATH[,PATH]=FROM..TO} for each axis, and of the names of metrics.
     *
     * @throws CommandFailure if an axis is none
     */
    public static SweptAxes of(List<String> axes, List<String> metrics, List<String> variants) {
        String named = metrics.isEmpty() ? "" : list(metrics);
        if (axes.isEmpty()) {
            return new SweptAxes("", named, "");
        }
        String keys = axes.stream().map(SweptAxes::key).collect(Collectors.joining(", "));
        return new SweptAxes("{" + keys + "}", named, variants.isEmpty() ? "" : variants.get(0));
    }

    /** Returns the sweep of the key that {@code plan} looks for, over the values that it may take; empty where it looks for a mix of several. */
    public Optional<SweptAxes> ofPlan(PlanSpec plan) {
        if (!plan.mix().isEmpty()) {
            return Optional.empty();
        }
        String spread = plan.from() > 0 && plan.to() / DECADE >= plan.from() ? "logspace" : "range";
        String ends = list(List.of(plan.text(plan.from()), plan.text(plan.to())));
        String values = "{" + spread + ": " + ends + ", points: " + POINTS_OF_PLAN + "}";
        String asked = plan.conditions().stream()
                .map(condition -> condition.tenant().equals("*")
                        ? condition.metric()
                        : condition.tenant() + "." + condition.metric())
                .distinct()
                .collect(Collectors.joining(", ", "[", "]"));
        return Optional.of(new SweptAxes(
                "{" + quoted(plan.path()) + ": " + values + "}", metrics.isEmpty() ? asked : metrics, checkedIn));
    }

    /** Returns the first path of each axis that is given as a range, of which it is not said which values it takes. */
    public static List<String> ranges(List<String> axes) {
        return axes.stream()
                .map(axis -> axis.split("=", 2))
                .filter(parts -> RANGE.matcher(parts[1]).matches())
                .map(parts -> parts[0].split(",", -1)[0].strip())
                .toList();
    }

    /** Returns {@code overrides} with what was given here. */
    public Overrides over(Overrides overrides) {
        Overrides swept =
                sweep.isEmpty() ? overrides : overrides.at("sweep", "{}").option("--axis", "sweep", sweep);
        Overrides measured = metrics.isEmpty() ? swept : swept.option("--metric", "sweep.metrics", metrics);
        return checkedIn.isEmpty() ? measured : measured.option("--variant", "baseline", checkedIn);
    }

    private static String key(String axis) {
        int equals = axis.indexOf('=');
        if (equals < 1 || equals == axis.length() - 1) {
            throw CommandFailure.usage("--axis '" + axis + "' is not PATH=VALUE,VALUE,... or PATH=FROM..TO, such as"
                    + " /web/misc.max.pasid=500..20000");
        }
        return quoted(axis.substring(0, equals)) + ": " + values(axis.substring(equals + 1));
    }

    private static String values(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            requireNoDash(text);
            return list(List.of(text.split(",")));
        }
        List<String> ends = List.of(range.group(1).strip(), range.group(2).strip());
        ends.stream().filter(end -> Quantity.of(end).isEmpty()).findFirst().ifPresent(end -> {
            throw CommandFailure.usage("--axis: expected FROM..TO of two numbers, with their unit where the value"
                    + " has one, such as 500..20000 or 10/s..1000/s, found '" + end + "' in " + text);
        });
        return values(ends.get(0), ends.get(1));
    }

    /** Two numbers with a dash between them are no value: they are meant as a range. */
    private static void requireNoDash(String text) {
        Matcher dash = DASH.matcher(text);
        if (dash.matches()
                && Quantity.of(dash.group(1)).isPresent()
                && Quantity.of(dash.group(2)).isPresent()) {
            throw CommandFailure.usage("--axis: expected FROM..TO or VALUE,VALUE,..., found " + text + " (did you mean "
                    + dash.group(1) + ".." + dash.group(2) + "?)");
        }
    }

    /** Fewer than ten counts are all there; those that span a decade go by 1, 2, 5, 10; everything else by equal ratios or distances. */
    private static String values(String from, String to) {
        OptionalLong least = Units.count(from);
        OptionalLong most = Units.count(to);
        if (least.isEmpty() || most.isEmpty()) {
            return "{" + "logspace: " + list(List.of(from, to)) + ", points: " + POINTS + "}";
        }
        if (least.getAsLong() < most.getAsLong() && most.getAsLong() - least.getAsLong() < DECADE - 1) {
            return list(LongStream.rangeClosed(least.getAsLong(), most.getAsLong())
                    .mapToObj(Long::toString)
                    .toList());
        }
        if (least.getAsLong() < 1 || most.getAsLong() / DECADE < least.getAsLong()) {
            return "{range: " + list(List.of(from, to)) + ", points: " + POINTS + "}";
        }
        return list(steps(least.getAsLong(), most.getAsLong()));
    }

    private static List<String> steps(long least, long most) {
        List<Long> values = new ArrayList<>(List.of(least));
        for (long decade = 1; decade > 0 && decade <= most; decade *= DECADE) {
            long power = decade;
            Arrays.stream(STEPS)
                    .map(step -> step * power)
                    .filter(value -> value > least && value < most)
                    .forEach(values::add);
        }
        values.add(most);
        return values.stream().map(String::valueOf).toList();
    }

    private static String list(List<String> values) {
        return values.stream().map(value -> plain(value.strip())).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A number stays one; a word with signs of YAML is quoted. */
    private static String plain(String value) {
        return value.matches("[A-Za-z0-9_./%+-]+") ? value : quoted(value);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
