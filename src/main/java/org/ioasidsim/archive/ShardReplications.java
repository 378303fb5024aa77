package org.ioasidsim.archive;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.ioasidsim.experiment.ReplicationStore;
import org.ioasidsim.experiment.ReplicationWork;
import org.ioasidsim.experiment.Shard;
import org.ioasidsim.experiment.summary.ReplicationResult;

/**
 * The replications of one shard: its own come from the store or are simulated; those of the others are left out, unless an earlier run
 * kept them and it depends on them how the run goes on, as with a precision.
 */
public final class ShardReplications implements ReplicationStore {
    private final StoredReplications store;
    private final Shard shard;

    public ShardReplications(StoredReplications store, Shard shard) {
        this.store = store;
        this.shard = shard;
    }

    @Override
    public ReplicationResult get(ReplicationWork work, Supplier<ReplicationResult> simulation) {
        if (work.isPilot() || shard.has(store.place(work))) {
            return store.get(work, simulation);
        }
        if (work.scenario().run().precision().isEmpty()) {
            throw new CancellationException("of another shard");
        }
        return store.find(work).orElseThrow(() -> new CancellationException("of another shard"));
    }
}
