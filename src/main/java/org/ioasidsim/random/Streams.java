package org.ioasidsim.random;

import umontreal.ssj.rng.LFSR258;
import umontreal.ssj.rng.RandomStream;

/**
 * The random streams of one replication, each named by tenant, instance and purpose.
 *
 * <p>Streams of different names are unrelated. A name has the same numbers in every variant, whatever was drawn or made before. Objects of
 * this class share nothing, so replications may run in parallel.
 */
public final class Streams {
    private static final int LFSR258_WORDS = 5;

    /** The least value that each word of LFSR258's seed may have, as an unsigned number. */
    private static final long[] LEAST_WORD = {2, 512, 4096, 131_072, 8_388_608};

    private final long root;

    /** Makes the streams of a replication, numbered from 1. */
    public Streams(long seed, int replication) {
        this.root = Hash64.join(Hash64.join(0, seed), replication);
    }

    /** Returns a new stream of that name, at its start. */
    public RandomStream stream(String tenant, int instance, String purpose) {
        var stream = new LFSR258();
        stream.setSeed(seed(hash(tenant, instance, purpose)));
        return stream;
    }

    /** Returns the key of that name for {@link KeyedStream#restart}. */
    public long key(String tenant, int instance, String purpose) {
        return KeyedStream.key(hash(tenant, instance, purpose));
    }

    private long hash(String tenant, int instance, String purpose) {
        return Hash64.join(Hash64.join(Hash64.join(root, tenant), instance), purpose);
    }

    /** Returns words of SplitMix64 started at the hash of a name, without those that LFSR258 forbids in their place. */
    private static long[] seed(long hash) {
        var words = new long[LFSR258_WORDS];
        long state = hash;
        for (int i = 0; i < LFSR258_WORDS; i++) {
            do {
                state += Hash64.GOLDEN;
                words[i] = Hash64.mix(state);
            } while (Long.compareUnsigned(words[i], LEAST_WORD[i]) < 0);
        }
        return words;
    }
}
