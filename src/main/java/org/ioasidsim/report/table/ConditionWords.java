package org.ioasidsim.report.table;

import java.util.List;
import java.util.stream.Collectors;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.report.metric.Wording;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.Expectation.Relation;

/** Words for what a scenario asks of a metric. */
public final class ConditionWords {
    private ConditionWords() {}

    /** Returns conditions that are to hold together, in words. */
    public static String of(List<Expectation> conditions) {
        return conditions.stream().map(ConditionWords::of).collect(Collectors.joining(" and "));
    }

    /** Returns a condition with whom it is about, such as {@code first-try success of at least 99.9 % for web}. */
    static String of(Expectation condition) {
        return of(Metric.ofWord(condition.metric()), condition.relation(), condition.bound()) + " for "
                + whose(condition);
    }

    /** Returns a condition in words, such as {@code first-try success of at least 99.9 %}. */
    public static String of(Metric metric, Relation relation, double bound) {
        return Wording.label(metric) + " of " + bound(metric, relation, bound);
    }

    /** Returns whom a condition is about. */
    static String whose(Expectation condition) {
        return condition.tenant().equals(ResultTables.HOST) ? "the host" : condition.tenant();
    }

    /** Returns the bound of a condition in words, such as {@code at least 99.9 %}; what cannot be passed stands alone, as in {@code 100 %}. */
    private static String bound(Metric metric, Relation relation, double bound) {
        boolean isEndOfRange = metric.isProportion() && bound == (relation.isFloor() ? 1 : 0);
        String words = switch (relation) {
            case AT_LEAST -> isEndOfRange ? "" : "at least ";
            case AT_MOST -> isEndOfRange ? "" : "at most ";
            case GREATER -> "more than ";
            case LESS -> "less than ";
        };
        return words + Wording.value(metric, bound);
    }
}
