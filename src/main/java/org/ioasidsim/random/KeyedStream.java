package org.ioasidsim.random;

import umontreal.ssj.rng.RandomStream;

/**
 * A stream that is cheap to restart from a key and an index: one object serves all processes, each with numbers of its own.
 *
 * <p>Number j of a sequence is SplitMix64's mix of (hash of key and index) + j times the golden ratio. In SSJ's terms the key names the
 * stream and the index its substream.
 */
public final class KeyedStream implements RandomStream {
    /** Half the distance of neighbouring numbers, which keeps 0 out; 1 is out of reach anyway. */
    private static final double HALF_STEP = 0x1p-53;

    private long key;
    private long index;
    private long state;
    private boolean isStarted;

    public KeyedStream() {
        restart(0, 0);
    }

    /** Returns the key of the stream whose name has this hash. It is mixed here once, not at each restart. */
    static long key(long hash) {
        return Hash64.ready(hash);
    }

    /** Restarts the stream at the sequence of {@code key} and {@code index}; costs nothing if no number is drawn. */
    public void restart(long key, long index) {
        this.key = key;
        this.index = index;
        this.isStarted = false;
    }

    /** Returns the next number, uniform on (0, 1) with 52 bits; neither 0 nor 1 occurs. */
    @Override
    public double nextDouble() {
        return (nextBits() >>> 12) * 0x1p-52 + HALF_STEP;
    }

    @Override
    public void nextArrayOfDouble(double[] target, int start, int count) {
        for (int i = start; i < start + count; i++) {
            target[i] = nextDouble();
        }
    }

    /** Returns the next whole number, uniform from {@code least} to {@code most} inclusive. */
    @Override
    public int nextInt(int least, int most) {
        if (least > most) {
            throw new IllegalArgumentException("no whole number from " + least + " to " + most);
        }
        long range = (long) most - least + 1;
        long bits;
        long value;
        // Draws again in the last, incomplete run of the range below 2^63, recognised by overflow, as java.util.Random
        // does.
        do {
            bits = nextBits() >>> 1;
            value = bits % range;
        } while (bits - value + (range - 1) < 0);
        return (int) (least + value);
    }

    @Override
    public void nextArrayOfInt(int least, int most, int[] target, int start, int count) {
        for (int i = start; i < start + count; i++) {
            target[i] = nextInt(least, most);
        }
    }

    @Override
    public void resetStartStream() {
        restart(key, 0);
    }

    @Override
    public void resetStartSubstream() {
        restart(key, index);
    }

    @Override
    public void resetNextSubstream() {
        restart(key, index + 1);
    }

    @Override
    public String toString() {
        return "KeyedStream[key=" + key + ", index=" + index + "]";
    }

    private long nextBits() {
        if (!isStarted) {
            state = Hash64.joinReady(key, index);
            isStarted = true;
        }
        state += Hash64.GOLDEN;
        return Hash64.mix(state);
    }
}
