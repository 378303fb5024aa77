package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.ScenarioFile;

/** Checks what a scenario file expects against the intervals: the whole interval must clear the bound, where one can. */
final class Expectations {
    private Expectations() {}

    static List<ExpectationResult> check(ScenarioFile file, List<VariantResult> variants) {
        List<ExpectationResult> results = new ArrayList<>();
        for (Expectation expectation : file.expect()) {
            variants.stream()
                    .filter(variant -> variant.name().equals(expectation.variant()))
                    .flatMap(variant -> variant.summary().stream())
                    .filter(row -> row.tenant().equals(expectation.tenant())
                            && row.metric().word().equals(expectation.metric()))
                    .forEach(row -> results.add(check(expectation, row)));
        }
        return results;
    }

    private static ExpectationResult check(Expectation expectation, SummaryRow row) {
        double lower = Double.isNaN(row.lower()) ? row.mean() : row.lower();
        double upper = Double.isNaN(row.upper()) ? row.mean() : row.upper();
        boolean met = asksForNoException(expectation, row.metric())
                ? row.mean() == expectation.bound()
                : clears(expectation, lower, upper);
        return new ExpectationResult(expectation, met, row.mean(), lower, upper);
    }

    /**
     * Returns whether the bound is an end of a proportion's range, as in {@code >= 100%}: no interval of finitely many requests clears that,
     * and what is asked is that no replication shows an exception.
     */
    private static boolean asksForNoException(Expectation expectation, Metric metric) {
        String end = expectation.comparison() + " " + expectation.bound();
        return metric.trials().isPresent() && (end.equals(">= 1.0") || end.equals("<= 0.0"));
    }

    private static boolean clears(Expectation expectation, double lower, double upper) {
        return switch (expectation.comparison()) {
            case ">" -> lower > expectation.bound();
            case ">=" -> lower >= expectation.bound();
            case "<" -> upper < expectation.bound();
            case "<=" -> upper <= expectation.bound();
            default -> throw new IllegalArgumentException("comparison " + expectation.comparison());
        };
    }
}
