package org.ioasidsim.ops;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalogue of all operations. A new one is an entry in one of the lists below. */
final class Operations {
    private static final SortedMap<String, Operation> BY_NAME = new TreeMap<>();

    static {
        Stream.of(
                        HostOperations.ALL,
                        CgroupOperations.ALL,
                        TaskOperations.ALL,
                        IoasidOperations.ALL,
                        IoasidSetOperations.ALL,
                        AsidOperations.ALL,
                        DeviceOperations.ALL,
                        GuestOperations.ALL)
                .flatMap(List::stream)
                .forEach(Operations::add);
    }

    private Operations() {}

    private static void add(Operation operation) {
        if (BY_NAME.put(operation.name(), operation) != null) {
            throw new IllegalStateException("two operations are called " + operation.name());
        }
    }

    /** Returns the operations in the order of their names. */
    static List<Operation> all() {
        return List.copyOf(BY_NAME.values());
    }

    static @Nullable Operation find(String name) {
        return BY_NAME.get(name);
    }

    /**
     * Returns {@code  (did you mean X?)} for the operation closest to {@code word}, of several the first by name; empty if that takes more than one
     * edit and more than half of its letters: two that are swapped are two edits.
     */
    static String suggestion(String word) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String name : BY_NAME.keySet()) {
            int distance = distance(word, name);
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        boolean isNear = bestDistance <= Math.max(1, word.length() / 2);
        return isNear ? " (did you mean " + best + "?)" : "";
    }

    /** Returns Levenshtein's distance, by the usual table of which only one row is kept. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            // The entry of the row above at j - 1, which the assignment to row[j - 1] has overwritten.
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
