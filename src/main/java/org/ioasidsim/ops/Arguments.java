package org.ioasidsim.ops;

import java.util.List;

/**
 * The arguments of an operation, which fit its signature.
 *
 * @param words the positional ones; one that takes the rest of the line counts as one word
 * @param settings the {@code key=value} settings behind them
 */
record Arguments(List<String> words, Settings settings) {
    Arguments {
        words = List.copyOf(words);
    }

    String word(int index) {
        return words.get(index);
    }

    /** Returns the arguments from that of {@code index} on. */
    List<String> from(int index) {
        return words.subList(index, words.size());
    }

    long number(int index) {
        return Long.parseLong(words.get(index));
    }

    long numberOr(int index, long orElse) {
        return has(index) ? number(index) : orElse;
    }

    /** Returns whether an argument that may be left out stands there. */
    boolean has(int index) {
        return index < words.size();
    }
}
