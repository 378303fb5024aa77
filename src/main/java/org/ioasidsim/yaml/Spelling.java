package org.ioasidsim.yaml;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Guesses what a misspelt word was meant to be. */
public final class Spelling {
    private static final int LEAST_BEGINNING = 4;

    private Spelling() {}

    /**
     * Returns {@code  (did you mean X?)} for the word of {@code known} nearest to {@code word}; empty if none is within a third of its letters, or
     * one edit, of it or of its first word, and has a letter in common with it.
     */
    public static String didYouMean(String word, Collection<String> known) {
        return nearest(word, known).map(best -> " (did you mean " + best + "?)").orElse("");
    }

    /**
     * Returns the word that {@link #didYouMean} names. Of several equally near ones it is the first with the same letters, or else the first; where
     * more than one edit would be needed, the only one that begins with {@code word} comes before all.
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        Optional<String> best = Optional.empty();
        if (word.isEmpty()) {
            return best;
        }
        int bestDistance = 2 * (1 + Math.max(1, word.length() / 3));
        for (String candidate : known) {
            int distance = 2 * distance(normal(word), normal(candidate))
                    - (letters(word).equals(letters(candidate)) ? 1 : 0);
            if (distance < bestDistance && distance < 2 * Math.max(word.length(), candidate.length())) {
                bestDistance = distance;
                best = Optional.of(candidate);
            }
        }
        Optional<String> longer = bestDistance <= 2 ? Optional.empty() : beginning(word, known);
        return longer.isPresent() ? longer : best.or(() -> firstWord(word, known));
    }

    /** Returns the first of {@code known} whose first word, of several joined by signs, is nearly {@code word}: starvation_time for starvaton. */
    private static Optional<String> firstWord(String word, Collection<String> known) {
        return word.length() <= LEAST_BEGINNING
                ? Optional.empty()
                : known.stream()
                        .filter(candidate -> normal(candidate).indexOf('_') > LEAST_BEGINNING)
                        .filter(candidate -> distance(
                                        normal(word),
                                        normal(candidate)
                                                .substring(0, normal(candidate).indexOf('_')))
                                <= 1)
                        .findFirst();
    }

    private static Optional<String> beginning(String word, Collection<String> known) {
        List<String> longer = word.length() < LEAST_BEGINNING
                ? List.of()
                : known.stream()
                        .filter(candidate -> normal(candidate).startsWith(normal(word)))
                        .toList();
        return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
    }

    private static String letters(String word) {
        char[] letters = normal(word).toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * Returns the number of insertions, deletions, replacements and swaps of neighbours that turn {@code a} into {@code b}.
     *
     * <p>Source: Damerau, CACM 7(3), 1964, restricted: no substring is edited twice.
     */
    private static int distance(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : step(a, b, i, j, distance);
            }
        }
        return distance[a.length()][b.length()];
    }

    private static int step(String a, String b, int i, int j, int[][] distance) {
        int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
        boolean isSwap = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return isSwap ? Math.min(best, 1 + distance[i - 2][j - 2]) : best;
    }
}
