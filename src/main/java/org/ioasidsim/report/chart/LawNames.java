package org.ioasidsim.report.chart;

import java.util.Locale;
import org.ioasidsim.stats.fit.LifetimeLaw;

/** The names of fitted laws. */
public final class LawNames {
    private LawNames() {}

    /** Returns the word of a scenario for a law. */
    public static String of(LifetimeLaw law) {
        return law.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
