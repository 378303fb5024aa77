package org.ioasidsim.yaml;

import java.util.Comparator;
import org.ioasidsim.file.SafeText;

/**
 * Something wrong in a file.
 *
 * @param path the keys that lead to the value, joined by dots; empty for the file itself
 * @param message what was expected and what stands there
 */
public record Problem(Place place, String path, String message) {
    /** Orders by the name of the file, then by line and column; the command line comes last. */
    public static final Comparator<Problem> IN_LINE_ORDER = Comparator.comparing(
                    (Problem problem) -> problem.place().line() == 0)
            .thenComparing(problem -> problem.place().source())
            .thenComparing(problem -> problem.place().line())
            .thenComparing(problem -> problem.place().column());

    /** Returns the same problem with {@code more} appended to its message. */
    public Problem and(String more) {
        return new Problem(place, path, message + more);
    }

    /** Returns the problem on one line, whatever characters a file put into it. An option that names the path says it once. */
    @Override
    public String toString() {
        return SafeText.line(place + ": " + (path.isEmpty() || place.names(path) ? "" : path + ": ") + message);
    }
}
