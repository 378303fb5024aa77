package org.ioasidsim.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the lines of one text differ from those of another: the points of a sweep share nearly all of their scenario, which is then written
 * once.
 *
 * @param changes from the first line to the last
 */
record LineChanges(List<Change> changes) {
    LineChanges {
        changes = List.copyOf(changes);
    }

    /**
     * A place at which lines are replaced.
     *
     * @param line the first of them in the other text, from 1
     * @param count how many of the other text's lines are left out
     * @param lines what stands in their place
     */
    record Change(int line, int count, List<String> lines) {
        Change {
            lines = List.copyOf(lines);
        }
    }

    /** Returns what turns {@code from} into {@code to}. */
    static LineChanges between(String from, String to) {
        List<String> before = lines(from);
        List<String> after = lines(to);
        int same = 0;
        while (same < Math.min(before.size(), after.size()) && before.get(same).equals(after.get(same))) {
            same++;
        }
        int sameAtEnd = 0;
        while (sameAtEnd < Math.min(before.size(), after.size()) - same
                && before.get(before.size() - 1 - sameAtEnd).equals(after.get(after.size() - 1 - sameAtEnd))) {
            sameAtEnd++;
        }
        List<String> old = before.subList(same, before.size() - sameAtEnd);
        List<String> now = after.subList(same, after.size() - sameAtEnd);
        if (old.size() == now.size()) {
            return new LineChanges(byLine(old, now, same + 1));
        }
        return new LineChanges(List.of(new Change(same + 1, old.size(), now)));
    }

    /** Returns the runs of differing lines of two equally long texts. */
    private static List<Change> byLine(List<String> old, List<String> now, int first) {
        List<Change> changes = new ArrayList<>();
        int at = 0;
        while (at < old.size()) {
            int end = at;
            while (end < old.size() && !old.get(end).equals(now.get(end))) {
                end++;
            }
            if (end > at) {
                changes.add(new Change(first + at, end - at, now.subList(at, end)));
            }
            at = end + 1;
        }
        return changes;
    }

    /**
     * Returns the other text: {@code from} with these changes.
     *
     * @throws IllegalStateException if a change lies outside of {@code from}, or before the one that precedes it
     */
    String applyTo(String from) {
        List<String> before = lines(from);
        List<String> after = new ArrayList<>();
        int at = 0;
        for (Change change : changes) {
            int first = change.line() - 1;
            if (first < at || change.count() < 0 || first + change.count() > before.size()) {
                throw new IllegalStateException(
                        "line " + change.line() + " of a scenario of " + before.size() + " lines");
            }
            after.addAll(before.subList(at, first));
            after.addAll(change.lines());
            at = first + change.count();
        }
        after.addAll(before.subList(at, before.size()));
        return String.join("\n", after);
    }

    /** Returns the parts between line feeds: joined by these they are the text again, whatever its end. */
    private static List<String> lines(String text) {
        return List.of(text.split("\n", -1));
    }
}
