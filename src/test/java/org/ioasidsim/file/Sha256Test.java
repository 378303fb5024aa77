package org.ioasidsim.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our SHA-256 is Java's for each length around the ends of a block: a padding that is off by one must not change the digest of a data file. */
class Sha256Test {
    @Test
    void isThatOfJava() throws Exception {
        byte[] bytes = new byte[200_000];
        new Random(1).nextBytes(bytes);
        for (int length = 0; length < 200; length++) {
            assertDigest(java.util.Arrays.copyOf(bytes, length));
        }
        assertDigest(bytes);
    }

    private static void assertDigest(byte[] bytes) throws Exception {
        assertThat(Sha256.of(new ByteArrayInputStream(bytes))).isEqualTo(Digests.sha256(bytes));
    }
}
