package org.ioasidsim.random;

/** A cheap stream for the further draws of one request: restarted from a key, no object per request. */
public final class KeyedStream {
    // implements umontreal.ssj.rng.RandomStream

    /** Starts the stream again at the sequence that belongs to {@code key} and {@code index}. */
    public void restart(long key, long index) {
        throw new IllegalStateException("skeleton");
    }
}
