package org.ioasidsim.report.chart;

import java.util.function.Supplier;
import org.ioasidsim.report.draw.Chart;

/**
 * A chart not yet made.
 *
 * @param variant that it belongs to; empty for a chart over all variants, {@link #COMPARISON} for one of the comparison,
 *     {@link #ANSWER} for the one that decides the question, {@link #ASKED} for the one that answers what the command asked
 * @param chart makes it, on any thread
 */
public record ChartJob(String variant, Supplier<Chart> chart) {
    /** Stands for a variant where the chart belongs to the comparison; no variant has this name. */
    public static final String COMPARISON = "*";

    /** Stands for a variant where the chart is the one that decides the question; no variant has this name. */
    public static final String ANSWER = "?";

    /** Stands for a variant where the chart answers what a command asks beyond the question; no variant has this name. */
    public static final String ASKED = "!";

    /** Returns whether it may stand for the whole on a page over several results: one over all variants may. */
    boolean isOverAll() {
        return variant.isEmpty() || variant.equals(ANSWER) || variant.equals(ASKED);
    }
}
