package org.ioasidsim.random;

/**
 * The random streams of one replication, each named by tenant, instance and purpose.
 *
 * <p>Streams of different names are unrelated. A name has the same numbers in every variant, whatever was drawn or made before. Objects of
 * this class share nothing, so replications may run in parallel.
 */
public final class Streams {
    private final long root;

    /** Makes the streams of a replication, numbered from 1. */
    public Streams(long seed, int replication) {
        this.root = Hash64.join(Hash64.join(0, seed), replication);
    }

    /** Returns a new stream of that name, at its start. */
    public NamedStream stream(String tenant, int instance, String purpose) {
        return new NamedStream(hash(tenant, instance, purpose));
    }

    /** Returns the key of that name for {@link KeyedStream#restart}. */
    public long key(String tenant, int instance, String purpose) {
        return KeyedStream.key(hash(tenant, instance, purpose));
    }

    private long hash(String tenant, int instance, String purpose) {
        return Hash64.join(Hash64.join(Hash64.join(root, tenant), instance), purpose);
    }
}
