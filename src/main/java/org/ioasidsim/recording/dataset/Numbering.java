package org.ioasidsim.recording.dataset;

import java.util.HashMap;
import java.util.Map;

/** Small numbers for the long names of a data set, in the order in which they first appear. */
final class Numbering {
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Returns the number of {@code name}, from 0. */
    int of(String name) {
        return numbers.computeIfAbsent(name, unseen -> numbers.size());
    }

    /** Returns that number as a cell; an empty name stays empty. */
    String cell(String name) {
        return name.isEmpty() ? "" : Integer.toString(of(name));
    }
}
