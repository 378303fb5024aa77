package org.ioasidsim.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong order of two events is a wrong simulation that looks right: the queue must agree with a plain one, ties included. */
@Tag("slow")
class BucketQueueTest {
    private record Entry(long key, int slot, long order) {}

    private static final Comparator<Entry> BY_KEY_THEN_ORDER =
            Comparator.comparingLong(Entry::key).thenComparingLong(Entry::order);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 12, 20, 30, 45, 62})
    void agreesWithAPlainQueueAtEveryScaleOfKeys(int bits) {
        for (int seed = 0; seed < 10; seed++) {
            compare(new Random(1_000L * bits + seed), bits, 20_000);
        }
    }

    @Test
    void keepsTheOrderOfManyEqualKeys() {
        var queue = new BucketQueue(payload -> {});
        for (int i = 0; i < 10_000; i++) {
            queue.add(77, i);
        }
        for (int i = 0; i < 10_000; i++) {
            assertThat(queue.findFirst()).isTrue();
            assertThat(queue.firstKey()).isEqualTo(77);
            assertThat(queue.removeFirst()).isEqualTo(i);
            queue.add(77, 10_000 + i);
        }
        assertThat(queue.size()).isEqualTo(10_000);
    }

    @Test
    void takesManyEntriesBeforeAFirstOneThatWasOnlyLookedAt() {
        var queue = new BucketQueue(payload -> {});
        for (int i = 0; i < 200; i++) {
            queue.add(1L << 40, i);
        }
        assertThat(queue.findFirst()).isTrue();
        for (int i = 0; i < 1_000; i++) {
            queue.add(1_000 - i, 1_000 + i);
        }
        for (int key = 1; key <= 1_000; key++) {
            assertThat(queue.findFirst()).isTrue();
            assertThat(queue.firstKey()).isEqualTo(key);
            assertThat(queue.removeFirst()).isEqualTo(2_000 - key);
        }
        for (int i = 0; i < 200; i++) {
            assertThat(queue.findFirst()).isTrue();
            assertThat(queue.removeFirst()).isEqualTo(i);
        }
        assertThat(queue.findFirst()).isFalse();
    }

    /** Random additions, removals and mere looks; keys lie up to 2^bits above the key removed last. */
    private static void compare(Random random, int bits, int operations) {
        var queue = new BucketQueue(payload -> {});
        var plain = new PriorityQueue<>(BY_KEY_THEN_ORDER);
        long now = 0;
        double growth = 0.5;
        for (int i = 0; i < operations; i++) {
            if (random.nextInt(2_000) == 0) {
                growth = 0.2 + 0.6 * random.nextDouble();
            }
            if (random.nextDouble() < growth) {
                long key = key(random, now, bits);
                int burst = random.nextInt(200) == 0 ? 700 : 1;
                for (int j = 0; j < burst; j++) {
                    queue.add(key, i + j);
                    plain.add(new Entry(key, i + j, (long) i * 1_000 + j));
                }
            } else if (random.nextInt(10) == 0) {
                assertThat(queue.findFirst()).isEqualTo(!plain.isEmpty());
            } else {
                now = removeBoth(queue, plain, now);
            }
            assertThat(queue.size()).isEqualTo(plain.size());
        }
        while (!plain.isEmpty()) {
            now = removeBoth(queue, plain, now);
        }
        assertThat(queue.findFirst()).isFalse();
    }

    private static long key(Random random, long now, int bits) {
        long increment = random.nextInt(8) == 0 ? 0 : random.nextLong() >>> (64 - bits) >>> random.nextInt(bits);
        return now > Long.MAX_VALUE - 1 - increment ? now : now + increment;
    }

    private static long removeBoth(BucketQueue queue, PriorityQueue<Entry> plain, long now) {
        Entry expected = plain.poll();
        if (expected == null) {
            assertThat(queue.findFirst()).isFalse();
            return now;
        }
        assertThat(queue.findFirst()).isTrue();
        assertThat(queue.firstKey()).isEqualTo(expected.key());
        assertThat(queue.removeFirst()).isEqualTo(expected.slot());
        return expected.key();
    }
}
