package org.ioasidsim.experiment;

import java.util.function.Supplier;
import org.ioasidsim.experiment.summary.ReplicationResult;

/** The source of replications: simulated, or kept from an earlier run. Called by several threads at a time. */
public interface ReplicationStore {
    /** A store that keeps nothing, so that everything is simulated. */
    ReplicationStore NONE = (work, simulation) -> simulation.get();

    /** Returns the result of {@code work}: the kept one, or that of {@code simulation}, whose exceptions pass through. */
    ReplicationResult get(ReplicationWork work, Supplier<ReplicationResult> simulation);
}
