package org.ioasidsim.report.page;

import java.nio.charset.StandardCharsets;

/** The bytes that a page may still take. No page exceeds 2 MB; a part that does not fit becomes a link to its own file. */
final class PageBudget {
    /** The largest size of a page in bytes. */
    static final int MOST_BYTES = 2_000_000;

    /** A reserve: escaping makes text a little longer than its measured length. */
    private static final int MARGIN = 50_000;

    private int left;
    private int refused;

    private PageBudget(int left) {
        this.left = left;
    }

    /** Returns a budget of nothing. */
    static PageBudget none() {
        return new PageBudget(0);
    }

    /** Returns the budget that the text {@code page} leaves. */
    static PageBudget beside(String page) {
        return new PageBudget(MOST_BYTES - MARGIN - bytes(page));
    }

    /** Takes the room of {@code part} and returns true, or returns false if it does not fit. */
    boolean tryTake(String part) {
        int needed = bytes(part);
        if (needed > left) {
            refused += needed;
            return false;
        }
        left -= needed;
        return true;
    }

    /** Returns the bytes of the parts that did not fit. */
    int refused() {
        return refused;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
