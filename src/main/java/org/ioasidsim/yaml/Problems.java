package org.ioasidsim.yaml;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The problems found so far, each once.
 *
 * <p>A mistake is <em>mended</em> where it is plain what was meant: reading goes on with that, so that nothing else is told that only follows
 * from it. After any other, a placeholder stands in the place of what was wrong, and what is compared with it says nothing.
 */
public final class Problems {
    private final Set<Problem> found = new LinkedHashSet<>();
    private boolean allMended = true;

    public void add(Place place, String path, String message) {
        found.add(new Problem(place, path, message));
        allMended = false;
    }

    /**
     * Notes that a required key is missing, so that what is read is not what was meant. {@link Section#close} reports the key, unless an unknown key
     * beside it, which is reported, may be that key misspelt.
     */
    void addMissing() {
        allMended = false;
    }

    /** Adds a problem after which reading goes on with what was meant. */
    public void addMended(Place place, String path, String message) {
        found.add(new Problem(place, path, message));
    }

    public void addAll(Iterable<Problem> problems) {
        problems.forEach(problem -> add(problem.place(), problem.path(), problem.message()));
    }

    /** Adds what {@code others} found. */
    public void addAll(Problems others) {
        found.addAll(others.found);
        allMended &= others.allMended;
    }

    /** Returns whether there is no problem, or none after which a placeholder stands in the place of a value. */
    public boolean areMended() {
        return allMended;
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

    /** Returns all problems in line order; one whose value two anchors share is there once. */
    public List<Problem> inLineOrder() {
        Set<String> told = new HashSet<>();
        return found.stream()
                .sorted(Problem.IN_LINE_ORDER)
                .filter(problem -> problem.place().line() == 0 || told.add(problem.place() + problem.message()))
                .toList();
    }
}
