package org.ioasidsim.stats.fair;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever holds more than its share must be found when it does, not sooner or later, and only once. */
class LevelCrossingsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsEachThatIsOnTheWrongSideAndNobodyElse(long seed) {
        var random = new Random(seed);
        int n = 1 + random.nextInt(40);
        var crossings = new LevelCrossings(n);
        var values = new int[n];
        var isAbove = new boolean[n];
        for (int step = 0; step < 5_000; step++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                int item = random.nextInt(n);
                values[item] = random.nextInt(10);
                crossings.set(item, values[item]);
            }
            double level = random.nextInt(10) == 0 ? Double.POSITIVE_INFINITY : random.nextInt(20) / 2.0;
            for (int item = crossings.next(level); item != LevelCrossings.NONE; item = crossings.next(level)) {
                assertThat(isAbove[item]).as("seed %d", seed).isNotEqualTo(values[item] > level);
                isAbove[item] = !isAbove[item];
            }
            for (int item = 0; item < n; item++) {
                assertThat(isAbove[item]).as("seed %d", seed).isEqualTo(values[item] > level);
                assertThat(crossings.isAbove(item)).as("seed %d", seed).isEqualTo(isAbove[item]);
            }
        }
    }
}
