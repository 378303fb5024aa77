package org.ioasidsim.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult.RefusalCount;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;

/** Runs scenarios that tests write. */
public final class RunScenario {
    private RunScenario() {}

    public static ExperimentResult text(String yaml) {
        return Experiment.of(read(yaml)).jobs(2).run();
    }

    public static ScenarioFile read(String yaml) {
        try {
            Path file = Files.createTempFile("scenario", ".yaml");
            try {
                Files.writeString(file, yaml);
                return read(file, Overrides.NONE);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ScenarioFile read(Path file, Overrides overrides) {
        try {
            return new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names()).read(file, overrides);
        } catch (InvalidScenarioException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Returns the mean of a tenant's metric, or of the host's ({@code *}), in a run without variants. */
    static double value(ExperimentResult result, String tenant, Metric metric) {
        return row(result, "base", tenant, metric).mean();
    }

    /** Returns who was refused by what in the first replication of the first variant. */
    static List<RefusalCount> refusals(ExperimentResult result) {
        return result.variants().get(0).replications().get(0).refusals();
    }

    /** Returns the row of a metric in the only or the named variant. */
    public static SummaryRow row(ExperimentResult result, String variant, String tenant, Metric metric) {
        return result.variants().stream()
                .filter(one -> one.name().equals(variant))
                .flatMap(one -> one.summary().stream())
                .filter(row -> row.tenant().equals(tenant) && row.metric() == metric)
                .findFirst()
                .orElseThrow();
    }
}
