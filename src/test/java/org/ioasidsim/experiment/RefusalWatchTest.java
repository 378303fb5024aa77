package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.policy.Answer;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.policy.Policies;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.policy.PolicySpec;
import org.ioasidsim.policy.Request;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioReader;
import org.ioasidsim.workload.trace.Traces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A policy that says how far its answers reach is asked about few tenants. It must lead to the same numbers, to the last bit, as when it does
 * not say and all are asked after each event; a tenant overlooked would keep the answer of another time.
 */
@Tag("slow")
class RefusalWatchTest {
    private static final String SCENARIO = """
            scenario: reach
            question: Is nobody overlooked?
            host: {preset: x86-vtd-20bit, max_pasids: 31, costs: {free: {exponential: {mean: 20ms}}}, devices: {dsa: {}}}
            controls: {misc_pasid: on, policy: POLICY}
            cgroups:
              /a: {pids.max: 25}
              /a/x: {}
              /a/y: {misc.max: pasid 7}
              /b: {misc.max: pasid 18}
              /b/z: {}
              "/b/{instance}": {pids.max: 5}
              /c: {}
            tenants:
              busy: {cgroup: /a/x, kind: container, instances: 2, processes: {arrivals: {poisson: 12/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa], on_refusal: give-up}}
              tries: {cgroup: /a/y, kind: container, instances: 1, processes: {arrivals: {poisson: 10/s}, lifetime: 600ms, devices: [dsa], on_refusal: {retry: {first: 50ms, factor: 2, max: 1s, attempts: 5, jitter: 0.1}}}}
              waits: {cgroup: /b/z, kind: vm, vm_quota: 6, instances: {arrivals: {poisson: 1/s}, lifetime: {exponential: {mean: 2s}}, max: 3}, processes: {arrivals: {poisson: 4/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa], on_refusal: wait}}
              own: {cgroup: "/b/{instance}", kind: container, instances: {arrivals: {poisson: 2/s}, lifetime: {exponential: {mean: 1s}}, max: 4}, processes: {arrivals: {poisson: 5/s}, lifetime: 500ms, devices: [dsa], on_refusal: fall-back}}
              cycles: {cgroup: /c, kind: container, rlimit_nproc: 6, instances: 1, processes: {arrivals: {closed: {population: 8, think: {exponential: {mean: 300ms}}}}, lifetime: {exponential: {mean: 2s}}, bind: {hold: {exponential: {mean: 200ms}}, think: {exponential: {mean: 100ms}}}, devices: [dsa], on_refusal: give-up}}
              idle: {cgroup: /a/x, kind: container, instances: 1, processes: {arrivals: none, lifetime: 1s, devices: [dsa]}}
              idler: {cgroup: /c, kind: vm, instances: 2, processes: {arrivals: none, lifetime: 1s, devices: [dsa]}}
            events:
              - {at: 6s, migrate: {tenant: idle, to: /a/y}}
              - {at: 9s, kill: busy}
              - {at: 10s, start: busy}
              - {at: 12s, write: {/a/pids.max: 12}}
              - {at: 15s, migrate: {tenant: busy, to: /c}}
            run: {duration: 25s, warm_up: 1s, replications: 1, seed: SEED}
            measure: {window: 700ms}
            """;

    private static final List<String> POLICIES = List.of(
            "{name: static-quota, ids: {busy: 9, idle: 0}, others: 8}",
            "{name: reservation, reserve: {/a: 12, /b/z: 4}, rest: none}",
            "{name: reservation, reserve: {/a/x: 6, /b: 9}, rest: shared}",
            "{name: limit, max: {/a: 14, /a/x: 9, /c: 5, '/b/{instance}': 2}}",
            "{name: limit, max: {/a: 14, /a/x: 9, /c: 5}, charge: moves}",
            "{name: guarantee, min: {/a/y: 5, /c: 4}, max: {/a: 12}}",
            "{name: guarantee, min: {/a: 12, /c: 4}, max: {/a/x: 9}}",
            "{name: trunk-reservation, keep: 4, tenants: [waits, idler]}",
            "{name: bind-rate, max: {/a: {rate: 8/s, burst: 4}, /a/x: {rate: 6/s, burst: 2}, /c: {rate: 2/s, burst: 3}}}",
            "{name: blocking-bind, order: fifo}",
            "{name: blocking-bind, order: weighted}",
            "{name: process-limit, max: {/a: 14, /c: 5}}",
            "{name: fair-share, weights: {/a: 2, /b/z: 1.5}, memory: 300ms}",
            "{name: dominant-resource, memory: 300ms}",
            "{name: reclaim-idle, after: 50ms}",
            "{name: revoke, victim: binds-again}",
            "{name: adaptive, increase: 9/s, decrease: 50%, interval: 300ms}");

    @TempDir
    private Path directory;

    static Stream<Arguments> policiesAndSeeds() {
        return POLICIES.stream()
                .flatMap(policy -> IntStream.rangeClosed(1, 2).mapToObj(seed -> Arguments.of(policy, seed)));
    }

    @Test
    void triesEachPolicyThatSaysWhomItsAnswersReach() {
        Stream<String> silent = Stream.of("first-come"); // nobody is asked
        Stream<String> tried = POLICIES.stream().map(policy -> policy.replaceFirst("\\{name: ([a-z-]+).*", "$1"));
        assertThat(Stream.concat(silent, tried))
                .containsAll(BuiltInPolicies.catalogue().entries().stream()
                        .map(Policies.Entry::name)
                        .toList());
    }

    /** The same with all cgroups below the root, where fair shares keep one water level. */
    @ParameterizedTest
    @MethodSource("policiesAndSeeds")
    void measuresTheSameInAFlatTree(String policy, int seed) throws Exception {
        measuresTheSame(flat(SCENARIO.replace("POLICY", policy)).replace("SEED", Integer.toString(seed)));
    }

    private static String flat(String yaml) {
        return yaml.replace("/b/{instance}", "/own")
                .replace("/a/x", "/ax")
                .replace("/a/y", "/ay")
                .replace("/b/z", "/bz");
    }

    @ParameterizedTest
    @MethodSource("policiesAndSeeds")
    void measuresTheSameAsWhenAllAreAskedAfterEachEvent(String policy, int seed) throws Exception {
        measuresTheSame(SCENARIO.replace("POLICY", policy).replace("SEED", Integer.toString(seed)));
    }

    private void measuresTheSame(String yaml) throws Exception {
        ReplicationResult few = run(yaml, BuiltInPolicies.catalogue());
        ReplicationResult all = run(yaml, askedAlways());
        assertThat(Arrays.deepToString(few.values())).isEqualTo(Arrays.deepToString(all.values()));
        assertThat(few.eventHash()).isEqualTo(all.eventHash());
    }

    private ReplicationResult run(String yaml, Policies policies) throws Exception {
        Path file = directory.resolve("scenario.yaml");
        Files.writeString(file, yaml);
        Scenario scenario = new ScenarioReader(policies, Metric.names())
                .read(file, Overrides.NONE)
                .variants()
                .get(0)
                .scenario();
        return Replication.run(scenario, 1, scenario.run().warmUpSeconds(), true, new Traces(), () -> false);
    }

    /** Returns the catalogue with policies that do not say how far their answers reach. */
    private static Policies askedAlways() {
        return new Policies(BuiltInPolicies.catalogue().entries().stream()
                .map(entry -> new Policies.Entry(
                        entry.name(),
                        entry.summary(),
                        entry.protects(),
                        entry.doesNotPrevent(),
                        entry.example(),
                        section -> new SilentSpec(entry.read().apply(section))))
                .toList());
    }

    /** Starts another policy, and keeps to itself how far its answers reach. */
    private record SilentSpec(PolicySpec spec) implements PolicySpec {
        @Override
        public String name() {
            return spec.name();
        }

        @Override
        public Policy start(HostFacts host) {
            return new Silent(spec.start(host));
        }
    }

    /** Another policy without what it says of its reach. */
    private record Silent(Policy policy) implements Policy {
        @Override
        public Answer ask(Request request) {
            return policy.ask(request);
        }

        @Override
        public void charge(Request request) {
            policy.charge(request);
        }

        @Override
        public void uncharge(Request request) {
            policy.uncharge(request);
        }

        @Override
        public void undo(Request request) {
            policy.undo(request);
        }

        @Override
        public boolean chargesMove() {
            return policy.chargesMove();
        }

        @Override
        public void refused(Request request, Limit by) {
            policy.refused(request, by);
        }

        @Override
        public void waiting(Request request, int change) {
            policy.waiting(request, change);
        }

        @Override
        public void waitingMoved(Request request, int change) {
            policy.waitingMoved(request, change);
        }

        @Override
        public double changesAt(double nowSeconds) {
            return policy.changesAt(nowSeconds);
        }

        @Override
        public boolean ordersQueue() {
            return policy.ordersQueue();
        }

        @Override
        public double turn(Request head) {
            return policy.turn(head);
        }

        @Override
        public boolean reclaims() {
            return policy.reclaims();
        }

        @Override
        public boolean mayFork(Request request, int tasks) {
            return policy.mayFork(request, tasks);
        }

        @Override
        public void forked(Request request, int tasks) {
            policy.forked(request, tasks);
        }

        @Override
        public String level(Request request) {
            return policy.level(request);
        }

        @Override
        public Errno errno() {
            return policy.errno();
        }
    }
}
