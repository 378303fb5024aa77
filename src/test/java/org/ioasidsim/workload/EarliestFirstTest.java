package org.ioasidsim.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of those whose turn it is, who waits for longest must be served first, also after others have come in front, moved or left from the middle. */
class EarliestFirstTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void hasInFrontWhatASearchThroughAllFinds(long seed) {
        var random = new SplittableRandom(seed);
        var queue = new EarliestFirst();
        Map<Integer, Place> naive = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            int number = random.nextInt(60);
            if (random.nextInt(5) < 3) {
                var place = new Place(random.nextInt(3), random.nextInt(20)); // few, so that many are equal
                queue.put(number, place.turn(), place.time());
                naive.put(number, place);
                assertThat(queue.turn(number)).isEqualTo(place.turn());
            } else {
                int leaving = random.nextBoolean() ? number : queue.first();
                queue.remove(Math.max(leaving, 0));
                naive.remove(Math.max(leaving, 0));
            }
            assertThat(queue.first()).as("seed %d, step %d", seed, step).isEqualTo(earliest(naive));
            assertThat(queue.isEmpty()).isEqualTo(naive.isEmpty());
        }
    }

    private record Place(double turn, double time) {}

    private static int earliest(Map<Integer, Place> naive) {
        return naive.entrySet().stream()
                .min(Map.Entry.<Integer, Place>comparingByValue(
                                Comparator.comparingDouble(Place::turn).thenComparingDouble(Place::time))
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey)
                .orElse(EarliestFirst.NONE);
    }
}
