package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.ScenarioFile;

/**
 * The result of a run of a scenario file.
 *
 * @param precision the targets for the intervals' widths and what was reached, by variant; empty without targets
 */
public record ExperimentResult(
        ScenarioFile file,
        List<VariantResult> variants,
        List<ExpectationResult> expectations,
        List<PrecisionResult> precision,
        boolean interrupted) {
    /** Makes the result of a run with a fixed number of replications. */
    public ExperimentResult(
            ScenarioFile file,
            List<VariantResult> variants,
            List<ExpectationResult> expectations,
            boolean interrupted) {
        this(file, variants, expectations, List.of(), interrupted);
    }

    public ExperimentResult {
        variants = List.copyOf(variants);
        expectations = List.copyOf(expectations);
        precision = List.copyOf(precision);
    }

    /** Returns the scenario's name, which also names the directory of its results; {@code empty} if no variant was run. */
    public String scenarioName() {
        return variants.isEmpty() ? "empty" : variants.get(0).scenario().name();
    }

    /** Returns a sentence for each replication that failed. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (VariantResult variant : variants) {
            for (ReplicationResult replication : variant.replications()) {
                if (replication.failure() != null) {
                    failures.add(variant.name() + ", replication " + replication.replication() + " failed: "
                            + replication.failure());
                }
            }
        }
        return failures;
    }

    /**
     * Returns the variant named {@code name}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public VariantResult variant(String name) {
        return variants.stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no variant '" + name + "', there are "
                        + variants.stream().map(VariantResult::name).toList()));
    }
}
