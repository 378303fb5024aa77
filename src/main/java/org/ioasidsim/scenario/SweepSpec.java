package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The grid of points that {@code sweep} simulates.
 *
 * @param axes in the order of the file
 * @param zips groups of paths whose axes move in step; all others are crossed
 * @param where the conditions that every point must meet
 * @param metrics what is reported, each {@code METRIC} or {@code TENANT.METRIC}; empty for what the conditions are about
 * @param question of the sweep; empty for that of the scenario
 */
public record SweepSpec(
        List<Axis> axes, List<List<String>> zips, List<SweepCondition> where, List<String> metrics, String question) {
    /** No sweep. */
    public static final SweepSpec NONE = new SweepSpec(List.of(), List.of(), List.of());

    /** Makes a sweep that leaves to others what it reports. */
    public SweepSpec(List<Axis> axes, List<List<String>> zips, List<SweepCondition> where) {
        this(axes, zips, where, List.of(), "");
    }

    public SweepSpec {
        metrics = List.copyOf(metrics);
        axes = List.copyOf(axes);
        zips = List.copyOf(zips);
        where = List.copyOf(where);
    }

    /**
     * The values that one path takes.
     *
     * @param values as YAML, as {@code --set PATH=VALUE} takes them
     */
    public record Axis(String path, List<String> values) {
        public Axis {
            values = List.copyOf(values);
        }

        /** Returns what is the same for two values that mean the same: the number and its unit, so that 1s is 1000ms, or else the text. */
        private String meaning(int index) {
            String text = values.get(index);
            OptionalDouble number = Quantity.of(text);
            return number.isPresent() ? number.getAsDouble() + Quantity.unit(text) : text;
        }
    }

    /**
     * A value that an axis takes again, so that points would stand twice in the grid.
     *
     * @param index of the value in its axis
     * @param first the index of the same value before it
     */
    record Repeat(Axis axis, int index, int first) {
        @Override
        public String toString() {
            String again = axis.values().get(index);
            String before = axis.values().get(first);
            String as = again.equals(before) ? "" : ", the same as " + before;
            return "expected each value once, found " + again + " again" + as;
        }
    }

    /** Returns each value that stands again. Axes that move in step repeat one only together: where one of them differs, so does the point. */
    List<Repeat> repeats() {
        List<Repeat> repeats = new ArrayList<>();
        for (List<Axis> inStep : steps()) {
            Map<List<String>, Integer> seen = new HashMap<>();
            int most =
                    inStep.stream().mapToInt(axis -> axis.values().size()).min().orElse(0);
            for (int i = 0; i < most; i++) {
                int index = i;
                Integer first = seen.putIfAbsent(
                        inStep.stream().map(axis -> axis.meaning(index)).toList(), index);
                if (first != null) {
                    inStep.forEach(axis -> repeats.add(new Repeat(axis, index, first)));
                }
            }
        }
        return repeats;
    }

    /** A point of the grid: the value of each axis, in their order. */
    public record Point(Map<String, String> values) {
        public Point {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** Returns {@code overrides} followed by the values of this point. */
        public Overrides over(Overrides overrides) {
            Overrides at = overrides;
            for (Map.Entry<String, String> value : values.entrySet()) {
                at = at.at(value.getKey(), value.getValue());
            }
            return at;
        }

        @Override
        public String toString() {
            List<String> texts = new ArrayList<>();
            values.forEach((path, value) -> texts.add(path + "=" + value));
            return String.join(" ", texts);
        }
    }

    /** Returns the points that meet {@code where}; the last axis varies fastest. */
    public List<Point> points() {
        return grid().stream()
                .filter(point -> where.stream().allMatch(condition -> condition.isMet(point.values())))
                .toList();
    }

    /** Returns all points, also those that do not meet {@code where}. */
    List<Point> grid() {
        List<Map<String, String>> points = List.of(Map.of());
        for (List<Axis> inStep : steps()) {
            points = crossed(points, inStep);
        }
        return axes.isEmpty() ? List.of() : points.stream().map(this::ordered).toList();
    }

    /** Returns the axes that span the grid: of those that move in step, only the first. */
    public List<Axis> dimensions() {
        return steps().stream().map(inStep -> inStep.get(0)).toList();
    }

    /** Returns the point as sentences name it: of the axes that move in step, only the first. */
    public String text(Point point) {
        return dimensions().stream()
                .map(axis -> name(axis) + "=" + point.values().getOrDefault(axis.path(), ""))
                .collect(Collectors.joining(" "));
    }

    /** Returns the path of an axis, and how many others move with it. */
    public String name(Axis axis) {
        int others = steps().stream()
                .filter(inStep -> inStep.stream().anyMatch(one -> one.path().equals(axis.path())))
                .mapToInt(inStep -> inStep.size() - 1)
                .sum();
        return axis.path() + (others == 0 ? "" : " (and " + others + (others == 1 ? " other)" : " others)"));
    }

    private List<List<Axis>> steps() {
        List<List<Axis>> steps = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Axis axis : axes) {
            if (!seen.contains(axis.path())) {
                List<Axis> inStep = axes.stream()
                        .filter(other -> other.path().equals(axis.path()) || movesWith(axis, other))
                        .toList();
                inStep.forEach(one -> seen.add(one.path()));
                steps.add(inStep);
            }
        }
        return steps;
    }

    private boolean movesWith(Axis axis, Axis other) {
        return zips.stream().anyMatch(zip -> zip.contains(axis.path()) && zip.contains(other.path()));
    }

    private static List<Map<String, String>> crossed(List<Map<String, String>> points, List<Axis> inStep) {
        List<Map<String, String>> crossed = new ArrayList<>();
        for (Map<String, String> point : points) {
            for (int i = 0; i < inStep.get(0).values().size(); i++) {
                Map<String, String> longer = new LinkedHashMap<>(point);
                for (Axis axis : inStep) {
                    longer.put(axis.path(), axis.values().get(i));
                }
                crossed.add(longer);
            }
        }
        return crossed;
    }

    private Point ordered(Map<String, String> values) {
        Map<String, String> ordered = new LinkedHashMap<>();
        axes.forEach(axis -> ordered.put(axis.path(), values.getOrDefault(axis.path(), "")));
        return new Point(ordered);
    }
}
