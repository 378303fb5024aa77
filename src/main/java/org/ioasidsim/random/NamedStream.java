package org.ioasidsim.random;

import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import umontreal.ssj.rng.LFSR258;

/** A stream that is drawn in order, at its start when made. It can go on with other numbers from any point. */
@SuppressWarnings("serial") // SSJ's streams can be serialised; nobody does
public final class NamedStream extends LFSR258 implements Kept {
    private static final int LFSR258_WORDS = 5;

    /** The least value that each word of LFSR258's seed may have, as an unsigned number. */
    private static final long[] LEAST_WORD = {2, 512, 4096, 131_072, 8_388_608};

    private final long hash;

    /** Makes the stream of the name with this hash. */
    NamedStream(long hash) {
        this.hash = hash;
        setSeed(seed(hash));
    }

    /** Returns 64 random bits, drawn as two numbers. */
    public long nextLong() {
        return (long) (nextDouble() * 0x1p32) << Integer.SIZE | (long) (nextDouble() * 0x1p32);
    }

    /** Goes on with the numbers of {@code branch}, which are unrelated to those of another branch. */
    public void branch(long branch) {
        setSeed(seed(Hash64.join(hash, branch)));
    }

    @Override
    public void keep(StateTape tape) {
        long[] state = tape.keep(getState());
        if (tape.isRestoring()) {
            setSeed(state);
        }
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
