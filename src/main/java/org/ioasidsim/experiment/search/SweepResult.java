package org.ioasidsim.experiment.search;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.exact.ExactModels;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationProof;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.SweepSpec;

/**
 * The result of a sweep.
 *
 * @param variants that were run at each point
 * @param cells points in the order of the grid, variants within
 * @param failures a sentence for each replication that failed
 * @param imprecise a sentence for each point at which an interval is not as narrow as the file asks
 * @param interrupted whether cells are missing
 */
public record SweepResult(
        ScenarioFile file,
        List<String> variants,
        List<Cell> cells,
        List<String> failures,
        List<String> imprecise,
        boolean interrupted) {
    public SweepResult {
        variants = List.copyOf(variants);
        cells = List.copyOf(cells);
        failures = List.copyOf(failures);
        imprecise = List.copyOf(imprecise);
    }

    /**
     * A variant at a point, all of its replications done.
     *
     * @param scenario gives that of the variant at this point
     * @param warmUpSeconds as given or found
     * @param replications of which {@code summary} is made
     */
    public record Cell(
            SweepSpec.Point point,
            String variant,
            Supplier<Scenario> scenario,
            List<SummaryRow> summary,
            double warmUpSeconds,
            List<ReplicationProof> replications) {
        public Cell {
            summary = List.copyOf(summary);
            replications = List.copyOf(replications);
        }

        /** Returns the exact value of a metric here, if the scenario at this point is a textbook model. */
        public OptionalDouble exact(String tenant, Metric metric) {
            return ExactModels.value(scenario.get(), tenant, metric);
        }

        /** Returns the verdict on {@code condition} here. */
        public ConditionVerdict verdict(Expectation condition) {
            return summary.stream()
                    .filter(row -> row.tenant().equals(condition.tenant()))
                    .filter(row -> row.metric().word().equals(condition.metric()))
                    .map(row -> ConditionVerdict.of(condition, row))
                    .findFirst()
                    .orElse(ConditionVerdict.UNDECIDED);
        }
    }
}
