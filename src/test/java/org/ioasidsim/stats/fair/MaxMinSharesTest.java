package org.ioasidsim.stats.fair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fairness is judged against the entitlement: the incremental one must be the plain water filling, integrated exactly. */
class MaxMinSharesTest {
    @Test
    void dividesByWeightWhatTheContentLeave() {
        var shares = new MaxMinShares(new double[] {1, 1, 2}, 100);
        shares.update(0, 10, false, 0);
        shares.update(1, 90, false, 0);
        shares.update(2, 200, false, 0);
        // 10 to the first; 90 remain for weights 1 and 2: 30 and 60.
        assertThat(shares.current(0)).isEqualTo(10);
        assertThat(shares.current(1)).isEqualTo(30);
        assertThat(shares.current(2)).isEqualTo(60);
        shares.update(2, 20, false, 4);
        // now 10, 70 of the 90, 20
        assertThat(shares.current(1)).isEqualTo(70);
        assertThat(shares.integral(1, 6)).isEqualTo(30 * 4 + 70 * 2);
        shares.reset(6);
        assertThat(shares.integral(1, 7)).isEqualTo(70);
    }

    @Test
    void givesEachItsDemandWhileThereIsEnough() {
        var shares = new MaxMinShares(new double[] {1, 5}, 100);
        shares.update(0, 95, false, 0);
        shares.update(1, 5, false, 1);
        assertThat(shares.current(0)).isEqualTo(95);
        assertThat(shares.current(1)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithWaterFillingFromNothingAtEachChange(long seed) {
        var random = new Random(seed);
        int n = 1 + random.nextInt(30);
        double capacity = 1_000;
        boolean whole = random.nextBoolean();
        double[] weights = IntStream.range(0, n)
                .mapToDouble(i -> whole ? 1 + random.nextInt(4) : 0.1 + random.nextDouble())
                .toArray();
        var shares = new MaxMinShares(weights, capacity);
        var demands = new double[n];
        var integrals = new double[n];
        double now = 0;
        for (int step = 0; step < 20_000; step++) {
            double next = now + (random.nextInt(5) == 0 ? 0 : random.nextDouble());
            double[] fair = waterFilling(demands, weights, capacity);
            for (int i = 0; i < n; i++) {
                integrals[i] += fair[i] * (next - now);
            }
            now = next;
            if (step == 7_000) {
                shares.reset(now);
                Arrays.fill(integrals, 0);
            }
            int tenant = random.nextInt(n);
            double scale = 4 * capacity / n;
            demands[tenant] = whole ? random.nextInt((int) scale) : random.nextDouble() * scale;
            shares.update(tenant, demands[tenant], false, now);
            if (step % 97 == 0 || step == 19_999) {
                double[] expected = waterFilling(demands, weights, capacity);
                for (int i = 0; i < n; i++) {
                    assertThat(shares.current(i)).as("seed %d", seed).isCloseTo(expected[i], within(1e-9 * capacity));
                    assertThat(shares.integral(i, now))
                            .as("seed %d", seed)
                            .isCloseTo(integrals[i], within(1e-9 * Math.max(1, integrals[i])));
                }
            }
        }
    }

    /** Demands that cross what there is now and then: set in a row, with one update wherever they cross, they come to the same to the last bit. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void setsTheDemandsOfOneTenantInARow(long seed) {
        var random = new Random(seed);
        int n = 5_000;
        double capacity = 100;
        double[] demands = new double[n];
        double[] atSeconds = new double[n];
        for (int i = 0; i < n; i++) {
            double before = i == 0 ? 90 : demands[i - 1];
            demands[i] = Math.max(0, Math.min(110, before + (random.nextBoolean() ? 1 : -1)));
            atSeconds[i] = (i == 0 ? 0 : atSeconds[i - 1]) + random.nextDouble();
        }
        var oneByOne = new MaxMinShares(new double[] {3}, capacity);
        var inARow = new MaxMinShares(new double[] {3}, capacity);
        int crossings = 0;
        int from = 0;
        while (from < n) {
            int to = inARow.updateAlone(demands, atSeconds, from, Math.min(n, from + 1 + random.nextInt(99)));
            if (to == from) {
                inARow.update(0, demands[to], false, atSeconds[to]);
                crossings++;
                to++;
            }
            for (; from < to; from++) {
                oneByOne.update(0, demands[from], false, atSeconds[from]);
            }
            assertThat(inARow.isSatisfied(0)).isEqualTo(oneByOne.isSatisfied(0)).isEqualTo(demands[to - 1] <= capacity);
            assertThat(inARow.current(0)).isEqualTo(oneByOne.current(0));
            assertThat(inARow.level()).isEqualTo(oneByOne.level());
        }
        assertThat(crossings).isGreaterThan(20);
        assertThat(inARow.integral(0, atSeconds[n - 1] + 1)).isEqualTo(oneByOne.integral(0, atSeconds[n - 1] + 1));
    }

    private static double[] waterFilling(double[] demands, double[] weights, double capacity) {
        int[] order = IntStream.range(0, demands.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> demands[i] / weights[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double left = capacity;
        double weight = Arrays.stream(weights).sum();
        var fair = new double[demands.length];
        for (int i : order) {
            fair[i] = Math.min(demands[i], Math.max(0, left) * weights[i] / weight);
            left -= fair[i];
            weight -= weights[i];
        }
        return fair;
    }
}
