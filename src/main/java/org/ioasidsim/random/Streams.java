package org.ioasidsim.random;

import umontreal.ssj.rng.LFSR258;
import umontreal.ssj.rng.RandomStream;

/**
 * The random streams of one replication, each named by tenant, instance and purpose.
 *
 * <p>Two names have unrelated streams; the same name has the same one in every variant and whatever was drawn before. Instances of this
 * class share nothing, so that replications may run in parallel.
 */
public final class Streams {
    private static final int LFSR258_WORDS = 5;

    /** The least value that each word of LFSR258's seed may have, as an unsigned number. */
    private static final long[] LEAST_WORD = {2, 512, 4096, 131_072, 8_388_608};

    private final long root;

    public Streams(long seed, int replication) {
        this.root = Hash64.join(Hash64.join(0, seed), replication);
    }

    /** Returns the stream of that name; the same name gives the same numbers whatever was made before. */
    public RandomStream stream(String tenant, int instance, String purpose) {
        var stream = new LFSR258();
        stream.setSeed(seed(hash(tenant, instance, purpose)));
        return stream;
    }

    /** Returns the 64-bit key of that name, from which a {@link KeyedStream} can be started. */
    public long key(String tenant, int instance, String purpose) {
        return KeyedStream.key(hash(tenant, instance, purpose));
    }

    private long hash(String tenant, int instance, String purpose) {
        return Hash64.join(Hash64.join(Hash64.join(root, tenant), instance), purpose);
    }

    /** The words come from SplitMix64 started at the name's hash; a word that LFSR258 forbids is drawn again. */
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
