package org.ioasidsim.file;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;

/**
 * SHA-256 in Java alone, for what is also compiled to run inside a page, where there is no {@link java.security.MessageDigest}.
 *
 * <p>Source: FIPS 180-4, Secure Hash Standard, 2015. The constants are the first 32 bits of the fractional parts of the square and cube roots
 * of the first primes, which is how they are found here.
 */
public final class Sha256 {
    private static final int BLOCK = 64;
    private static final int[] ROUNDS = fractions(64, 3);
    private static final int[] START = fractions(8, 2);

    private final int[] state = START.clone();
    private final int[] words = new int[64];
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private long bytes;

    private Sha256() {}

    /** Returns the digest of all that {@code in} still has, in lower-case hexadecimal. */
    public static String of(InputStream in) throws IOException {
        var digest = new Sha256();
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.add(buffer, read);
        }
        return digest.finish();
    }

    /** Returns the digest of {@code bytes}, in lower-case hexadecimal. */
    public static String of(byte[] bytes) {
        var digest = new Sha256();
        digest.add(bytes, bytes.length);
        return digest.finish();
    }

    private void add(byte[] more, int length) {
        bytes += length;
        for (int i = 0; i < length; i++) {
            block[filled++] = more[i];
            if (filled == BLOCK) {
                compress();
            }
        }
    }

    /** Pads with a one bit, zeros and the length in bits. */
    private String finish() {
        long bits = bytes * 8;
        byte[] padding = new byte[BLOCK + 8];
        padding[0] = (byte) 0x80;
        add(padding, 1 + (2 * BLOCK - 9 - filled) % BLOCK);
        for (int i = 0; i < 8; i++) {
            padding[i] = (byte) (bits >>> (56 - 8 * i));
        }
        add(padding, 8);
        var text = new StringBuilder();
        for (int word : state) {
            for (int shift = 28; shift >= 0; shift -= 4) {
                text.append(Character.forDigit((word >>> shift) & 15, 16));
            }
        }
        return text.toString();
    }

    private void compress() {
        filled = 0;
        for (int i = 0; i < 16; i++) {
            words[i] = ((block[4 * i] & 255) << 24)
                    | ((block[4 * i + 1] & 255) << 16)
                    | ((block[4 * i + 2] & 255) << 8)
                    | (block[4 * i + 3] & 255);
        }
        for (int i = 16; i < 64; i++) {
            words[i] = words[i - 16]
                    + words[i - 7]
                    + (rotated(words[i - 15], 7) ^ rotated(words[i - 15], 18) ^ (words[i - 15] >>> 3))
                    + (rotated(words[i - 2], 17) ^ rotated(words[i - 2], 19) ^ (words[i - 2] >>> 10));
        }
        int[] s = state.clone();
        for (int i = 0; i < 64; i++) {
            turn(s, ROUNDS[i] + words[i]);
        }
        for (int i = 0; i < 8; i++) {
            state[i] += s[i];
        }
    }

    private static void turn(int[] s, int input) {
        int choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
        int majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
        int first = s[7] + (rotated(s[4], 6) ^ rotated(s[4], 11) ^ rotated(s[4], 25)) + choice + input;
        int second = (rotated(s[0], 2) ^ rotated(s[0], 13) ^ rotated(s[0], 22)) + majority;
        System.arraycopy(s, 0, s, 1, 7);
        s[4] += first;
        s[0] = first + second;
    }

    private static int rotated(int word, int by) {
        return Integer.rotateRight(word, by);
    }

    private static int[] fractions(int count, int root) {
        int[] fractions = new int[count];
        int prime = 2;
        for (int i = 0; i < count; prime++) {
            if (isPrime(prime)) {
                fractions[i++] = fraction(prime, root);
            }
        }
        return fractions;
    }

    private static boolean isPrime(int number) {
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the first 32 bits of the fraction of a root: the root of the number shifted left by 32 bits for each power, bit by bit. */
    private static int fraction(int number, int root) {
        var shifted = BigInteger.valueOf(number).shiftLeft(32 * root);
        long found = 0;
        for (long bit = 1L << 36; bit > 0; bit >>= 1) {
            if (BigInteger.valueOf(found | bit).pow(root).compareTo(shifted) <= 0) {
                found |= bit;
            }
        }
        return (int) found;
    }
}
