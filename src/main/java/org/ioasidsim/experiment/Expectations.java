package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.ScenarioFile;

/** Checks what a scenario file expects against the intervals: the whole interval must clear the bound, unless no interval can. */
public final class Expectations {
    private Expectations() {}

    public static List<ExpectationResult> check(ScenarioFile file, List<VariantResult> variants) {
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
        boolean met = ConditionVerdict.of(expectation, row) == ConditionVerdict.MET;
        return new ExpectationResult(
                expectation, met, row.mean(), ConditionVerdict.lower(row), ConditionVerdict.upper(row));
    }
}
