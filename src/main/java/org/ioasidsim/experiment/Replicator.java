package org.ioasidsim.experiment;

import java.util.Optional;
import java.util.concurrent.Future;
import org.ioasidsim.experiment.summary.ReplicationResult;

/** Simulates replications elsewhere than in this process, where {@link Experiment} has threads of its own. */
public interface Replicator {
    /** Returns how many replications to submit at a time, at least 1: more than there are cores, so that none waits for work. */
    int width();

    /**
     * Has {@code work} simulated; empty if it can only be simulated here. A model that fails gives a failed result; the future fails with an
     * {@link EngineFailure} when the engine gives up.
     */
    Optional<Future<ReplicationResult>> submit(ReplicationWork work);
}
