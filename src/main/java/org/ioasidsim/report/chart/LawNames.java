package org.ioasidsim.report.chart;

import org.ioasidsim.stats.fit.LawKind;
import org.ioasidsim.stats.fit.LifetimeLaw;

/** The names of fitted laws. */
public final class LawNames {
    private LawNames() {}

    /** Returns the word of a scenario for a law. */
    public static String of(LifetimeLaw law) {
        return LawKind.of(law).word();
    }
}
