package org.ioasidsim.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The longest idle id goes first, whoever left the row in the meantime. */
class IdleIdsTest {
    private static List<Integer> inOrder(IdleIds idle) {
        List<Integer> order = new ArrayList<>();
        for (int mm = idle.first(); mm != IdleIds.NONE; mm = idle.after(mm)) {
            order.add(mm);
        }
        return order;
    }

    @Test
    void theFirstTheMiddleAndTheLastCanLeave() {
        var idle = new IdleIds();
        for (int mm = 0; mm < 5; mm++) {
            idle.add(mm, 10 + mm);
        }
        idle.remove(0);
        idle.remove(2);
        idle.remove(4);
        assertThat(inOrder(idle)).containsExactly(1, 3);
        idle.add(0, 20);
        assertThat(inOrder(idle)).containsExactly(1, 3, 0);
        assertThat(idle.sinceSeconds(3)).isEqualTo(13);
        assertThat(idle.sinceSeconds(0)).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAMapInTheOrderOfInsertion(long seed) {
        var random = new Random(seed);
        var idle = new IdleIds();
        Map<Integer, Double> naive = new LinkedHashMap<>();
        for (int step = 0; step < 2_000; step++) {
            int mm = random.nextInt(40);
            if (naive.remove(mm) == null) {
                idle.add(mm, step);
                naive.put(mm, (double) step);
            } else {
                idle.remove(mm);
            }
            assertThat(inOrder(idle)).as("seed %d, step %d", seed, step).containsExactlyElementsOf(naive.keySet());
        }
        naive.forEach((mm, since) -> assertThat(idle.sinceSeconds(mm)).isEqualTo(since));
    }
}
