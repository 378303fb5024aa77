package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupTree;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.Scenario;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A policy in the catalogue must not grant what is not there, must not change by being asked, must tell when its answers change by
 * themselves, and must owe nothing once everything was given back.
 */
@Tag("slow")
class PolicyContractTest {
    private static final long CAPACITY = 246;
    private static final int OPERATIONS = 4_000;

    static Stream<Policies.Entry> catalogue() {
        return BuiltInPolicies.catalogue().entries().stream();
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void keepsTheContractWhateverIsAsked(Policies.Entry entry) {
        for (long seed = 1; seed <= 8; seed++) {
            var drive = new Drive(scenario(entry), seed);
            drive.operate(OPERATIONS);
            drive.giveAllBack();
            drive.expectsAsFresh();
        }
    }

    /** First come is what the kernel does alone: nobody asks how far its answers reach. */
    @ParameterizedTest
    @MethodSource("catalogue")
    void goesByItsNameAndSaysHowFarItsAnswersReach(Policies.Entry entry) {
        Scenario scenario = scenario(entry);
        assertThat(scenario.policy().name()).isEqualTo(entry.name());
        assertThat(scenario.policy().start(scenario.hostFacts()).saysReach())
                .isEqualTo(!entry.name().equals("first-come"));
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void runsInASimulationAndGivesTheSameEventsAgain(Policies.Entry entry) {
        ReplicationResult once = run(entry);
        assertThat(once.failure()).isNull();
        assertThat(run(entry).eventHash()).isEqualTo(once.eventHash());
    }

    private static ReplicationResult run(Policies.Entry entry) {
        return RunScenario.text(text(entry)).variants().get(0).replications().get(0);
    }

    private static Scenario scenario(Policies.Entry entry) {
        return RunScenario.text(text(entry).replace("duration: 20s", "duration: 1ms"))
                .variants()
                .get(0)
                .scenario();
    }

    private static String text(Policies.Entry entry) {
        String example = entry.example()
                .replace("/web: 3000", "/web: 100")
                .replace("/noisy: 1000", "/noisy: 80")
                .replace("/noisy: 2000", "/noisy: 120")
                .replace("noisy: 1000", "noisy: 80");
        return """
                scenario: contract
                question: Does the policy keep its contract?
                host: {preset: arm64-8bit, devices: {acc: {}}}
                cgroups: {/web: {}, /noisy: {}}
                controls: {policy: %s}
                tenants:
                  web:
                    cgroup: /web
                    kind: container
                    instances: 2
                    processes:
                      arrivals: {poisson: 20/s}
                      lifetime: {exponential: {mean: 10s}}
                      devices: [acc]
                      bind: {hold: {exponential: {mean: 1s}}, think: {exponential: {mean: 1s}}}
                      on_refusal: wait
                  noisy:
                    cgroup: /noisy
                    kind: vm
                    instances: 1
                    processes: {arrivals: {poisson: 60/s}, lifetime: {exponential: {mean: 5s}}, devices: [acc]}
                run: {duration: 20s, replications: 1}
                """.formatted(example);
    }

    /** A host without a kernel: it has so many ids, and lends and takes back at random. */
    private static final class Drive {
        private final SplittableRandom random;
        private final long seed;
        private final Policy policy;
        private final Policy fresh;
        private final List<Asked> lent = new ArrayList<>();
        private final List<Cgroup> groups;
        private double nowSeconds;

        Drive(Scenario scenario, long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.policy = scenario.policy().start(scenario.hostFacts());
            this.fresh = scenario.policy().start(scenario.hostFacts());
            var tree = new CgroupTree(scenario.kernel().ioasids(), 0, 0, new Capacity());
            this.groups = List.of(tree.mkdir("/web"), tree.mkdir("/noisy"));
        }

        void operate(int operations) {
            for (int i = 0; i < operations; i++) {
                if (random.nextInt(100) < 58) {
                    request();
                } else if (!lent.isEmpty()) {
                    giveBack(random.nextInt(lent.size()));
                }
                passTime();
            }
        }

        private void passTime() {
            double changesAt = policy.changesAt(nowSeconds);
            assertThat(changesAt).as("seed %d: changes later than now", seed).isGreaterThan(nowSeconds);
            double later = nowSeconds + random.nextDouble() * 0.02;
            List<Answer> before = answers();
            nowSeconds = Math.min(later, Math.nextDown(changesAt));
            assertThat(answers())
                    .as("seed %d: nothing changes before %s", seed, changesAt)
                    .isEqualTo(before);
            nowSeconds = later;
        }

        private List<Answer> answers() {
            return List.of(policy.ask(new Asked(0, false)), policy.ask(new Asked(1, false)));
        }

        private void request() {
            var asked = new Asked(random.nextInt(2), random.nextBoolean());
            Answer answer = policy.ask(asked);
            assertThat(policy.ask(asked))
                    .as("seed %d: asking changes nothing", seed)
                    .isEqualTo(answer);
            if (answer == Answer.GRANT) {
                assertThat(asked.hasFree())
                        .as("seed %d: a grant of what is there", seed)
                        .isTrue();
                policy.charge(asked);
                lendOrUndo(asked);
            } else {
                policy.refused(asked, asked.hasFree() ? Limit.POLICY : Limit.ASID);
            }
        }

        private void lendOrUndo(Asked asked) {
            if (random.nextInt(10) == 0) {
                policy.undo(asked);
            } else {
                lent.add(asked);
            }
        }

        private void giveBack(int place) {
            policy.uncharge(lent.remove(place));
        }

        void giveAllBack() {
            while (!lent.isEmpty()) {
                giveBack(lent.size() - 1);
            }
        }

        /** Long after, when memories have faded and buckets are full, it must answer as one that was never used. */
        void expectsAsFresh() {
            nowSeconds += 1e6;
            for (int i = 0; i < 500; i++) {
                var asked = new Asked(i % 2, false);
                Answer answer = policy.ask(asked);
                assertThat(answer)
                        .as("seed %d: request %d as if fresh", seed, i)
                        .isEqualTo(fresh.ask(asked));
                if (answer == Answer.GRANT) {
                    policy.charge(asked);
                    fresh.charge(asked);
                    lent.add(asked);
                }
            }
        }

        /** A request of one of the two tenants. */
        private final class Asked implements Request {
            private final int tenant;
            private final boolean findsIdle;

            Asked(int tenant, boolean findsIdle) {
                this.tenant = tenant;
                this.findsIdle = findsIdle;
            }

            @Override
            public int tenant() {
                return tenant;
            }

            @Override
            public Cgroup cgroup() {
                return groups.get(tenant);
            }

            @Override
            public double nowSeconds() {
                return nowSeconds;
            }

            @Override
            public boolean hasFree() {
                return free() > 0;
            }

            @Override
            public boolean lacksId() {
                return !hasFree();
            }

            @Override
            public long free() {
                return CAPACITY - lent.size();
            }

            @Override
            public double longestIdleSeconds() {
                return findsIdle ? 1 : Double.NaN;
            }
        }
    }
}
