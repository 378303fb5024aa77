package org.ioasidsim.yaml;

import java.util.Collection;
import java.util.Locale;

/** Guesses what a misspelt word was meant to be. */
public final class Spelling {
    private Spelling() {}

    /** Returns {@code  (did you mean X?)} for the word of {@code known} nearest to {@code word}, or nothing when none is near. */
    public static String didYouMean(String word, Collection<String> known) {
        String best = "";
        int bestDistance = 1 + Math.max(1, word.length() / 3);
        for (String candidate : known) {
            int distance = distance(normal(word), normal(candidate));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : " (did you mean " + best + "?)";
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Returns the Levenshtein distance. Source: Wagner and Fischer, JACM 21(1), 1974, algorithm X. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
