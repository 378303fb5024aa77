package org.ioasidsim.yaml;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The problems found so far, each once. */
public final class Problems {
    private final Set<Problem> found = new LinkedHashSet<>();

    public void add(Place place, String path, String message) {
        found.add(new Problem(place, path, message));
    }

    public void addAll(Iterable<Problem> problems) {
        problems.forEach(found::add);
    }

    /** Adds a problem unless one is known at the same path, of which this one may be a consequence. */
    public void addUnlessKnown(Place place, String path, String message) {
        if (found.stream().noneMatch(problem -> problem.path().equals(path))) {
            add(place, path, message);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Returns all problems in line order. */
    public List<Problem> inLineOrder() {
        return found.stream().sorted(Problem.IN_LINE_ORDER).toList();
    }
}
