package org.ioasidsim.kernel.sva;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Chains of nodes in one array and numbers by handle must do as lists and maps do, however they have grown. */
class ChainsTest {
    private final NodePool pool = new NodePool();

    @Test
    void chainsDoAsListsDo() {
        var random = new Random(3);
        int[] chains = new int[3];
        List<List<int[]>> naive = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int step = 0; step < 500; step++) {
            int chain = random.nextInt(3);
            List<int[]> list = naive.get(chain);
            if (list.isEmpty() || random.nextInt(100) < 52) {
                chains[chain] = pool.push(chains[chain], step, step + 7);
                list.add(0, new int[] {step, step + 7});
            } else {
                int[] gone = list.remove(random.nextInt(list.size()));
                chains[chain] = pool.remove(chains[chain], pool.find(chains[chain], gone[0]));
                assertThat(pool.find(chains[chain], gone[0])).isZero();
            }
            if (!list.isEmpty()) {
                int[] changed = list.get(random.nextInt(list.size()));
                int node = pool.find(chains[chain], changed[0]);
                assertThat(pool.add(node, 2)).isEqualTo(changed[1] += 2);
            }
            assertThat(inOrder(chains[chain])).isEqualTo(texts(list));
        }
        assertThat(pool.count())
                .isEqualTo(naive.stream().mapToInt(List::size).sum())
                .isGreaterThan(16);
    }

    private List<String> inOrder(int chain) {
        List<String> found = new ArrayList<>();
        for (int node = chain; node != 0; node = pool.next(node)) {
            found.add(pool.key(node) + " " + pool.value(node));
        }
        return found;
    }

    private static List<String> texts(List<int[]> list) {
        return list.stream().map(each -> each[0] + " " + each[1]).toList();
    }

    @Test
    void aNumberThatWasNeverSetIsTheInitialOne() {
        var random = new Random(5);
        var numbers = new SparseNumbers(-2);
        Map<Integer, Integer> naive = new HashMap<>();
        for (int step = 0; step < 2_000; step++) {
            int handle = random.nextInt(1 + 8 * step);
            if (random.nextInt(3) == 0) {
                numbers.clear(handle);
                naive.remove(handle);
            } else {
                numbers.set(handle, step);
                naive.put(handle, step);
            }
            int asked = random.nextInt(20_000);
            assertThat(numbers.get(asked)).isEqualTo(naive.getOrDefault(asked, -2));
            assertThat(numbers.get(handle)).isEqualTo(naive.getOrDefault(handle, -2));
        }
        var one = new SparseNumbers(4);
        one.set(1_024, 9); // the first beyond the least room
        assertThat(one.get(1_024)).isEqualTo(9);
        assertThat(one.get(1_023)).isEqualTo(4);
        assertThat(one.get(1_025)).isEqualTo(4);
    }
}
