package org.ioasidsim.policy.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupTree;
import org.ioasidsim.policy.PolicyBreach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The books of policies answer fast what a list would answer slowly: each agrees with that list, whatever was done before. */
class BooksTest {
    /** A memory of 2 s in ten steps of 0.2 s: an event counts until the tenth step after its own begins. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void recentEventsAreThoseOfTheLastTenSteps(long seed) {
        var random = new Random(seed);
        var recent = new RecentCount(2);
        List<Long> steps = new ArrayList<>();
        double now = 0;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextInt(4) == 0 ? random.nextDouble() * (random.nextInt(50) == 0 ? 5 : 0.5) : 0;
            long step = (long) Math.floor(now / 0.2);
            int last = steps.size() - 1;
            if (random.nextInt(5) == 0 && last >= 0 && steps.get(last) == step) {
                recent.add(-1, now);
                steps.remove(last);
            } else if (random.nextBoolean()) {
                recent.add(1, now);
                steps.add(step);
            }
            long remembered = steps.stream().filter(old -> old > step - 10).count();
            assertThat(recent.at(now)).as("seed %d, operation %d", seed, i).isEqualTo(remembered);
            double later = now + random.nextDouble() * 3;
            long laterStep = (long) Math.floor(later / 0.2);
            assertThat(recent.at(later))
                    .isEqualTo(
                            steps.stream().filter(old -> old > laterStep - 10).count());
        }
    }

    @Test
    void nothingIsForgottenWithinAStep() {
        var recent = new RecentCount(1);
        assertThat(recent.isEmpty()).isTrue();
        assertThat(recent.changesAt(0.05)).isEqualTo(Double.POSITIVE_INFINITY);
        recent.add(2, 0.05);
        assertThat(recent.isEmpty()).isFalse();
        assertThat(recent.changesAt(0.05)).isEqualTo(0.1);
        assertThat(recent.changesAt(0.5)).isCloseTo(0.6, within(1e-12)).isGreaterThan(0.5);
        assertThat(recent.at(0.999)).isEqualTo(2);
        assertThat(recent.at(1.0)).isZero();
        assertThat(recent.changesAt(1.0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(recent.isEmpty()).as("until the next event").isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void listsByValueAreTheItemsOfThatValue(long seed) {
        var random = new Random(seed);
        int[] kinds = {0, 1, 0, 2, 1, 0, 0};
        int[] values = new int[kinds.length];
        var lists = new ValueLists(kinds, 4);
        for (int step = 0; step < 3_000; step++) {
            int item = random.nextInt(kinds.length);
            int value = random.nextInt(random.nextInt(10) == 0 ? 60 : 6);
            lists.set(item, value);
            values[item] = value;
            assertThat(lists.of(item)).isEqualTo(value);
            int kind = random.nextInt(4);
            int least = random.nextInt(8) - 1;
            int end = least + random.nextInt(70);
            List<Integer> found = new ArrayList<>();
            lists.each(kind, least, end, found::add);
            assertThat(found)
                    .as("seed %d, step %d", seed, step)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, kinds.length)
                            .filter(i -> kinds[i] == kind && values[i] >= least && values[i] < end)
                            .boxed()
                            .toList());
            assertThat(lists.highest(kind))
                    .isEqualTo(IntStream.range(0, kinds.length)
                            .filter(i -> kinds[i] == kind)
                            .map(i -> values[i])
                            .max()
                            .orElse(0));
        }
    }

    @Test
    void sumsUpToAValueAreThoseOfAList() {
        var random = new Random(6);
        var sums = new ValueSums();
        List<Integer> values = new ArrayList<>();
        for (int step = 0; step < 2_000; step++) {
            if (random.nextInt(3) == 0 && !values.isEmpty()) {
                sums.add(values.remove(random.nextInt(values.size())), -1);
            } else {
                int value = random.nextInt(step < 1_000 ? 20 : 300);
                sums.add(value, 1);
                values.add(value);
            }
            double most = random.nextInt(330) - 5 + random.nextDouble();
            assertThat(sums.count(most))
                    .isEqualTo(values.stream().filter(v -> v <= most).count());
            assertThat(sums.sum(most))
                    .isEqualTo(values.stream()
                            .filter(v -> v <= most)
                            .mapToLong(v -> v)
                            .sum());
            assertThat(sums.count()).isEqualTo(values.size());
        }
    }

    /** 10 ids: demands over weights are 1, 3, 5; what the small ones leave is shared by weight. */
    @ParameterizedTest
    @CsvSource({
        "20, 1, 6, 5, Infinity", // all met, and one more would be
        "12, 1, 6, 5, 5", // all met, exactly
        "10, 1, 6, 3, 3", // the last gets what is left
        "8, 1, 4.666666666666667, 2.3333333333333335, 2.3333333333333335", // two share 7 by 2 to 1
        "2, 0.5, 1, 0.5, 0.5" // all share by weight
    })
    void waterFillsTheSmallestDemandOverWeightFirst(
            double capacity, double first, double second, double third, double level) {
        var water = new WaterFilling();
        for (int round = 0; round < 2; round++) { // what was asked before is forgotten
            double[] expected = {first, second, third};
            for (int place = 0; place < 3; place++) {
                fill(water);
                assertThat(water.share(place, capacity)).isCloseTo(expected[place], within(1e-9));
            }
            fill(water);
            assertThat(water.level(capacity)).isEqualTo(level);
        }
    }

    private static void fill(WaterFilling water) {
        water.start(3);
        water.add(1, 1);
        water.add(6, 2);
        water.add(5, 1);
    }

    @Test
    void manyDemandsFitToo() {
        var water = new WaterFilling();
        water.start(40);
        for (int i = 0; i < 40; i++) {
            water.add(10, 1 + i % 2);
        }
        // 20 of weight 1 and 20 of weight 2 share 60: one for each weight
        assertThat(water.share(0, 60)).isCloseTo(1, within(1e-12));
        assertThat(water.share(39, 60)).isCloseTo(2, within(1e-12));
    }

    @Test
    void aChargeCountsInEachAncestorAndComesBackFromEach() {
        var tree = new CgroupTree(KernelConfig.IoasidsFlavour.OFF, 0, 0, new Capacity());
        Cgroup top = tree.mkdir("/a");
        Cgroup leaf = tree.mkdir("/a/b");
        var accounts = new CgroupAccounts();
        accounts.charge(leaf, 3);
        accounts.chargeAlone(top, 2);
        assertThat(Arrays.asList(accounts.of(leaf), accounts.of(top), accounts.of(tree.root())))
                .containsExactly(3L, 5L, 3L);
        accounts.uncharge(leaf, 2);
        accounts.unchargeAlone(top, 3);
        assertThat(Arrays.asList(accounts.of(leaf), accounts.of(top), accounts.of(tree.root())))
                .containsExactly(1L, 0L, 1L);
        assertThatThrownBy(() -> accounts.unchargeAlone(leaf, 2))
                .isInstanceOf(PolicyBreach.class)
                .hasMessage("uncharged 2 at /a/b, where 1 are charged");
        assertThatThrownBy(() -> accounts.unchargeAlone(tree.mkdir("/c"), 1))
                .hasMessage("uncharged 1 at /c, where 0 are charged");
        tree.rmdir(leaf);
        accounts.unchargeAlone(leaf, 1);
        assertThat(accounts.of(leaf)).isZero();
    }

    @Test
    void whatCrossesIsWhoHasItNowAndHadItNot() {
        int[] kinds = {0, 0, 0, 0, 1};
        var holding = new ValueLists(kinds, 2);
        var demanding = new ValueLists(kinds, 2);
        for (int item = 0; item < 4; item++) {
            holding.set(item, item);
            demanding.set(item, 2 * item);
        }
        var crossings = new EntitlementCrossings(2, holding, demanding);
        // from more than anybody has to 1.5: items 2 and 3 have it now
        assertThat(moved(crossings, 1.5)).containsExactlyInAnyOrder(2, 3);
        assertThat(moved(crossings, 2.5)).containsExactlyInAnyOrder(2);
        // to 0.5: items 1 and 2
        assertThat(moved(crossings, 0.5)).containsExactlyInAnyOrder(1, 2);
        // to just 2: item 1 has it no longer; item 1, which demands just that, is named in any case
        assertThat(moved(crossings, 2)).containsExactlyInAnyOrder(1, 1);
        assertThat(EntitlementCrossings.isJust(3, 3 + 1e-12)).isTrue();
        assertThat(EntitlementCrossings.isJust(3, 3.1)).isFalse();
        assertThat(EntitlementCrossings.isJust(3, 2.9)).isFalse();
    }

    private static List<Integer> moved(EntitlementCrossings crossings, double due) {
        List<Integer> told = new ArrayList<>();
        crossings.move(0, due, told::add);
        return told;
    }
}
