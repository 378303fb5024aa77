package org.ioasidsim.experiment;

import org.ioasidsim.scenario.Expectation;

/** What an interval says of a condition. */
public enum Verdict {
    /** The whole interval clears the bound. */
    MET,
    /** The whole interval lies on the other side of the bound. */
    NOT_MET,
    /** The bound lies in the interval, or the metric is undefined. */
    UNDECIDED;

    /** Returns what {@code row} says of {@code condition}; a mean without an interval is taken as it is. */
    static Verdict of(Expectation condition, SummaryRow row) {
        if (Double.isNaN(row.mean())) {
            return UNDECIDED;
        }
        boolean hasInterval = !Double.isNaN(row.halfWidth());
        double lower = hasInterval ? row.lower() : row.mean();
        double upper = hasInterval ? row.upper() : row.mean();
        double bound = condition.bound();
        return switch (condition.comparison()) {
            case ">" -> of(lower > bound, upper <= bound);
            case ">=" -> of(lower >= bound, upper < bound);
            case "<" -> of(upper < bound, lower >= bound);
            case "<=" -> of(upper <= bound, lower > bound);
            default -> throw new IllegalArgumentException("comparison " + condition.comparison());
        };
    }

    private static Verdict of(boolean isMet, boolean isNotMet) {
        if (isMet) {
            return MET;
        }
        return isNotMet ? NOT_MET : UNDECIDED;
    }

    /** Returns the verdict on two conditions that must both hold. */
    Verdict and(Verdict other) {
        if (this == NOT_MET || other == NOT_MET) {
            return NOT_MET;
        }
        return this == UNDECIDED ? this : other;
    }

    /** Returns the word as result files write it. */
    public String word() {
        return switch (this) {
            case MET -> "yes";
            case NOT_MET -> "no";
            case UNDECIDED -> "undecided";
        };
    }
}
