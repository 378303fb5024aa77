package org.ioasidsim.api;

import java.util.List;
import java.util.function.Function;
import org.ioasidsim.yaml.Spelling;

/** Looks results up by name, and says which names there are where one is unknown. */
final class Names {
    private Names() {}

    /** As {@link #only(List, Function, String, String, String)}, of names that none replaces. */
    static <T> List<T> only(List<T> all, Function<T, String> key, String kind, String name) {
        return only(all, key, kind, name, "");
    }

    /**
     * Returns those of {@code all} whose {@code key} is {@code name}, at least one.
     *
     * @param kind of thing that has the name, such as {@code tenant}
     * @param hint what replaces an old name; empty if nothing does
     * @throws IllegalArgumentException naming those that exist, if there is none
     */
    static <T> List<T> only(List<T> all, Function<T, String> key, String kind, String name, String hint) {
        List<T> found =
                all.stream().filter(each -> key.apply(each).equals(name)).toList();
        if (found.isEmpty()) {
            List<String> known = of(all, key);
            throw new IllegalArgumentException("no " + kind + " '" + name + "'" + hint
                    + Spelling.didYouMean(name, known) + ", there are " + known);
        }
        return found;
    }

    /** Returns the names of {@code all}, each once, in their order. */
    static <T> List<String> of(List<T> all, Function<T, String> key) {
        return all.stream().map(key).distinct().toList();
    }
}
