package org.ioasidsim.cli;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.ioasidsim.experiment.ReplicationResult;
import org.ioasidsim.experiment.ReplicationStore;
import org.ioasidsim.experiment.ReplicationWork;
import org.ioasidsim.report.Manifest;
import org.ioasidsim.report.StoredReplications;

/** The replications of a run that was written, and no others: nothing is simulated. Those that the run did not finish stay unfinished. */
final class KeptOnly implements ReplicationStore {
    private final StoredReplications kept;
    private final Manifest manifest;
    private volatile boolean isIncomplete;

    KeptOnly(StoredReplications kept, Manifest manifest) {
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

    /** Returns whether a replication that the run finished was asked for and is not kept any more. */
    boolean isIncomplete() {
        return isIncomplete;
    }
}
