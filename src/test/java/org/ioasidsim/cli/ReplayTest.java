package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.run.OpScriptRecording;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.Variants;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.ops.OpRecorder;
import org.ioasidsim.ops.OpSession;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.InstancesSpec;
import org.ioasidsim.workload.ProcessesSpec;
import org.ioasidsim.workload.TenantSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The simulation must not have a kernel of its own: what it did, said as an op script, must get the same ids, the same refusals by the same
 * limit at the same level, and leave the same counters.
 */
@Tag("slow")
class ReplayTest {
    private static final int DRAWN = 40;
    private static final int FEW = 3;

    @TempDir
    private Path directory = Path.of("");

    static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedScenarioIsReplayed(Path scenario) throws IOException {
        var options = new Options();
        options.duration = "20ms";
        options.replications = 1;
        options.set = List.of("run.warm_up=none");
        for (ScenarioFile variant : recordable(scenario, options)) {
            assertThat(replay(shortened(variant))).as(name(variant)).isNotNull();
        }
    }

    @Test
    void killedVmsAreReplayedAsPosted() throws IOException {
        Path scenario = Path.of("scenarios/ioasids-as-posted.yaml");
        for (ScenarioFile variant : recordable(scenario, new Options())) {
            assertThat(replay(variant)).as(name(variant)).isNotNull();
        }
    }

    /** Together the drawn scenarios meet every limit that a scenario without policy can meet. */
    @Test
    void drawnScenariosAreReplayed() throws IOException {
        Set<String> limits = new TreeSet<>();
        for (int seed = 0; seed < DRAWN; seed++) {
            Path file = directory.resolve("drawn.yaml");
            Files.writeString(file, new RandomScenario(seed).yaml());
            List<ScenarioFile> variants = recordable(file, new Options());
            assertThat(variants).as("seed " + seed).hasSize(1);
            limits.addAll(replay(variants.get(0)));
        }
        assertThat(limits)
                .containsExactlyInAnyOrder(
                        "rlimit",
                        "pid-max",
                        "pids",
                        "guest-pid-max",
                        "work-queue",
                        "width",
                        "misc",
                        "ioasids",
                        "capacity",
                        "vm-quota",
                        "pool",
                        "asid");
    }

    /** One host with limits by device, another payer than the opener, confidential VMs, guests that own their ids, attaches, kills and moves. */
    @Test
    void whatActsTogetherIsReplayed() throws IOException {
        Path file = directory.resolve("together.yaml");
        Files.writeString(file, """
                scenario: together
                question: Does the replay answer the same?
                host:
                  preset: amd-sev-509
                  kernel: 7.0
                  sev_asids: 3
                  reserved_pasids: 2
                  bond_memory: 4096
                  max_pasids: 64
                  devices: {dsa: {kernel_pasids: 1}, iax: {work_queues: 2, mode: dedicated}, nic: {vfio: group}, npu: {work_queues: 1, mode: dedicated, driver: amdxdna}}
                controls: {misc_pasid: per-device, charge: mm-owner}
                cgroups:
                  /a: {misc.max: [pasid.dsa 6, sev 2], memory.max: 40960}
                  /b: {cgroup.max.descendants: 3}
                tenants:
                  web: {cgroup: /a, kind: container, instances: 2, namespace_pid_max: 310, processes: {devices: {any: [iax, dsa]}, arrivals: {poisson: 3/s}, lifetime: 2s}}
                  ml: {cgroup: /a, kind: container, instances: 1, processes: {devices: {any: [npu, dsa]}, arrivals: {poisson: 1/s}, lifetime: 2s}}
                  cvm: {cgroup: /a, kind: vm, instances: {initial: 1, arrivals: {poisson: 0.5/s}, lifetime: 5s}, confidential: sev, guest_ids: none, processes: {devices: [dsa], arrivals: {poisson: 1/s}, lifetime: 2s}}
                  vm: {cgroup: /b, kind: vm, instances: 1, guest_ids: pool, attaches: {rate: 1/s, pasids: 3}, processes: {devices: [nic], arrivals: {poisson: 1/s}, lifetime: 4s}}
                events:
                  - {at: 10s, move: {tenant: web, to: /b, processes: 2}}
                  - {at: 15s, migrate: {tenant: vm, to: /a}}
                  - {at: 20s, write: {/a/misc.max: pasid.dsa 3}}
                  - {on: {file: /a/misc.events, count: 5, delay: 1s}, write: {/a/misc.max: pasid.dsa 8}}
                  - {at: 30s, write: {/a/cgroup.kill: 1}}
                  - {at: 35s, start: web}
                  - {at: 40s, mkdir: /b/x}
                  - {at: 44s, reset: dsa, for: 3s}
                  - {at: 45s, reboot: on, for: 1s}
                run: {duration: 60s, replications: 1}
                """);

        List<ScenarioFile> variants = recordable(file, new Options());

        assertThat(variants).hasSize(1);
        assertThat(replay(variants.get(0))).contains("memory", "misc", "work-queue");
    }

    /** Brokers that bind themselves, and such that open for others, whoever pays; a removal, moves, kills, also of brokers alone, and a reboot beside them. */
    @ParameterizedTest
    @ValueSource(strings = {"opener", "mm-owner", "task"})
    void brokersAreReplayed(String charge) throws IOException {
        Path file = directory.resolve("brokers.yaml");
        Files.writeString(file, """
                scenario: brokers
                question: Does the replay answer the same?
                host: {preset: arm64-smmuv3-64k, kernel: 6.6, bond_memory: 4096, devices: {zip: {work_queues: 4, mode: dedicated}, sec: {}, gpu: {driver: amdgpu}}}
                controls: {misc_pasid: on, misc_asid: on, charge: CHARGE}
                cgroups:
                  /web: {misc.max: [pasid 3, asid 3], pids.max: 20}
                  /broker: {misc.max: [pasid 5, asid 5], memory.max: 40960}
                  /aside: {}
                tenants:
                  itself: {cgroup: /web, kind: container, instances: 2, processes: {devices: [zip], arrivals: {poisson: 1/s}, lifetime: 3s, broker: {cgroup: /broker}}}
                  client: {cgroup: /web, kind: container, instances: 1, processes: {devices: [sec, gpu], arrivals: {poisson: 2/s}, lifetime: 3s, broker: {cgroup: /broker, binds: client}}}
                  cycles: {cgroup: /web, kind: container, instances: 1, processes: {devices: [sec], arrivals: {poisson: 0.5/s}, lifetime: 6s, bind: {hold: 1s, think: 1s}, broker: {cgroup: /broker}}}
                  near: {cgroup: /web, kind: container, instances: 1, processes: {devices: [sec], arrivals: {poisson: 0.5/s}, lifetime: 3s, broker: {cgroup: /web, binds: client}}}
                events:
                  - {at: 12s, write: {/broker/cgroup.kill: 1}}
                  - {at: 14s, move: {tenant: near, to: /aside, processes: 2}}
                  - {at: 10s, remove: zip}
                  - {at: 15s, move: {tenant: client, to: /aside, processes: 2}}
                  - {at: 20s, kill: itself}
                  - {at: 22s, start: itself}
                  - {at: 26s, write: {/broker/cgroup.kill: 1}}
                  - {at: 27s, reboot: on, for: 2s}
                  - {at: 34s, migrate: {tenant: near, to: /aside}}
                  - {at: 36s, write: {/broker/cgroup.kill: 1}}
                run: {duration: 45s, replications: 1}
                """.replace("CHARGE", charge));

        List<ScenarioFile> variants = recordable(file, new Options());

        assertThat(variants).hasSize(1);
        assertThat(replay(variants.get(0))).contains("misc");
        assertThat(eventHash(Experiment.of(variants.get(0)).recordTo(silent())))
                .isEqualTo(eventHash(Experiment.of(variants.get(0))));
    }

    private static OpRecorder silent() {
        return new OpRecorder(Writer.nullWriter(), Writer.nullWriter(), Numbers::text);
    }

    /** Returns the hash over all grants, refusals and releases of the only replication. */
    private static long eventHash(Experiment experiment) {
        return experiment.jobs(1).run().variants().get(0).replications().get(0).eventHash();
    }

    /** Returns the variants that can be recorded, each as a file of its own. */
    private static List<ScenarioFile> recordable(Path scenario, Options options) {
        ScenarioFile file = ScenarioFiles.read(List.of(scenario), options).get(0);
        return file.variants().stream()
                .filter(variant ->
                        OpScriptRecording.obstacles(variant.scenario()).isEmpty())
                .map(variant -> Variants.select(file, List.of(variant.name())))
                .toList();
    }

    /** Returns the same scenario with few instances and few processes at time 0. */
    private static ScenarioFile shortened(ScenarioFile file) {
        Scenario scenario = file.variants().get(0).scenario();
        var small = new Scenario(
                scenario.name(),
                scenario.question(),
                scenario.kernel(),
                scenario.costs(),
                scenario.cgroups(),
                scenario.policy(),
                scenario.tenants().stream().map(ReplayTest::shortened).toList(),
                scenario.events(),
                scenario.run(),
                scenario.measure(),
                "");
        var variant = new ScenarioFile.Variant(file.variants().get(0).name(), small);
        return new ScenarioFile(file.path(), file.baseline(), List.of(variant), List.of(), List.of());
    }

    private static TenantSpec shortened(TenantSpec tenant) {
        InstancesSpec instances = tenant.instances();
        ProcessesSpec processes = tenant.processes();
        return new TenantSpec(
                tenant.name(),
                tenant.cgroup(),
                tenant.weight(),
                tenant.kind(),
                new InstancesSpec(
                        Math.min(FEW, instances.initial()),
                        instances.arrivals(),
                        instances.lifetimeSeconds(),
                        instances.max(),
                        instances.startsOff()),
                tenant.vmmThreads(),
                tenant.guestPidMax(),
                tenant.vmQuota(),
                tenant.rlimitNproc(),
                tenant.namespacePidMax(),
                tenant.guests(),
                tenant.role(),
                new ProcessesSpec(
                        Math.min(10 * FEW, processes.initial()),
                        processes.arrivals(),
                        processes.lifetimeSeconds(),
                        processes.threads(),
                        processes.devices(),
                        processes.bindsAny(),
                        processes.bind(),
                        processes.privateIds(),
                        processes.onRefusal(),
                        processes.leakProbability(),
                        processes.forks(),
                        processes.broker(),
                        processes.initialEach()));
    }

    private static String name(ScenarioFile file) {
        return file.path() + " " + file.variants().get(0).name();
    }

    /** Records the first replication and replays it; returns the limits that refused in it. */
    private static Set<String> replay(ScenarioFile file) throws IOException {
        var script = new StringWriter();
        var answers = new StringWriter();
        var recorder = new OpRecorder(script, answers, Numbers::text);
        ExperimentResult result = Experiment.of(file).jobs(1).recordTo(recorder).run();
        ReplicationResult replication = result.variants().get(0).replications().get(0);
        assertThat(replication.failure()).as(name(file)).isNull();
        assertThat(recorder.isComplete()).isTrue();

        var session = new OpSession();
        Iterator<String> expected = answers.toString().lines().iterator();
        script.toString().lines().forEach(line -> replayLine(session, line, expected.next(), name(file)));
        assertThat(expected.hasNext()).isFalse();
        return replication.refusals().stream()
                .map(refusal -> refusal.limit().word())
                .collect(Collectors.toSet());
    }

    private static void replayLine(OpSession session, String line, String expected, String name) {
        String answer = session.accept(line);
        if (!answer.equals(expected)) {
            assertThat(answer).as(name + ", " + line).isEqualTo(expected);
        }
        int remark = line.indexOf("  # ");
        if (remark >= 0) {
            assertThat(session.explain())
                    .as(name + ", " + line)
                    .startsWith(line.substring(line.indexOf(", ", remark) + 2) + ": ");
        }
    }
}
