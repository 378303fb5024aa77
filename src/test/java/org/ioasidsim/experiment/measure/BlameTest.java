package org.ioasidsim.experiment.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blame names names: it must be the exact integral of its definition, whoever else holds or wants ids, and must cost nothing of that. */
class BlameTest {
    private static final double CAPACITY = 6;

    @TempDir
    Path directory;

    /**
     * Six ids of which hog takes four until 10 s and rival, of half its weight, two until 6 s. Refused: web from 1 s to 4 s, late from 2 s to
     * 10 s, and a fifth request of hog from 3 s to 13 s.
     *
     * <pre>
     *   from to  demand hog rival web late   level        excess hog rival   web, late and hog each suffer of hog, of rival
     *    1   2          4   2     1   0      5/1.5 = 10/3        2/3 1/3     web 2/3, 1/3
     *    2   3          4   2     1   1      4/1.5 =  8/3        4/3 2/3     web and late (1/2 of it) 2/3, 1/3
     *    3   4          5   2     1   1      8/3                 4/3 2/3     web and late 2/3 (1/2), 2/9 (1/3); hog -, 2/9
     *    4   6          5   2     0   1      10/3                2/3 1/3     late 2/3, 1/6; hog -, 1/6
     *    6  10          5   0     0   1      six are enough for all
     * </pre>
     */
    @Test
    void isTheIntegralOfTheExcessSharedOutOverTheOthersUnmetDemand() {
        ExperimentResult result = RunScenario.text("""
                scenario: blame-by-hand
                question: Who stands in whose way?
                host: {preset: x86-vtd-20bit, max_pasids: 7, devices: {dsa: {}}}
                cgroups: {/all: {}}
                x_tenant: &tenant {cgroup: /all, kind: container, instances: 1}
                tenants:
                  hog: {<<: *tenant, processes: {arrivals: {at: [0s, 0s, 0s, 0s, 3s]}, lifetime: 10s, devices: [dsa]}}
                  rival: {<<: *tenant, weight: 0.5, processes: {arrivals: {at: [0s, 0s]}, lifetime: 6s, devices: [dsa]}}
                  web: {<<: *tenant, processes: {arrivals: {at: [1s]}, lifetime: 3s, devices: [dsa]}}
                  late: {<<: *tenant, processes: {arrivals: {at: [2s]}, lifetime: 8s, devices: [dsa]}}
                run: {duration: 20s, replications: 1}
                """);
        double[][] expected = {
            {0, 2.0 / 9 + 2.0 / 6, 0, 0},
            {0, 0, 0, 0},
            {2.0 / 3 + 2.0 / 3 + 2.0 / 3, 1.0 / 3 + 1.0 / 3 + 2.0 / 9, 0, 0},
            {2.0 / 3 + 2.0 / 3 + 2 * 2.0 / 3, 1.0 / 3 + 2.0 / 9 + 2.0 / 6, 0, 0},
        };
        assertClose(result.variants().get(0).replications().get(0).blameIdSeconds(), expected, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithTheDefinitionTakenOverTheWholeLogOfEvents(long seed) throws IOException {
        var random = new Random(seed);
        var log = new Log(2 + random.nextInt(12), random, 4_000);
        assertClose(measured(log), log.blame(), 1e-8 * log.end());
    }

    /** With 101 tenants the victims are no longer told apart: a holder's blame is what the rows of the definition add up to. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void amongManyTenantsAHolderIsBlamedForAllVictimsTogether(long seed) throws IOException {
        var log = new Log(101, new Random(seed), 2_000);
        double[] ofAll = new double[101];
        for (double[] victim : log.blame()) {
            Arrays.setAll(ofAll, holder -> ofAll[holder] + victim[holder]);
        }
        assertThat(Arrays.stream(ofAll).filter(idSeconds -> idSeconds > 0)).hasSizeGreaterThan(10);
        double[][] measured = measured(log);
        assertThat(measured).hasNumberOfRows(1);
        assertThat(measured[0]).containsExactly(ofAll, within(1e-8 * log.end()));
    }

    private double[][] measured(Log log) throws IOException {
        var measurement = new Measurement(scenario(log.weights), log.end(), false);
        boolean isMeasuring = false;
        for (Step step : log.steps) {
            if (!isMeasuring && step.atSeconds > log.warmUpSeconds) {
                measurement.restart(log.warmUpSeconds);
                isMeasuring = true;
            }
            measurement.advance(step.atSeconds);
            if (step.held != 0) {
                measurement.heldChanged(step.tenant, step.held, true);
            }
            for (int i = 0; i < step.unmet; i++) {
                measurement.requested(step.tenant);
            }
            for (int i = 0; i > step.unmet; i--) {
                measurement.unmetEnded(step.tenant, step.atSeconds);
            }
        }
        measurement.finish(log.end());
        return measurement.blameIdSeconds();
    }

    private static void assertClose(double[][] actual, double[][] expected, double error) {
        for (int victim = 0; victim < expected.length; victim++) {
            for (int holder = 0; holder < expected.length; holder++) {
                assertThat(actual[victim][holder])
                        .as("victim %d, holder %d", victim, holder)
                        .isCloseTo(expected[victim][holder], within(error));
            }
        }
    }

    private Scenario scenario(double[] weights) throws IOException {
        var yaml = new StringBuilder("""
                scenario: log
                question: Is the matrix that of the log?
                host: {preset: x86-vtd-20bit, max_pasids: 7, devices: {dsa: {}}}
                cgroups: {/all: {}}
                run: {duration: 1s}
                tenants:
                """);
        for (int i = 0; i < weights.length; i++) {
            yaml.append("  t%d: {cgroup: /all, weight: %s, kind: container, instances: 0, ".formatted(i, weights[i]))
                    .append("processes: {arrivals: none, initial: 0, lifetime: 1s, devices: [dsa]}}\n");
        }
        Path file = Files.writeString(directory.resolve("log.yaml"), yaml);
        Scenario scenario =
                RunScenario.read(file, Overrides.NONE).variants().get(0).scenario();
        assertThat(scenario.capacity()).isEqualTo((long) CAPACITY);
        return scenario;
    }

    /** A change of one tenant: of the ids it holds, or of its unmet requests. */
    private record Step(double atSeconds, int tenant, int held, int unmet) {}

    /** Random changes, many of them at one instant, within the capacity; now and then somebody lacks hundreds of ids. */
    private static final class Log {
        private static final int CROWD = 300;

        final double[] weights;
        final List<Step> steps = new ArrayList<>();
        final double warmUpSeconds;

        Log(int tenants, Random random, int count) {
            weights = random.doubles(tenants)
                    .map(u -> random.nextBoolean() ? 1 : 0.25 + u)
                    .toArray();
            int[] held = new int[tenants];
            int[] unmet = new int[tenants];
            int free = (int) CAPACITY;
            double now = 0;
            for (int i = 0; i < count; i++) {
                now += random.nextInt(4) == 0 ? 0 : random.nextDouble();
                int tenant = random.nextInt(tenants);
                int change = random.nextInt(4);
                if (change == 0 && free > 0) {
                    held[tenant]++;
                    free--;
                    steps.add(new Step(now, tenant, 1, 0));
                } else if (change == 1 && held[tenant] > 0) {
                    held[tenant]--;
                    free++;
                    steps.add(new Step(now, tenant, -1, 0));
                } else if (change == 2 && unmet[tenant] < 3) {
                    int more = random.nextInt(20) == 0 ? CROWD : 1;
                    unmet[tenant] += more;
                    steps.add(new Step(now, tenant, 0, more));
                } else if (unmet[tenant] > 0) {
                    int fewer = unmet[tenant] >= CROWD ? CROWD : 1;
                    unmet[tenant] -= fewer;
                    steps.add(new Step(now, tenant, 0, -fewer));
                }
            }
            warmUpSeconds = now / 3;
        }

        double end() {
            return steps.get(steps.size() - 1).atSeconds + 1;
        }

        /** Returns the definition, pair by pair, between each two steps after the warm-up. */
        double[][] blame() {
            int n = weights.length;
            double[] held = new double[n];
            double[] unmet = new double[n];
            double[][] blame = new double[n][n];
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                held[step.tenant] += step.held;
                unmet[step.tenant] += step.unmet;
                double until = i + 1 < steps.size() ? steps.get(i + 1).atSeconds : end();
                add(blame, held, unmet, until - Math.max(warmUpSeconds, Math.min(until, step.atSeconds)));
            }
            return blame;
        }

        private void add(double[][] blame, double[] held, double[] unmet, double seconds) {
            double level = level(held, unmet);
            for (int holder = 0; holder < held.length && seconds > 0; holder++) {
                double demand = held[holder] + unmet[holder];
                double excess = held[holder] - Math.min(demand, weights[holder] * level);
                double ofOthers = -unmet[holder];
                for (double one : unmet) {
                    ofOthers += one;
                }
                for (int victim = 0; victim < held.length; victim++) {
                    if (victim != holder && excess > 0 && ofOthers > 0) {
                        blame[victim][holder] += excess * unmet[victim] / ofOthers * seconds;
                    }
                }
            }
        }

        /** Returns the level at which all of the capacity is given away, by halving; infinite where it suffices for all. */
        private double level(double[] held, double[] unmet) {
            double low = 0;
            double high = 1e3;
            for (int i = 0; i < 200; i++) {
                double level = (low + high) / 2;
                if (given(level, held, unmet) > CAPACITY) {
                    high = level;
                } else {
                    low = level;
                }
            }
            return given(Double.MAX_VALUE, held, unmet) <= CAPACITY ? Double.POSITIVE_INFINITY : low;
        }

        private double given(double level, double[] held, double[] unmet) {
            double given = 0;
            for (int i = 0; i < held.length; i++) {
                given += Math.min(held[i] + unmet[i], weights[i] * level);
            }
            return given;
        }
    }
}
