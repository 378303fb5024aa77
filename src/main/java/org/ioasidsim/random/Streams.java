package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/** The random streams of one replication, each named by tenant, instance and purpose. */
public final class Streams {
    public Streams(long seed, int replication) {
        throw new IllegalStateException("skeleton " + seed + replication);
    }

    /** Returns the stream of that name; the same name gives the same numbers whatever was made before. */
    public RandomStream stream(String tenant, int instance, String purpose) {
        throw new IllegalStateException("skeleton");
    }

    /** Returns the 64-bit key of that name, from which a {@link KeyedStream} can be started. */
    public long key(String tenant, int instance, String purpose) {
        throw new IllegalStateException("skeleton");
    }
}
