package org.ioasidsim.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.MetricNames;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioReader;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A subject that was skipped, or compared with another one than the first, would go unseen in a table of plausible numbers. */
@Tag("slow")
@Isolated("others would be measured with it")
class BenchTest {
    @Test
    void everySubjectTakesItsTurnsAndIsComparedWithTheFirst() {
        List<String> turns = new ArrayList<>();
        var contest = new Contest("sums", 3);
        contest.add("short", () -> sum("short", 200_000, turns));
        contest.add("long", () -> sum("long", 20_000_000, turns));

        List<Figure> figures = contest.run();

        assertThat(turns)
                .containsExactly("short", "long", "short", "long", "short", "long", "short", "long", "short", "long");
        assertThat(figures.get(0).ratio()).isEqualTo(1);
        assertThat(figures.get(1).ratio()).isGreaterThan(10); // a hundred times the work, both said to be one event
        assertThat(figures.get(1).least()).isLessThanOrEqualTo(figures.get(1).nanos());
        assertThat(figures.get(1).nanos()).isLessThanOrEqualTo(figures.get(1).most());
    }

    /** Work that no compiler can leave out or shorten: each number hangs on the one before. */
    private static long sum(String name, int steps, List<String> turns) {
        turns.add(name);
        long state = 1;
        for (int i = 0; i < steps; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
        }
        return state == 0 ? 2 : 1;
    }

    @Test
    void everyListOfTheHoldModelIsMeasured() {
        List<Figure> figures = bench().hold(100);

        assertThat(figures)
                .extracting(Figure::subject)
                .containsExactly("bare queue", "ioasid-sim", "java.util.PriorityQueue", "SSJ, SplayTree");
        assertThat(figures).allSatisfy(figure -> {
            assertThat(figure.events()).isCloseTo(1_000_000, withPercentage(5));
            assertThat(figure.nanos()).isPositive();
        });
    }

    @Test
    void subjectsSideBySideRunAtTheSameTime() {
        var met = new CountDownLatch(2);
        LongSupplier waitsForTheOther = () -> {
            met.countDown();
            try {
                return met.await(1, TimeUnit.MINUTES) ? 7 : 0;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };

        assertThat(new SideBySide(List.of(waitsForTheOther, waitsForTheOther)).getAsLong())
                .isEqualTo(14);
    }

    @Test
    void moreTenantsAndMoreLiveProcessesAreRunAsTheyAreCalled() {
        List<Figure> live = bench().live(List.of(100, 20_000));

        assertThat(live).extracting(Figure::subject).containsExactly("100", "20,000");
        // Whoever is there at first leaves; the others come and leave: two events a second for each live process.
        assertThat(live.get(0).events()).isCloseTo(2 * 2_000_000L, withPercentage(1));
        assertThat(live.get(1).events()).isCloseTo(2 * 2_000_000L, withPercentage(2));
    }

    private static Bench bench() {
        return new Bench(1, what -> {}, text -> {
            try {
                var reader = new ScenarioReader(
                        BuiltInPolicies.catalogue(),
                        new MetricNames(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), word -> ""));
                return reader.readResolved(Path.of("bench.yaml"), text, Overrides.NONE);
            } catch (InvalidScenarioException e) {
                throw new AssertionError(e);
            }
        });
    }
}
