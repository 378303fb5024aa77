package org.ioasidsim.experiment;

import java.util.function.Supplier;
import org.ioasidsim.experiment.summary.ReplicationResult;

/** Where replications come from: simulated, or kept since an earlier run. Asked by several threads at a time. */
public interface ReplicationStore {
    /** The store that keeps nothing: everything is simulated. */
    ReplicationStore NONE = (work, simulation) -> simulation.get();

    /** Returns the result of {@code work}: the one that is kept, or that of {@code simulation}, whose exceptions pass through. */
    ReplicationResult get(ReplicationWork work, Supplier<ReplicationResult> simulation);
}
