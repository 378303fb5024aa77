package org.ioasidsim.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever waits for longest must be served first, also after others have come in front, moved or left from the middle. */
class EarliestFirstTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void hasInFrontWhatASearchThroughAllFinds(long seed) {
        var random = new SplittableRandom(seed);
        var queue = new EarliestFirst();
        Map<Integer, Double> naive = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            int number = random.nextInt(60);
            if (random.nextInt(5) < 3) {
                double time = random.nextInt(20); // few times, so that many are equal
                queue.put(number, time);
                naive.put(number, time);
            } else {
                int leaving = random.nextBoolean() ? number : queue.first();
                queue.remove(Math.max(leaving, 0));
                naive.remove(Math.max(leaving, 0));
            }
            assertThat(queue.first()).as("seed %d, step %d", seed, step).isEqualTo(earliest(naive));
            assertThat(queue.size()).isEqualTo(naive.size());
        }
    }

    private static int earliest(Map<Integer, Double> naive) {
        return naive.entrySet().stream()
                .min(Map.Entry.<Integer, Double>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey)
                .orElse(EarliestFirst.NONE);
    }
}
