package org.ioasidsim.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheet and the scripts that each page carries, so that it needs no network and no other file. */
final class PageAssets {
    private static final String DIRECTORY = "web/";

    private PageAssets() {}

    /** Returns the look of all pages, on screen and on paper. */
    static String style() {
        return text("report.css");
    }

    /** Returns the script that must run before the page is painted. */
    static String theme() {
        return text("theme.js");
    }

    /** Returns the script of tables and looks. */
    static String page() {
        return text("page.js");
    }

    /** Returns the style sheet of the plotting library. */
    static String plotStyle() {
        return text("uPlot.min.css");
    }

    /** Returns the plotting library with its licence, which must accompany it. */
    static String plot() {
        return "/*\n" + text("LICENSE-uPlot.txt") + "*/\n" + text("uPlot.iife.min.js");
    }

    /** Returns the script that draws series over time; it needs the plotting library before it. */
    static String timeline() {
        return text("timeline.js");
    }

    /** Returns the look of the part that simulates. */
    static String liveStyle() {
        return text("live.css");
    }

    /** Returns the script of the part that simulates. */
    static String live() {
        return text("live.js");
    }

    /** Returns the script of its workers. */
    static String engine() {
        return text("engine.js");
    }

    private static String text(String name) {
        try (InputStream file = PageAssets.class.getResourceAsStream(DIRECTORY + name)) {
            if (file == null) {
                throw new IllegalStateException("The program's jar lacks " + DIRECTORY + name + ".");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
