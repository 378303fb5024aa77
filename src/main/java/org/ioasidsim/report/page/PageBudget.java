package org.ioasidsim.report.page;

import java.nio.charset.StandardCharsets;

/** What a page may still take: no page is larger than 2 MB, so what finds no room is a link to its own file instead. */
final class PageBudget {
    /** The size of a page, in bytes, that none exceeds. */
    static final int MOST_BYTES = 2_000_000;

    /** Escaping makes text a little longer than it was when its length was taken. */
    private static final int MARGIN = 50_000;

    private int left;

    private PageBudget(int left) {
        this.left = left;
    }

    /** Returns no room at all. */
    static PageBudget none() {
        return new PageBudget(0);
    }

    /** Returns the room beside what takes no less than {@code page}. */
    static PageBudget beside(String page) {
        return new PageBudget(MOST_BYTES - MARGIN - bytes(page));
    }

    /** Returns whether {@code part} finds room, and takes the room if so. */
    boolean tryTake(String part) {
        int needed = bytes(part);
        if (needed > left) {
            return false;
        }
        left -= needed;
        return true;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
