package org.ioasidsim.cli.run;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.PrecisionResult;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.VariantResult;

/** What the exit status says of a result. */
public record Outcome(ExperimentResult result) {
    /** Returns a sentence for each replication that failed. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (VariantResult variant : result.variants()) {
            for (ReplicationResult replication : variant.replications()) {
                if (replication.failure() != null) {
                    failures.add(variant.name() + ", replication " + replication.replication() + " failed: "
                            + replication.failure());
                }
            }
        }
        return failures;
    }

    /** Returns whether no replication is complete. */
    public boolean isEmpty() {
        return result.variants().stream()
                .flatMap(variant -> variant.replications().stream())
                .allMatch(replication -> replication.failure() != null);
    }

    public ExitStatus status() {
        ExitStatus status = failures().isEmpty() ? ExitStatus.DONE : ExitStatus.REPLICATIONS_FAILED;
        if (!result.precision().stream().allMatch(PrecisionResult::met)) {
            status = status.or(ExitStatus.PRECISION_NOT_REACHED);
        }
        boolean isMet = result.expectations().stream().allMatch(expectation -> expectation.met());
        return status.or(isMet ? ExitStatus.DONE : ExitStatus.CHECK_NOT_MET);
    }
}
