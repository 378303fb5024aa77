package org.ioasidsim.experiment.summary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a replication when its values are summarised: enough to tell whether another run of it is the same.
 *
 * @param replication its number, from 1
 * @param failure why it ended early; null if it is complete
 */
public record ReplicationProof(
        int replication, long eventHash, @Nullable String failure) {
    /** Returns those of the replications of {@code variant}, in their order. */
    public static List<ReplicationProof> of(VariantResult variant) {
        return variant.replications().stream()
                .map(result -> new ReplicationProof(result.replication(), result.eventHash(), result.failure()))
                .toList();
    }
}
