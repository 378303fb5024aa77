package org.ioasidsim.random;

/**
 * A 64-bit hash of names and numbers, in which each input bit changes each output bit with probability one half.
 *
 * <p>Source: the finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014; constants of Stafford's variant 13), chained.
 */
final class Hash64 {
    /** The increment of SplitMix64: 2^64 divided by the golden ratio, made odd. */
    static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Hash64() {}

    /** Returns {@code z} with its bits mixed; different numbers have different results. */
    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /** Returns a hash of {@code hash} followed by {@code value}. */
    static long join(long hash, long value) {
        return joinReady(ready(hash), value);
    }

    /** Returns the first half of {@link #join}, which depends on {@code hash} only, for {@link #joinReady}. */
    static long ready(long hash) {
        return mix(hash + GOLDEN);
    }

    /** Returns the second half of {@link #join}: a hash of the hash behind {@code ready}, followed by {@code value}. */
    static long joinReady(long ready, long value) {
        return mix(ready ^ (value * GOLDEN));
    }

    /** Returns a hash of {@code hash} followed by {@code text}. The length is hashed too: "ab", "c" differs from "a", "bc". */
    static long join(long hash, String text) {
        long joined = join(hash, text.length());
        for (int i = 0; i < text.length(); i++) {
            joined = join(joined, text.charAt(i));
        }
        return joined;
    }
}
