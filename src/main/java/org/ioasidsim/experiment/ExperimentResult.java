package org.ioasidsim.experiment;

import java.util.List;
import org.ioasidsim.scenario.ScenarioFile;

/** All that a run of a scenario file gave. */
public record ExperimentResult(
        ScenarioFile file, List<VariantResult> variants, List<ExpectationResult> expectations, boolean interrupted) {
    public ExperimentResult {
        variants = List.copyOf(variants);
        expectations = List.copyOf(expectations);
    }
}
