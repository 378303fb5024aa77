package org.ioasidsim.report.chart;

import java.util.Locale;

/** Names charts and, by the same names, their files. */
public final class ChartNames {
    private static final int MOST_CHARACTERS = 80;

    /** The kind of the chart of what each tenant holds over time. */
    static final String HELD = "held-by-tenant";

    private ChartNames() {}

    /** Returns the name of the chart of what each tenant of {@code variant} holds over time. */
    public static String held(String variant) {
        return of(HELD, variant);
    }

    /** Returns the name of the files of a variant's chart, without their ending; it is an SVG id as well. */
    public static String of(String kind, String variant) {
        return (plain(kind) + "-" + plain(variant)).toLowerCase(Locale.ROOT);
    }

    /**
     * Returns {@code name} with {@code -} for characters that file systems and SVG ids do not allow, and cut if it is long; a hash then
     * keeps different names apart.
     */
    private static String plain(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "-");
        String shown = plain.substring(0, Math.min(MOST_CHARACTERS, plain.length()));
        return shown.equals(name) ? shown : shown + "-" + Integer.toHexString(name.hashCode());
    }
}
