package org.ioasidsim.report.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.report.draw.Chart;

/**
 * A picture on a page over several results.
 *
 * @param file relative to the page
 * @param shown the file of its narrow shape, or the same where it has none
 * @param alt what it shows
 */
record Thumbnail(String file, String shown, String alt) {
    private static final String ENDING = ".svg";
    private static final Pattern ALT = Pattern.compile("aria-label=\"([^\"]*)\"");

    /**
     * Returns the picture of a chart; empty where it was not drawn.
     *
     * @param results the directory of its results
     * @param prefix what leads from the page to that directory, with {@code /} at its end; empty for the page's own
     */
    static Optional<Thumbnail> of(Path results, String prefix, String chart) throws IOException {
        String file = "charts/" + chart + ENDING;
        if (!Files.exists(results.resolve(file))) {
            return Optional.empty();
        }
        String narrow = "charts/" + chart + Chart.NARROW_SUFFIX + ENDING;
        Matcher alt = ALT.matcher(Files.readString(results.resolve(file)));
        return Optional.of(new Thumbnail(
                prefix + file,
                prefix + (Files.exists(results.resolve(narrow)) ? narrow : file),
                alt.find() ? unescaped(alt.group(1)) : chart));
    }

    private static String unescaped(String attribute) {
        return attribute
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
