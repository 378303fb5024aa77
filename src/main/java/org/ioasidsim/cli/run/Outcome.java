package org.ioasidsim.cli.run;

import java.util.List;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.PrecisionResult;

/** The exit status of a result. */
public record Outcome(ExperimentResult result) {
    /** Returns a sentence for each replication that failed. */
    public List<String> failures() {
        return result.failures();
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
