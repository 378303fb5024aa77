package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.ScenarioFile;

/** Checks what a scenario file expects against the intervals: the whole interval must clear the bound. */
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
        boolean hasInterval = !Double.isNaN(row.halfWidth());
        double lower = hasInterval ? row.lower() : row.mean();
        double upper = hasInterval ? row.upper() : row.mean();
        boolean met = Verdict.of(expectation, row) == Verdict.MET;
        return new ExpectationResult(expectation, met, row.mean(), lower, upper);
    }
}
