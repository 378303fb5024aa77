package org.ioasidsim.report.page;

/**
 * The part of a page that simulates again, or a sentence that says why the page does not.
 *
 * @param obstacle the sentence; empty where the page simulates
 * @param data what the part's script reads, as JSON that is safe inside a script element; empty where the page does not simulate
 * @param load what the script unpacks when it simulates first, the engine, as JSON that is safe as well
 * @param source the file that has the load, relative to the page; empty where the page itself holds it
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

    /** Returns the same part of a page that finds its load in {@code file}, which {@link #script} fills. */
    public LivePanel linked(String file) {
        return new LivePanel(obstacle, data, load, file, false);
    }

    /** Returns what the page itself holds of the load. */
    String held() {
        return source.isEmpty() ? load : "{}";
    }

    /** Returns the text of the file with the load: a script, which a browser also reads for a page that was opened as a file. */
    public String script() {
        return "ioasidSimEngine(" + load + ");\n";
    }
}
