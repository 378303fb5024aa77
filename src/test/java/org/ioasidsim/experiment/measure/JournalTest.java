package org.ioasidsim.experiment.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is settled late must come to the same, to the last bit, as what is settled at each change; and nobody may read what is not settled. */
class JournalTest {
    private static final int IDS = 12;
    private static final double END = 300;
    private final Scenario scenario;

    JournalTest() throws Exception {
        scenario = new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names())
                .readResolved(Path.of("journal.yaml"), """
                    scenario: journal
                    question: Does it matter when integrals are settled?
                    host: {preset: x86-vtd-20bit, max_pasids: 13, devices: {dsa: {}}}
                    cgroups: {/web: {}}
                    tenants:
                      web:
                        cgroup: /web
                        kind: container
                        instances: 1
                        processes: {arrivals: {poisson: 12/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
                    measure: {window: 300s, worst_window: 20s}
                    run: {warm_up: 10s, duration: 290s}
                    """, Overrides.NONE)
                .variants()
                .get(0)
                .scenario();
    }

    /** Feeds the same changes to a measurement that may keep a journal, and to one that settles before each change. */
    private final class Both {
        private final Measurement late;
        private final Measurement atOnce;
        private final Refusal refusal = new Refusal();
        private double now;
        private int held;

        Both(boolean hasTimeline) {
            late = new Measurement(scenario, END, hasTimeline);
            atOnce = new Measurement(scenario, END, hasTimeline);
            refusal.set(Limit.POOL, "host", Errno.ENOSPC);
        }

        void at(double seconds) {
            now = seconds;
            late.advance(now);
            atOnce.settle(now); // a change that is no later than the last settlement does not go into the journal
        }

        void take() {
            held++;
            late.heldChanged(0, 1, true);
            atOnce.heldChanged(0, 1, true);
        }

        void release() {
            held--;
            late.heldChanged(0, -1, true);
            atOnce.heldChanged(0, -1, true);
        }

        void grantAtOnce(double hold) {
            take();
            late.grantedAtOnce(0, hold);
            atOnce.grantedAtOnce(0, hold);
        }

        void refuse(boolean waits) {
            for (Measurement each : List.of(late, atOnce)) {
                each.requested(0);
                each.attempted(0, now);
                each.refused(0, refusal);
                each.refusedFirst(0);
                if (!waits) {
                    each.gaveUp(0, now);
                }
            }
        }

        void grantLate(double arrival) {
            take();
            late.granted(0, arrival, 1, 2);
            atOnce.granted(0, arrival, 1, 2);
        }

        void endUnmet() {
            late.unmetEnded(0, now);
            atOnce.unmetEnded(0, now);
        }

        void restart() {
            late.restart(now);
            atOnce.restart(now);
        }

        void assertSame() {
            assertThat(all(late))
                    .usingRecursiveComparison()
                    .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                    .isEqualTo(all(atOnce));
        }

        private List<Object> all(Measurement measured) {
            TenantTally tally = measured.tally(0);
            List<Object> all = new ArrayList<>(List.of(
                    measured.hash(),
                    measured.poolHeldIntegral(),
                    measured.poolPeak(),
                    measured.strandedIntegral(),
                    measured.nearlyFullSeconds(),
                    measured.excessIntegral(),
                    measured.modestGrants(),
                    measured.modestRequests(),
                    measured.entitlementIntegral(0),
                    measured.worstWindowSuccess(0),
                    measured.refusals(),
                    measured.timeToBind(),
                    measured.windowFairness()));
            all.addAll(List.of(
                    tally.heldIntegral(),
                    tally.idsIntegral(),
                    tally.unmetIntegral(),
                    tally.heldPeak(),
                    tally.requests(),
                    tally.attempts(),
                    tally.grants(),
                    tally.firstTryGrants(),
                    tally.holdTotal,
                    tally.weightedSlowdown(),
                    tally.boundedSlowdown(),
                    tally.denial().deniedSeconds(),
                    tally.denial().windows()));
            all.add(Optional.ofNullable(measured.timeline()));
            return all;
        }
    }

    /** Random changes, some of them at one instant, around a demand that is now above and now below what there is. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void comesToTheSameToTheLastBit(long seed) {
        var random = new SplittableRandom(seed);
        boolean isSimultaneous = seed % 2 == 0;
        var both = new Both(seed <= 4);
        int releases = seed <= 4
                ? 9
                : 10; // of 20 changes; with more of them fewer requests are refused, and journals are longer
        Queue<Double> waiting = new ArrayDeque<>();
        int unmet = 0;
        boolean isWarm = false;
        both.at(0);
        for (double now = 0; now < END; now += isSimultaneous && random.nextInt(3) == 0 ? 0 : random.nextDouble() / 8) {
            if (now >= 10 && !isWarm) {
                both.at(10);
                both.restart();
                isWarm = true;
            }
            both.at(now);
            int kind = random.nextInt(20);
            if (kind < releases && both.held > 0) {
                both.release();
                if (!waiting.isEmpty() && random.nextBoolean()) {
                    both.grantLate(waiting.remove());
                }
            } else if (kind < 18) {
                if (both.held < IDS) {
                    both.grantAtOnce(random.nextInt(9) == 0 ? Double.POSITIVE_INFINITY : random.nextDouble());
                } else if (random.nextBoolean()) {
                    both.refuse(true);
                    waiting.add(now);
                } else {
                    both.refuse(false);
                    unmet++;
                }
            } else if (unmet > 0) {
                both.endUnmet();
                unmet--;
            } else if (both.held < IDS) {
                both.take(); // no request is granted by this one
            } else {
                both.release();
            }
        }
        both.late.finish(END);
        both.atOnce.finish(END);
        both.assertSame();
    }

    /** More changes than a journal has room for, with nothing else between them. */
    @Test
    void aFullJournalIsSettled() {
        var both = new Both(false);
        both.at(0);
        both.restart();
        for (int i = 1; i <= 1_000; i++) {
            both.at(i / 1024.0);
            if (i % 3 == 0) {
                both.release();
            } else if (both.held < IDS) {
                both.grantAtOnce(1);
            } else {
                both.release();
            }
        }
        both.at(0.99);
        both.late.settle(0.99);
        both.assertSame();
    }

    /** Two ids from 1 s to 3 s, one to 4 s: 5 id-seconds, of which a read at 2 s finds the first two. */
    @Test
    void isSettledBeforeItIsRead() {
        var measured = new Measurement(scenario, END, false);
        measured.restart(0);
        measured.advance(1);
        measured.heldChanged(0, 1, true);
        measured.grantedAtOnce(0, 2);
        measured.advance(Math.nextUp(1.0));
        measured.heldChanged(0, 1, true);
        measured.grantedAtOnce(0, 3);
        measured.settle(2);
        assertThat(measured.poolHeldIntegral()).isEqualTo(2 - (Math.nextUp(1.0) - 1));
        assertThat(measured.tally(0).grants()).isEqualTo(2);
        measured.advance(3);
        measured.heldChanged(0, -1, true);
        measured.advance(4);
        measured.heldChanged(0, -1, true);
        measured.finish(5);
        assertThat(measured.poolHeldIntegral()).isEqualTo(measured.tally(0).heldIntegral());
        assertThat(measured.poolHeldIntegral()).isCloseTo(5, within(1e-12));
        assertThat(measured.poolPeak()).isEqualTo(2);
        assertThat(measured.modestGrants()).isEqualTo(2);
    }
}
