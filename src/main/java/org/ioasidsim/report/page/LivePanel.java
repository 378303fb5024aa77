package org.ioasidsim.report.page;

/**
 * The part of a page that simulates again, or a sentence that says why the page does not.
 *
 * @param obstacle the sentence; empty where the page simulates
 * @param data what the part's script reads, as JSON that is safe inside a script element; empty where the page does not simulate
 * @param load what the script unpacks when it simulates first, engine and data files, as JSON that is safe as well
 * @param source the file that has what the load lacks, relative to the page; empty where it lacks nothing
 * @param isHeld whether the page is to hold the load even where that leaves no room for its pictures
 */
public record LivePanel(String obstacle, String data, String load, String source, boolean isHeld) {
    /** The name of a file that has the engine for pages beside it. */
    public static final String ENGINE = "engine.js";

    /** Nothing. */
    public static final LivePanel NONE = new LivePanel("", "", "", "", false);

    /** Returns a sentence in place of the part. */
    public static LivePanel refused(String obstacle) {
        return new LivePanel(obstacle, "", "", "", false);
    }

    /** Returns whether the page simulates. */
    public boolean simulates() {
        return !data.isEmpty();
    }

    /** Returns the same part without its load, which it finds in {@code file}, whose text is that of {@link #script}. */
    LivePanel linked(String file) {
        return new LivePanel(obstacle, data, "{}", file, false);
    }

    /** Returns the load as a file beside the page: a script, which a browser also reads for a page that was opened as a file. */
    public String script() {
        return "ioasidSimEngine(" + load + ");\n";
    }
}
