package org.ioasidsim.policy.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.policy.HostFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The allotment of dominant resource fairness must be that of its authors, not one resource's max-min share. */
class ProgressiveFillingTest {
    private static ProgressiveFilling of(List<Long> capacities, List<List<Long>> needs, List<Double> weights) {
        var tenants = new ArrayList<HostFacts.Tenant>();
        for (int i = 0; i < needs.size(); i++) {
            tenants.add(new HostFacts.Tenant("t" + i, weights.get(i), "/t" + i, needs.get(i)));
        }
        var resources = capacities.stream()
                .map(capacity -> new HostFacts.Resource("r", capacity))
                .toList();
        return new ProgressiveFilling(new HostFacts(capacities.get(0), resources, tenants, List.of()));
    }

    /** Ghodsi and others, NSDI 2011, section 4.1: 9 CPUs and 18 GB; A needs (1, 4), B needs (3, 1): A gets 3 tasks, B gets 2. */
    @Test
    void givesTheExampleOfItsAuthors() {
        var filling = of(List.of(9L, 18L), List.of(List.of(1L, 4L), List.of(3L, 1L)), List.of(1.0, 1.0));
        filling.demand(0, 100);
        filling.demand(1, 100);
        filling.start();
        assertThat(filling.fitsWithOneMore(0)).isFalse();
        assertThat(filling.allotment(0)).isEqualTo(3);
        assertThat(filling.allotment(1)).isEqualTo(2);
    }

    /** One resource of 12, demands 2, 9 and 9 with weights 1, 1 and 3: 2 is met, the other 10 are shared 1 to 3. */
    @Test
    void isMaxMinWithOneResource() {
        var filling = of(List.of(12L), List.of(List.of(1L), List.of(1L), List.of(1L)), List.of(1.0, 1.0, 3.0));
        filling.demand(0, 2);
        filling.demand(1, 9);
        filling.demand(2, 9);
        assertThat(filling.allotment(0)).isEqualTo(2);
        assertThat(filling.allotment(1)).isEqualTo(2.5);
        assertThat(filling.allotment(2)).isEqualTo(7.5);
    }

    /** Who needs nothing of what is used up goes on: 2 queues are shared by two, the third takes ids only. */
    @Test
    void letsThoseGoOnWhoDoNotNeedWhatIsUsedUp() {
        var filling = of(
                List.of(100L, 2L), List.of(List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 0L)), List.of(1.0, 1.0, 1.0));
        filling.demand(0, 50);
        filling.demand(1, 50);
        filling.demand(2, 70);
        assertThat(filling.allotment(0)).isEqualTo(1);
        assertThat(filling.allotment(1)).isEqualTo(1);
        assertThat(filling.allotment(2)).isEqualTo(70);
    }

    /** What is worked out once for all who ask must be what each would have been told alone, with its one process more in the demands. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void allotsOneMoreAsIfEachHadAskedAlone(long seed) {
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            int tenants = random.nextInt(1, 9);
            List<Long> capacities = List.of(random.nextLong(1, 60), random.nextLong(1, 60));
            List<List<Long>> needs = Stream.generate(() -> List.of(random.nextLong(1, 3), random.nextLong(0, 4)))
                    .limit(tenants)
                    .toList();
            List<Double> weights = Stream.generate(() -> (double) random.nextInt(1, 5) / 3)
                    .limit(tenants)
                    .toList();
            int[] demands = random.ints(tenants, 0, 15).toArray();
            var shared = of(capacities, needs, weights);
            setDemands(shared, demands);
            shared.start();
            for (int asking = 0; asking < tenants; asking++) {
                int bound = random.nextInt(demands[asking] + 1);
                demands[asking]++;
                var alone = of(capacities, needs, weights);
                setDemands(alone, demands);
                boolean fits = fits(capacities, needs, demands);
                assertThat(shared.fitsWithOneMore(asking)).isEqualTo(fits);
                assertThat(shared.allotsMoreThan(bound, asking))
                        .as("seed %d, round %d, tenant %d", seed, round, asking)
                        .isEqualTo(bound < alone.allotment(asking));
                demands[asking]--;
            }
        }
    }

    /** What a few steps for each kind of tenant answer must be what the rule answers each alone; most must be answered. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void answersByKindWhatTheRuleAnswersEach(long seed) {
        var random = new SplittableRandom(seed);
        int unsure = 0;
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            int tenants = random.nextInt(1, 12);
            List<Long> capacities = List.of(random.nextLong(1, 80), random.nextLong(1, 80));
            List<List<Long>> needsOfKind = Stream.generate(() -> List.of(random.nextLong(1, 3), random.nextLong(0, 3)))
                    .limit(2)
                    .toList();
            double unit = random.nextBoolean() ? 1 : 1.0 / 3;
            List<List<Long>> needs = new ArrayList<>();
            List<Double> weights = new ArrayList<>();
            for (int i = 0; i < tenants; i++) {
                needs.add(needsOfKind.get(random.nextInt(2)));
                weights.add(unit * random.nextInt(1, 3));
            }
            int[] demands = random.ints(tenants, 0, 15).toArray();
            int[] bound = new int[tenants];
            int owed = round % 10 == 0 ? 1 : 0; // now and then somebody demands less than it has
            Arrays.setAll(bound, i -> random.nextInt(demands[i] + 1 + owed));
            FillingByKind byKind = byKind(of(capacities, needs, weights), capacities, needs);
            for (int i = 0; i < tenants; i++) {
                byKind.set(i, bound[i], demands[i]);
            }
            for (int asking = 0; asking < tenants; asking++) {
                demands[asking]++;
                var alone = of(capacities, needs, weights);
                setDemands(alone, demands);
                boolean isAllotted = fits(capacities, needs, demands) || bound[asking] < alone.allotment(asking);
                FillingByKind.Answer answer = byKind.allotsMore(asking);
                unsure += owed == 0 && answer == FillingByKind.Answer.UNSURE ? 1 : 0;
                refused += isAllotted ? 0 : 1;
                if (answer != FillingByKind.Answer.UNSURE) {
                    assertThat(answer == FillingByKind.Answer.YES)
                            .as("seed %d, round %d, tenant %d", seed, round, asking)
                            .isEqualTo(isAllotted);
                }
                demands[asking]--;
            }
        }
        assertThat(refused).isGreaterThan(500);
        assertThat(unsure).isLessThan(200);
    }

    private static FillingByKind byKind(ProgressiveFilling rule, List<Long> capacities, List<List<Long>> needs) {
        List<List<Number>> kindOf = IntStream.range(0, needs.size())
                .mapToObj(i -> List.<Number>of(
                        rule.growth(i), needs.get(i).get(0), needs.get(i).get(1)))
                .toList();
        List<List<Number>> kinds = kindOf.stream().distinct().toList();
        return new FillingByKind(
                capacities.stream().mapToDouble(Long::doubleValue).toArray(),
                kindOf.stream().mapToInt(kinds::indexOf).toArray(),
                kinds.stream().mapToDouble(kind -> kind.get(0).doubleValue()).toArray(),
                kinds.stream()
                        .map(kind -> new double[] {
                            kind.get(1).doubleValue(), kind.get(2).doubleValue()
                        })
                        .toArray(double[][]::new));
    }

    private static void setDemands(ProgressiveFilling filling, int[] demands) {
        for (int i = 0; i < demands.length; i++) {
            filling.demand(i, demands[i]);
        }
    }

    private static boolean fits(List<Long> capacities, List<List<Long>> needs, int[] demands) {
        return IntStream.range(0, capacities.size())
                .allMatch(r -> IntStream.range(0, demands.length)
                                .mapToLong(i -> demands[i] * needs.get(i).get(r))
                                .sum()
                        <= capacities.get(r));
    }
}
