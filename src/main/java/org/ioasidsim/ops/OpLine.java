package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a script, read: an operation, a problem, or nothing at all.
 *
 * @param op the operation, or null
 * @param problem what is wrong with the line, or null
 */
record OpLine(@Nullable Op op, @Nullable OpProblem problem) {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern TIME = Pattern.compile("[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?(ns|us|ms|s|min|h|d)");
    private static final int WRITE_FIELDS = 3;

    /** Reads the physical line {@code number}. */
    static OpLine read(int number, String text) {
        int comment = text.indexOf('#');
        String content = (comment < 0 ? text : text.substring(0, comment)).strip();
        if (content.isEmpty()) {
            return new OpLine(null, null);
        }
        String[] first = BLANKS.split(content, 2);
        boolean isTimed = TIME.matcher(first[0]).matches();
        String rest = isTimed ? (first.length > 1 ? first[1] : "") : content;
        return readOp(number, isTimed ? first[0] : "", rest, content);
    }

    private static OpLine readOp(int number, String time, String rest, String content) {
        List<String> fields = new ArrayList<>(fields(rest));
        String verb = fields.remove(0);
        if (!OpSyntax.isKnown(verb)) {
            return bad(number, "an operation (" + nearest(verb) + ")", "'" + content + "'");
        }
        OpProblem nested = verb.equals("rep") ? repeated(number, fields) : null;
        if (nested != null) {
            return new OpLine(null, nested);
        }
        boolean fits = verb.equals("rep") || OpSyntax.fits(verb, fields);
        return fits
                ? new OpLine(new Op(number, time, verb, fields), null)
                : bad(number, "'" + OpSyntax.form(verb) + "'", "'" + content + "'");
    }

    /** Splits into fields; the value of a write is the rest of the line, and so is what is repeated. */
    private static List<String> fields(String text) {
        String verb = BLANKS.split(text, 2)[0];
        return switch (verb) {
            case "write", "rep" -> List.of(BLANKS.split(text, WRITE_FIELDS));
            default -> List.of(BLANKS.split(text));
        };
    }

    private static @Nullable OpProblem repeated(int number, List<String> fields) {
        if (fields.size() < 2 || !fields.get(0).matches("[0-9]{1,9}")) {
            return new OpProblem(number, "'" + OpSyntax.form("rep") + "'", "'rep " + String.join(" ", fields) + "'");
        }
        String inner = fields.get(1).replace("%", "1");
        String verb = BLANKS.split(inner, 2)[0];
        if (verb.equals("rep") || verb.equals("host")) {
            return new OpProblem(number, "an operation that can be repeated", "'" + fields.get(1) + "'");
        }
        OpLine read = readOp(number, "", inner, fields.get(1));
        return read.op == null ? read.problem : Settings.settingProblem(read.op);
    }

    private static OpLine bad(int number, String expected, String found) {
        return new OpLine(null, new OpProblem(number, expected, found));
    }

    static String nearest(String verb) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String known : OpSyntax.verbs()) {
            int distance = distance(verb, known);
            if (distance < bestDistance) {
                best = known;
                bestDistance = distance;
            }
        }
        return "did you mean " + best + "?";
    }

    /** Returns Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
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
