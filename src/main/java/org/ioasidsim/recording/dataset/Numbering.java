package org.ioasidsim.recording.dataset;

import java.util.HashMap;
import java.util.Map;

/** Numbers the long names of a data set from 0, in the order of their first appearance. */
final class Numbering {
    private final Map<String, Integer> numbers = new HashMap<>();

    /** Returns the number of {@code name}, from 0. */
    int of(String name) {
        return numbers.computeIfAbsent(name, unseen -> numbers.size());
    }

    /** Returns the number of {@code name} as a cell, which is empty for an empty name. */
    String cell(String name) {
        return name.isEmpty() ? "" : Integer.toString(of(name));
    }
}
