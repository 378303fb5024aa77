package org.ioasidsim.experiment;

import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Expectation;

/** Whether an interval shows that a condition holds. */
public enum ConditionVerdict {
    /** The whole interval clears the bound. */
    MET,
    /** The whole interval lies on the other side of the bound. */
    NOT_MET,
    /** The bound lies in the interval, or the metric is undefined. */
    UNDECIDED;

    /** Returns the verdict of {@code row} on {@code condition}; a mean without an interval counts as exact. */
    public static ConditionVerdict of(Expectation condition, SummaryRow row) {
        if (Double.isNaN(row.mean())) {
            return UNDECIDED;
        }
        if (asksForNoException(condition, row.metric())) {
            return of(row.mean() == condition.bound(), row.mean() != condition.bound());
        }
        return of(condition, lower(row), upper(row));
    }

    private static ConditionVerdict of(Expectation condition, double lower, double upper) {
        double bound = condition.bound();
        return switch (condition.relation()) {
            case GREATER -> of(lower > bound, upper <= bound);
            case AT_LEAST -> of(lower >= bound, upper < bound);
            case LESS -> of(upper < bound, lower >= bound);
            case AT_MOST -> of(upper <= bound, lower > bound);
        };
    }

    /** Returns whether a value that is known without an error meets a condition. */
    public static boolean isMet(Expectation condition, double value) {
        return of(condition, value, value) == MET;
    }

    /** Returns the lower end of a row's interval, or its mean where it has none. */
    static double lower(SummaryRow row) {
        return Double.isNaN(row.lower()) ? row.mean() : row.lower();
    }

    /** Returns the upper end of a row's interval, or its mean where it has none. */
    static double upper(SummaryRow row) {
        return Double.isNaN(row.upper()) ? row.mean() : row.upper();
    }

    /**
     * Returns whether the bound is an end of a proportion's range, as in {@code >= 100%}: no interval of finitely many requests clears that
     * bound; the condition then asks that no replication shows an exception.
     */
    public static boolean asksForNoException(Expectation condition, Metric metric) {
        boolean isEndOfRange = switch (condition.relation()) {
            case AT_LEAST -> condition.bound() == 1;
            case AT_MOST -> condition.bound() == 0;
            case GREATER, LESS -> false;
        };
        return isEndOfRange && metric.isProportion();
    }

    private static ConditionVerdict of(boolean isMet, boolean isNotMet) {
        if (isMet) {
            return MET;
        }
        return isNotMet ? NOT_MET : UNDECIDED;
    }

    /** Returns the verdict on two conditions that must both hold. */
    public ConditionVerdict and(ConditionVerdict other) {
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
