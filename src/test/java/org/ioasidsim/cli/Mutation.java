package org.ioasidsim.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Damages texts as people, editors and attackers do: characters, words, lines and numbers that are lost, doubled, moved or absurd. */
final class Mutation {
    private static final List<String> ABSURD = List.of(
            "0",
            "-1",
            "1e300",
            "1e-300",
            "1e308",
            "NaN",
            "inf",
            "9223372036854775807",
            "9223372036854775808",
            "4294967296",
            "1e300/s",
            "1e-300s",
            "max",
            "none",
            "null",
            "{}",
            "[]",
            "[[",
            "]]",
            "\"",
            "'",
            ": ",
            "- ",
            "#",
            "&a",
            "*a",
            "<<: *a",
            "{instance}",
            "\u001b[31m",
            "\\u009b",
            "\u202e",
            "\u0000",
            "\ufeff",
            "\ud83d\ude00",
            "\u2028",
            "\r\n",
            "\t",
            "%",
            "..",
            "/",
            "x".repeat(2_000));

    private final SplittableRandom random;

    Mutation(SplittableRandom random) {
        this.random = random;
    }

    /** Returns {@code text} with one to four changes. */
    String of(String text) {
        String changed = text;
        for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
            changed = switch (random.nextInt(6)) {
                case 0 -> spliced(changed, at(changed), random.nextInt(8), "");
                case 1 -> spliced(changed, at(changed), 0, absurd());
                case 2 -> word(changed);
                case 3 -> lines(changed);
                case 4 -> spliced(changed, at(changed), 1, Character.toString(random.nextInt(1, 300)));
                default -> changed.substring(0, random.nextInt(4) == 0 ? at(changed) : changed.length());
            };
        }
        return changed;
    }

    String absurd() {
        return ABSURD.get(random.nextInt(ABSURD.size()));
    }

    /** Puts an absurd word in the place of a word or a number. */
    private String word(String text) {
        int from = at(text);
        while (from < text.length() && !Character.isLetterOrDigit(text.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
            to++;
        }
        return text.substring(0, from) + absurd() + text.substring(to);
    }

    /** Doubles, removes or moves a line. */
    private String lines(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.isEmpty()) {
            return text;
        }
        String line = lines.get(random.nextInt(lines.size()));
        if (random.nextBoolean()) {
            lines.remove(line);
        }
        if (random.nextInt(3) > 0) {
            lines.add(random.nextInt(lines.size() + 1), line);
        }
        return String.join("\n", lines) + "\n";
    }

    private int at(String text) {
        return text.isEmpty() ? 0 : random.nextInt(text.length());
    }

    private static String spliced(String text, int at, int removed, String inserted) {
        return text.substring(0, at) + inserted + text.substring(Math.min(text.length(), at + removed));
    }
}
