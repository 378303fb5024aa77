package org.ioasidsim.scenario.snapshot;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns names of a machine into names that a scenario can write, no two alike. */
final class Names {
    private static final int IN_COMMENT = 120;

    private final Set<String> taken = new HashSet<>();

    /** Returns {@code name} with '-' for what is neither letter nor digit nor '_', and a number appended if the name was taken before. */
    String unique(String name) {
        String word = name.replaceAll("[^A-Za-z0-9_]+", "-").replaceAll("^-+|-+$", "");
        return numbered(word.isEmpty() ? "cgroup" : word, "-");
    }

    /** Returns a part of a path with '_' for each character that the path of a cgroup cannot have in a scenario. */
    String part(String name) {
        return numbered(name.replaceAll("[\\s\\p{C}\\uFFFD{}]", "_"), "_");
    }

    private String numbered(String word, String separator) {
        String name = word;
        for (int number = 2; !taken.add(name); number++) {
            name = word + separator + number;
        }
        return name;
    }

    /** Returns text that a file holds so that it can stand in a comment: on one line, of bounded length. */
    static String inComment(String text) {
        String line = text.replaceAll("[\\p{C}\\uFFFD]", "?");
        return line.length() > IN_COMMENT ? line.substring(0, IN_COMMENT) + "..." : line;
    }

    /** Returns a few names for a sentence. */
    static String list(List<String> names) {
        return inComment(String.join(", ", names));
    }
}
