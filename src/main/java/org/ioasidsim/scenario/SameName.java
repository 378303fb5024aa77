package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ioasidsim.yaml.Problem;

/** Tells a name that is missed in several places once: it was misspelt where it was given, which is one mistake. */
final class SameName {
    private static final Pattern MISSED = Pattern.compile(
            "expected an? (tenant|cgroup|variant|device)\\b.*, found (\\S+) \\(did you mean (\\S+)\\?\\).*");

    private SameName() {}

    /** Returns {@code problems}, in their order, with those of one name joined into the first of them. */
    static List<Problem> once(List<Problem> problems) {
        Map<Object, List<Problem>> joined = new LinkedHashMap<>();
        problems.forEach(problem ->
                joined.computeIfAbsent(key(problem), key -> new ArrayList<>()).add(problem));
        return joined.values().stream().map(SameName::joined).toList();
    }

    private static Object key(Problem problem) {
        Matcher missed = MISSED.matcher(problem.message());
        return missed.matches() && problem.place().line() > 0
                ? List.of(problem.place().source(), missed.group(1), missed.group(2), missed.group(3))
                : problem;
    }

    private static Problem joined(List<Problem> same) {
        Problem first = same.get(0);
        String others = same.stream()
                .map(problem -> problem.place().line())
                .filter(line -> line != first.place().line())
                .distinct()
                .map(line -> Integer.toString(line))
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? first : first.and("; so in line " + others);
    }
}
