package org.ioasidsim.cli.run;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.StoredReplications;
import org.ioasidsim.experiment.ReplicationStore;
import org.ioasidsim.experiment.ReplicationWork;
import org.ioasidsim.experiment.summary.ReplicationResult;

/** The stored replications of an earlier run. Nothing is simulated: what that run did not finish stays unfinished. */
public final class StoredOnly implements ReplicationStore {
    private final StoredReplications kept;
    private final Manifest manifest;
    private volatile boolean isIncomplete;

    public StoredOnly(StoredReplications kept, Manifest manifest) {
        this.kept = kept;
        this.manifest = manifest;
    }

    @Override
    public ReplicationResult get(ReplicationWork work, Supplier<ReplicationResult> simulation) {
        return kept.find(work).orElseGet(() -> absent(work.number()));
    }

    private ReplicationResult absent(int number) {
        List<Manifest.Replication> known = manifest.variants().stream()
                .flatMap(variant -> variant.replications().stream())
                .filter(replication -> replication.replication() == number)
                .toList();
        if (known.stream().anyMatch(replication -> !replication.isComplete())) {
            throw new IllegalStateException("it failed when it ran");
        }
        if (!manifest.interrupted()) {
            isIncomplete = true;
        }
        throw new CancellationException("not finished");
    }

    /** Returns whether a requested replication was finished by that run but is no longer stored. */
    public boolean isIncomplete() {
        return isIncomplete;
    }
}
