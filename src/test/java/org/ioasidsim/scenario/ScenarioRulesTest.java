package org.ioasidsim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.EventSpec;
import org.ioasidsim.workload.OnRefusal;
import org.ioasidsim.workload.ProcessesSpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a scenario must be told where it stands and before anything runs; a right file must mean what the format says. */
class ScenarioRulesTest {
    @TempDir
    @SuppressWarnings("NullAway") // JUnit fills it in
    private Path directory;

    /** Each row: what is changed in the small scenario, into what, and the problem that this must be. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "arrivals: {poisson: 2/s}|arivals: {poisson: 2/s}|s.yaml:14:7: tenants.web.processes.arivals: expected one of initial, arrivals|found the unknown key arivals (did you mean arrivals?)",
                "poisson: 2/s|poisson: 2|s.yaml:14:27: tenants.web.processes.arrivals.poisson: expected a rate above 0 with its unit, such as 12/s or 3/h, found 2 (did you mean 2/s?)|",
                "poisson: 2/s|poison: 2/s|s.yaml:14:18: tenants.web.processes.arrivals.poison: expected one of poisson, renewal|found the unknown key poison (did you mean poisson?)",
                "lifetime: 3s|lifetime: 3|s.yaml:15:17: tenants.web.processes.lifetime: expected a time with its unit, such as 150ms or 2h30m|found 3 (did you mean 3s?)",
                "lifetime: 3s|lifetime: -3s|s.yaml:15:17: tenants.web.processes.lifetime: expected a time|found -3s",
                "lifetime: 3s|`lifetime: 3s\n      forks: {children: 2}\n      bind: {hold: 1s}`|s.yaml:16:14: tenants.web.processes.forks: expected none with bind.hold: a worker would inherit one bond of many|",
                "duration: 10s|duration: 0s|s.yaml:18:13: run.duration: expected a time above 0 with its unit, such as 150ms or 2h30m, found 0s|",
                "duration: 10s|duraton: 10s|s.yaml:18:3: run.duraton: expected one of duration, warm_up|found the unknown key duraton (did you mean duration?)",
                "instances: 1|instances: 1.5|s.yaml:12:16: tenants.web.instances: expected a whole number|found 1.5",
                "kind: container|kind: contaner|s.yaml:11:11: tenants.web.kind: expected vm | container, found contaner (did you mean container?)|",
                "kind: container|kind:|s.yaml:11:10: tenants.web.kind: expected vm | container, found nothing|",
                "cgroup: /web|cgroup: /wbe|s.yaml:10:13: tenants.web.cgroup: expected a cgroup that is listed under cgroups, found /wbe (did you mean /web?)|",
                "cgroup: /web|cgroup: /none/{instance}|s.yaml:10:13: tenants.web.cgroup: expected a cgroup whose parent is listed, found /none/{instance} without /none|",
                "/web: {}|/web: {pids.max: -1}|s.yaml:7:20: /web/pids.max: expected a whole number of at least 0, or max, found -1|",
                "/web: {}|/web: {pids.max: 4194305}|s.yaml:7:20: /web/pids.max: expected max or at most 4194304, found 4194305: the kernel refuses it (-EINVAL)|",
                "/web: {}|/web: {pid.max: 5}|s.yaml:7:19: /web/pid.max: expected one of pids.max, misc.max, ioasids.max, found the file pid.max (did you mean pids.max?)|",
                "/web: {}|/web: {misc.max: pasid 5}|s.yaml:7:20: /web/misc.max: expected a resource that the controls have, found pasid with controls.misc_pasid: off: the kernel refuses it (-EINVAL); set it on (`--set controls.misc_pasid=on`), or take a --variant in which it is on|",
                "/web: {}|/web: {misc.max: rdma 5}|s.yaml:7:20: /web/misc.max: expected a resource of misc (pasid, asid, pasid.DEVICE, sev, sev_es, tdx), found rdma: the kernel refuses it (-EINVAL)|",
                "/web: {}|/web: {misc.max: sev 5}|s.yaml:7:20: /web/misc.max: expected a resource that the host has, found sev with none of its ids (host.sev_asids): the kernel refuses it (-EINVAL)|",
                "/web: {}|/web: {misc.max: pasid.hpre 5}|s.yaml:7:20: /web/misc.max: expected a resource that the controls have, found pasid.hpre without controls.misc_pasid: per-device: the kernel refuses it (-EINVAL)|",
                "/web: {}|/web: {memory.max: 5}|s.yaml:7:22: /web/memory.max: expected host.bond_memory above 0 with memory.max, found 0: nothing is charged|",
                "devices: {hpre: {}}|`sev_asids: 9\\n  devices: {hpre: {}}\\ncontrols: {policy: revoke}\\nevents: [{at: 1s, write: {/web/misc.max: sev 5}}]`|s.yaml:8:42: /web/misc.max: expected a limit on what bonds take (pasid, asid, pasid.DEVICE, ioasids, memory) with policy: revoke, found sev, which a VM holds for its life; end the VM with kill or stop|",
                "kind: container|`kind: container\\n    confidential: sev`|s.yaml:12:19: tenants.web.confidential: expected none in containers, whose memory the host sees, found sev|",
                "kind: container|`kind: container\\n    vm_quota: 9`|s.yaml:12:15: tenants.web.vm_quota: expected none in containers, which have no set of ids for it to limit, found 9|",
                "kind: container|`kind: vm\\n    confidential: tdx`|s.yaml:12:19: tenants.web.confidential: expected a kind of VM that the host can run, found tdx with host.tdx_keys: 0|",
                "kind: container|`kind: container\\n    namespace_pid_max: 400`|s.yaml:12:24: tenants.web.namespace_pid_max: expected max before kernel 6.14|found 400",
                "/web: {}|/web: {ioasids.max: 5}|s.yaml:7:23: /web/ioasids.max: expected no such file with controls.ioasids: off, found 5|",
                "/web: {}|`/web: {}\\n  /a/b: {}`|s.yaml:8:9: /a/b: expected a cgroup whose parent is listed, found /a/b without /a under cgroups|",
                "devices: [hpre]|devices: [hrpe]|s.yaml:16:17: tenants.web.processes.devices.0: expected a device of host.devices, found hrpe (did you mean hpre?)|",
                "devices: {hpre: {}}|`devices: {hpre: {}}\\n  sva: last-unbind\\n  asid_scheme: private`|s.yaml:7:16: host.asid_scheme: expected pinned | none with sva: last-unbind|no kernel has both",
                "preset: arm64-smmuv3-64k|`preset: x86-vtd-20bit\\n  asid_bits: 16`|s.yaml:5:14: host.asid_bits: expected none on a host without ASIDs (asid_scheme: none), found 16|",
                "preset: arm64-smmuv3-64k|`preset: arm64-8bit\\n  asid_scheme: private\\n  cpus: 255`|s.yaml:6:9: host.cpus: expected at most 254 possible CPUs with 8-bit ASIDs, found 255|",
                "preset: arm64-smmuv3-64k|preset: arm64-smmuv3-65k|s.yaml:4:11: host.preset: expected|(did you mean arm64-smmuv3-64k?)",
                "lifetime: 3s|`lifetime: {lomax: {shape: 0.8, scale: 1s}}`|tenants.web.processes.lifetime.lomax.max: expected a finite max|",
                "lifetime: 3s|`lifetime: {hyperexponential: [{p: 0.5, mean: 1s}, {p: 0.4, mean: 2s}]}`|lifetime.hyperexponential: expected probabilities that sum to 1, found 0.9|",
                "lifetime: 3s|`lifetime: {empirical: {file: none.csv, column: a}}`|lifetime.empirical.file: expected the path of a file, found none.csv, which cannot be read|",
                "scenario: small|scenario: a b|s.yaml:1:11: scenario: expected a name of at most 100 ASCII letters, digits and '-', the first of them no '-', found a b|",
                "question: Is it read?|x_note: none|s.yaml:1:1: question: expected a sentence, found nothing (the key is required: what it asks)|",
                "question: Is it read?|`question: Is it?\\nevents: [{at: 1s, kill: wbe}]`|s.yaml:3:25: events.0.kill: expected a tenant, found wbe (did you mean web?)|",
                "question: Is it read?|`question: Is it?\\nevents: [{at: 1s}]`|events.0: expected exactly one of kill | stop|",
                "question: Is it read?|`question: Is it?\\nevents: [{at: 1s, write: {/wbe/pids.max: 5}}]`|expected a cgroup that is listed under cgroups, found /wbe|",
                "question: Is it read?|`question: Is it?\\nevents: [{at: 1s, on: {file: /web/misc.events}, stop: web}]`|events.0.on: expected|",
                "question: Is it read?|`question: Is it?\\nevents: [{on: {file: /web/misc.max}, stop: web}]`|events.0.on.file: expected the path of pids.events, misc.events or ioasids.events, such as /ci/misc.events, found /web/misc.max|",
                "question: Is it read?|`question: Is it?\\nevents: [{at: 1s, rmdir: /web}]`|events.0.rmdir: expected a cgroup that no tenant lives in, found /web of web: migrate it first|",
                "question: Is it read?|`question: Is it?\\nevents: [{at: 1s, mkdir: /web}]`|events.0.mkdir: expected a cgroup that is not there, found /web, which is listed (-EEXIST)|",
                "question: Is it read?|`question: Is it?\\nevents: [{at: 1s, move: {tenant: web, to: /wbe}}]`|events.0.move.to: expected a cgroup that is listed under cgroups, found /wbe (did you mean /web?)|",
                "question: Is it read?|`question: Is it?\\nevents: [{at: 1s, write: {/web/cgroup.kill: 2}}]`|expected a value that the kernel takes, found 2: the kernel refuses it (-ERANGE)|",
                "question: Is it read?|`question: Is it?\\nbaseline: non`|s.yaml:3:11: baseline: expected a variant, base, found non|",
                "question: Is it read?|`question: Is it?\\nexpect: [\"base: web.first_try_sucess >= 99%\"]`|s.yaml:3:10: expect.0: expected a metric of a tenant, found first_try_sucess (did you mean first_try_success?); `ioasid-sim metrics` lists them|",
                "question: Is it read?|`question: Is it?\nexpect: [\"base: web.utilisation >= 99%\"]`|s.yaml:3:10: expect.0: expected a metric of a tenant, found utilisation (the host has it: *.utilisation); `ioasid-sim metrics` lists them|",
                "question: Is it read?|`question: Is it?\nexpect: [\"base: web.slowdown <= 2\"]`|s.yaml:3:10: expect.0: expected a metric of a tenant, found slowdown (replaced by weighted_slowdown and bounded_slowdown)|",
                "duration: 10s|`duration: 10s\n  precision: {metric: slowdown, tenant: web, half_width: 1}`|s.yaml:19:23: run.precision.metric: expected a metric of a tenant, found slowdown (replaced by weighted_slowdown and bounded_slowdown); `ioasid-sim metrics` lists them|",
                "question: Is it read?|`question: Is it?\\nexpect: [\"base: wbe.requests >= 9\"]`|expected a tenant or * for the host, found wbe (did you mean web?)|",
                "question: Is it read?|`question: Is it?\\nexpect: [\"web.requests\"]`|s.yaml:3:10: expect.0: expected `|variant: tenant.metric >= bound",
                "question: Is it read?|`question: Is it?\\ncontrols: {policy: first-came}`|found first-came (did you mean first-come?)|",
                "question: Is it read?|`question: Is it?\\ncontrols: {policy: {name: static-quota, ids: {wbe: 5}}}`|controls.policy.ids.wbe: expected a tenant, found wbe (did you mean web?)|",
                "question: Is it read?|`question: Is it?\\ncontrols: {policy: {name: reservation, reserve: {/web: 70000}}}`|/web: expected no more than the capacity of 65406 ids together, found 70000, which is 4594 too many|",
                "question: Is it read?|`question: Is it?\\ncontrols: {policy: {name: trunk-reservation, keep: 5, tenants: [wbe]}}`|controls.policy.tenants.0: expected a tenant, found wbe (did you mean web?)|",
                "question: Is it read?|`question: Is it?\\ncontrols: {policy: {name: limit}}`|controls.policy.max: expected|the key is required",
                "question: Is it read?|`question: Is it?\\nsweep: {tenants.wbe.weight: [1, 2]}`|tenants.wbe|",
                "question: Is it read?|`question: Is it?\\nplan: {find: largest tenants.web.instances, between: [5, 1], such_that: [web.requests >= 1]}`|plan.between: expected two whole numbers of one unit, the smaller first|",
                "question: Is it read?|question: [a|s.yaml:|expected YAML",
                "question: Is it read?|`question: a\\nquestion: b`|s.yaml:3:1: question: expected each key once, found it again (first in line 2)|",
            })
    void tellsTheMistake(String from, String to, String problem, String more) throws IOException {
        String changed = TestScenarios.SMALL.replace(from, to.replace("\\n", "\n"));
        assertThat(changed).isNotEqualTo(TestScenarios.SMALL);

        String problems = problems(changed);

        assertThat(problems).contains(problem);
        if (more != null) {
            assertThat(problems).contains(more);
        }
    }

    /** Beside children with a controller no process may live; pids alone forbids it only where processes live below. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/web/b: {misc.max: pasid 5}|s.yaml:12:13: tenants.web.cgroup: expected a cgroup whose children have no controllers, found /web, but /web/b has misc.max",
                "/web/b: {pids.max: 5}|``",
                "/web/b: {}|``",
                "`/web/b: {}\n  /web/b/c: {misc.max: asid 5}`|but /web/b/c has misc.max",
            })
    void tellsThatNoProcessMayLiveBesideChildrenWithControllers(String below, String problem) throws IOException {
        String changed = TestScenarios.SMALL
                .replace("  /web: {}\n", "  /web: {}\n  " + below.replace("\\n", "\n") + "\n")
                .replace("tenants:", "controls: {misc_pasid: on, misc_asid: on}\ntenants:");

        String problems = problems(changed);

        assertThat(problems).contains(problem);
        assertThat(problems.isEmpty()).isEqualTo(problem.isEmpty());
    }

    @Test
    void tellsThatNoProcessMayLiveAboveOthersThatPidsLimits() throws IOException {
        String changed = TestScenarios.SMALL.replace(
                "  /web: {}\n",
                "  /web: {}\n  /web/b: {pids.max: 5}\nevents: [{at: 1s, migrate: {tenant: web, to: /web/b}}]\n");

        assertThat(problems(changed))
                .contains("tenants.web.cgroup: expected a cgroup whose children have no controllers");
    }

    /** A hierarchy of version 1 has no such rule. */
    @Test
    void letsProcessesLiveBesideChildrenOfVersionOne() throws IOException {
        String changed = TestScenarios.SMALL
                .replace("  /web: {}\n", "  /web: {}\n  /web/b: {misc.max: pasid 5}\n")
                .replace("tenants:", "controls: {misc_pasid: on}\ntenants:");

        assertThat(problems(changed)).contains("no internal processes");
        assertThat(problems(changed.replace("preset:", "cgroups: v1\n  preset:")))
                .isEmpty();
    }

    @Test
    void tellsThatAGuestHasNoBrokerOfTheHost() throws IOException {
        String changed = TestScenarios.SMALL
                .replace("kind: container", "kind: vm")
                .replace("lifetime: 3s", "lifetime: 3s\n      broker: {cgroup: /web}");

        assertThat(problems(changed))
                .isEqualTo(
                        "s.yaml:16:15: tenants.web.processes.broker: expected none in a VM, whose guest's files the host does not know, found one");
        assertThat(problems(changed.replace("broker: {cgroup: /web}", "forks: {children: 2}")))
                .isEmpty();
    }

    /** What the release decides is marked, whether it is filled in or written; a value that no such release has is marked with the release's. */
    @Test
    void marksWhatTheReleaseDecides() throws Exception {
        String changed =
                TestScenarios.SMALL.replace("preset: arm64-smmuv3-64k", "preset: arm64-smmuv3-64k\n  kernel: 6.12");
        String shown = shown(changed);

        assertThat(shown)
                .contains("  sva: mm-drop  # as kernel 6.12\n", "  asid_scheme: private  # as kernel 6.12\n")
                .contains("  x86_gate: off  # as kernel 6.12\n");
        assertThat(shown(shown)).isEqualTo(shown);
        assertThat(shown(changed.replace("kernel: 6.12", "kernel: 6.12\n  asid_scheme: pinned")))
                .contains("  asid_scheme: pinned  # kernel 6.12 has private\n");
    }

    private String shown(String text) throws Exception {
        return TestScenarios.readBack(text, directory).resolvedYaml();
    }

    @Test
    void tellsAllMistakesOfAFileAtOnceInLineOrder() throws IOException {
        String changed = TestScenarios.SMALL
                .replace("duration: 10s", "duration: 10")
                .replace("kind: container", "kind: pod")
                .replace("preset: arm64-smmuv3-64k", "preset: arm64-smmuv3-64k\n  cpus: 0");

        assertThat(problems(changed)).isEqualTo("""
                        s.yaml:5:9: host.cpus: expected a whole number from 1 to 8192, found 0
                        s.yaml:12:11: tenants.web.kind: expected vm | container, found pod
                        s.yaml:19:13: run.duration: expected a time above 0 with its unit, such as 150ms or 2h30m, found 10 (did you mean 10s?)""");
    }

    @Test
    void tellsNothingOfWhatStandsForAMissingSection() throws IOException {
        assertThat(problems(TestScenarios.SMALL.replace("run:", "x_run:")))
                .contains("run: expected a mapping", "the key is required")
                .doesNotContain("\n");
        assertThat(problems(TestScenarios.SMALL.replace("run:", "runn:")))
                .contains("(did you mean run?)")
                .doesNotContain("\n");
    }

    /** Each row: what a variant changes, of a name that is nearly one of the file's, and how that is told. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenants.wbe.instances: 3|tenants.wbe: expected a tenant, web, found wbe (did you mean web?)",
                "tenants: {wbe: {instances: 3}}|tenants.wbe: expected a tenant, web, found wbe (did you mean web?)",
                "/wbe/pids.max: 3|/wbe: expected a cgroup that is listed under cgroups, /web, found /wbe (did you mean /web?)",
                "host.devices.hrpe.mode: shared|host.devices.hrpe: expected a device of host.devices, hpre, found hrpe (did you mean hpre?)",
            })
    void tellsANameThatOnlyAVariantHasAsAMisspeltOne(String change, String problem) throws IOException {
        assertThat(problems(TestScenarios.SMALL + "variants: {a: {}, b: {" + change + "}}\n"))
                .endsWith(problem + " (in variant b)")
                .doesNotContain("\n");
    }

    @Test
    void tellsANameThatIsMissedInSeveralPlacesOnce() throws IOException {
        String changed = TestScenarios.SMALL.replace("  web:", "  wbe:")
                + "events: [{at: 1s, kill: web}]\nexpect: [\"base: web.requests >= 9\"]\n";

        assertThat(problems(changed))
                .endsWith("expected a tenant, found web (did you mean wbe?); so in line 20")
                .doesNotContain("\n");
    }

    @Test
    void saysInWhichVariantsAMistakeIs() throws IOException {
        String changed = TestScenarios.SMALL + "variants: {a: {}, b: {/web/misc.max: pasid 5}}\n";

        assertThat(problems(changed))
                .contains("the kernel refuses it (-EINVAL)")
                .endsWith("(in variant b)");
    }

    @Test
    void doesNotLetVariantsChangeWhatSpeaksOfAllVariants() throws IOException {
        assertThat(problems(TestScenarios.SMALL + "variants: {a: {baseline: b}}\n"))
                .isEqualTo(
                        "s.yaml:19:16: variants.a.baseline: expected a key that can differ between variants, found baseline");
    }

    @Test
    void namesTheOptionWhoseValueIsWrong() throws IOException {
        var overrides = Overrides.NONE.set("tenants.web.instances=none");

        assertThat(TestScenarios.problems(directory, TestScenarios.SMALL, overrides))
                .startsWith("--set tenants.web.instances: expected a whole number from 0 to 2147483647, found none");
    }

    @Test
    void refusesReservationsThatExceedTheCapacity() throws IOException {
        String changed = TestScenarios.SMALL
                .replace("preset: arm64-smmuv3-64k", "preset: rfc-v4-vtd")
                .replace("/web: {}", "/web: {ioasids.max: 1000000}\n  /web/a: {ioasids.max: 20000}")
                .replace("cgroup: /web\n", "cgroup: /web/a\n");

        // 2^20 - 32,768 of the host set = 1,015,808; parent and child add up to 1,020,000
        assertThat(problems(changed))
                .isEqualTo(
                        "s.yaml:8:25: /web/a/ioasids.max: expected a reservation that the capacity still has, found 20000,"
                                + " which is 4192 too many: the kernel refuses it (-ENOSPC)");
    }

    @Test
    void refusesToWriteTheLimitThatIsAlreadyThereAsPosted() throws IOException {
        String changed = TestScenarios.SMALL
                .replace("preset: arm64-smmuv3-64k", "preset: rfc-v4-vtd")
                .replace("/web: {}", "/web: {ioasids.max: 0}");

        assertThat(problems(changed)).contains("found 0: as posted, the kernel refuses it (-EINVAL)");
    }

    private static RunSpec run(double durationSeconds, int replications, long seed) {
        return new RunSpec(
                durationSeconds,
                0,
                replications,
                seed,
                0.95,
                List.of(),
                AnalysisSpec.TERMINATING,
                EstimateSpec.AUTO,
                false);
    }

    @Test
    void fillsInTheDefaultsOfTheFormat() throws Exception {
        Scenario scenario = only(TestScenarios.SMALL);

        assertThat(scenario.kernel().pidMax()).isEqualTo(4_194_304);
        assertThat(scenario.kernel().sva()).isEqualTo(KernelConfig.Sva.MM_DROP);
        assertThat(scenario.kernel().devices().get(0).maxPasids()).isEqualTo(1 << 20);
        assertThat(scenario.run()).isEqualTo(run(10, 10, 42));
        assertThat(scenario.measure()).isEqualTo(new MeasureSpec(1, 10, 3600, 1, Double.NaN, MeasureSpec.Counted.AUTO));
        assertThat(scenario.policy().name()).isEqualTo("first-come");
        assertThat(scenario.costs().bindSeconds()).isEqualTo(new Constant(0));
        assertThat(scenario.capacity()).isEqualTo(65_406);
        var web = scenario.tenants().get(0);
        assertThat(web.weight()).isEqualTo(1);
        assertThat(web.guestPidMax()).isEqualTo(32_768);
        assertThat(web.vmQuota()).isEqualTo(Long.MAX_VALUE);
        assertThat(web.rlimitNproc()).isEqualTo(Long.MAX_VALUE);
        assertThat(web.processes().onRefusal()).isEqualTo(new OnRefusal.GiveUp());
        assertThat(web.processes().bind().probability()).isEqualTo(1);
        assertThat(web.processes().bind().holdSeconds()).isNull();
    }

    @Test
    void takesTheRetryDefaults() throws Exception {
        var processes = processes("devices: [hpre]\n      on_refusal: {retry: {}}");

        assertThat(processes.onRefusal()).isEqualTo(new OnRefusal.Retry(1, 2, 16, 6, 0.1, null));
    }

    @Test
    void readsEachKindOfArrivals() throws Exception {
        assertThat(arrivals("{renewal: {exponential: {mean: 2s}}}"))
                .isEqualTo(new ArrivalsSpec.Renewal(new Exponential(2)));
        assertThat(arrivals("{batch: {size: 5, poisson: 3/min}}"))
                .isEqualTo(new ArrivalsSpec.Batch(new Constant(5), 3 / 60.0));
        assertThat(arrivals("{on_off: {on: 1s, off: 2s, rate: 9/s}}"))
                .isEqualTo(new ArrivalsSpec.OnOff(new Constant(1), new Constant(2), 9));
        assertThat(arrivals("{profile: {mean: 1/s, shape: [1, 3]}}"))
                .isEqualTo(new ArrivalsSpec.Profile(1, 86_400, List.of(1.0, 3.0)));
        assertThat(arrivals("{at: [0s, 5s]}")).isEqualTo(new ArrivalsSpec.At(List.of(0.0, 5.0)));
        assertThat(arrivals("{closed: {population: 7, think: 1s}}"))
                .isEqualTo(new ArrivalsSpec.Closed(7, new Constant(1)));
    }

    @Test
    void readsATraceNextToTheScenario() throws Exception {
        Files.writeString(directory.resolve("t.csv"), "start_s,duration_s,who\n0,1,web\n2,3,other\n");

        var trace = (ArrivalsSpec.Trace) arrivals("{trace: {file: t.csv, tenant: who}}");

        assertThat(trace.spec().file()).isEqualTo(directory.resolve("t.csv"));
        assertThat(trace.spec().tenantColumn()).isEqualTo("who");
        assertThat(trace.spec().values()).containsExactly("web");
    }

    @Test
    void theThresholdOfTheBoundedSlowdownIsAHundredthOfTheMeanHoldUnlessItIsWritten() throws Exception {
        assertThat(threshold("{poisson: 2/s}", "bind: {hold: 4s}")).isEqualTo(0.04);
        Files.writeString(directory.resolve("t.csv"), "start_s,duration_s,censored\n0,1,\n2,6,\n3,90,R\n");
        assertThat(threshold("{trace: {file: t.csv, speed: 2}}", "threads: 1")).isEqualTo((1 + 6) / 2.0 / 2 / 100);
        assertThat(threshold("{trace: {file: t.csv, from: 9s}}", "threads: 1")).isZero(); // only the row without an end
        assertThat(threshold("{poisson: 2/s}", "threads: 1\nmeasure: {slowdown_threshold: 10s}"))
                .isEqualTo(10);
    }

    private double threshold(String arrivals, String more) throws Exception {
        Scenario scenario = only(TestScenarios.SMALL
                .replace("{poisson: 2/s}", arrivals)
                .replace("devices: [hpre]", "devices: [hpre]\n      " + more));
        return scenario.measure().slowdownThresholdSeconds(scenario.tenants().get(0));
    }

    @Test
    void tellsTheLineOfEachMalformedRowOfATrace() throws Exception {
        Files.writeString(directory.resolve("t.csv"), "start_s,duration_s\n0,1\nx,3\n4,\n");
        String changed = TestScenarios.SMALL.replace("{poisson: 2/s}", "{trace: {file: t.csv}}");

        assertThat(problems(changed))
                .isEqualTo("t.csv:3:1: start_s: expected a number of at least 0, found x\n"
                        + "t.csv:4:1: duration_s: expected a number of at least 0, found nothing");
        assertThat(problems(changed.replace("t.csv}", "t.csv, skip_malformed: 2}")))
                .isEmpty();
        assertThat(problems(changed.replace("t.csv}", "t.csv, start: begin}")))
                .isEqualTo("t.csv:1:1: begin: expected this column, found start_s, duration_s");
    }

    @Test
    void refusesATraceWhoseWindowOrOrderCannotBe() throws Exception {
        Files.writeString(directory.resolve("t.csv"), "start_s,duration_s,who\n5,1,web\n2,3,web\n6,1,other\n");
        String changed = TestScenarios.SMALL.replace("{poisson: 2/s}", "{trace: {file: t.csv}}");

        assertThat(problems(changed))
                .isEqualTo("t.csv:3:1: start_s: expected a start of at least 5.0 as in a row before, found 2.0;"
                        + " sort the rows by this column");
        String sorted = changed.replace("t.csv", "t.csv, skip_malformed: 1");
        assertThat(problems(sorted)).isEmpty();
        assertThat(problems(sorted.replace("t.csv,", "t.csv, from: 4s, until: 4s,")))
                .contains("trace.until: expected a time after from");
        assertThat(problems(sorted.replace("t.csv,", "t.csv, repeat: 2,"))).contains("trace.repeat: expected until");
        assertThat(problems(sorted.replace("t.csv,", "t.csv, sample: 0,")))
                .contains("trace.sample: expected a probability above 0");
        assertThat(problems(sorted.replace("t.csv,", "t.csv, tenant: who, values: [cache],")))
                .contains("trace.file: expected rows with cache under who, found none");
        assertThat(problems(sorted.replace("t.csv,", "t.csv, instance: who,")))
                .contains("tenants.web.instances: expected 0, as the rows of the trace say which instances there are");
    }

    @Test
    void saysWhatIsWrongWithATraceThatIsNoTable() throws Exception {
        String changed = TestScenarios.SMALL.replace("{poisson: 2/s}", "{trace: {file: t.csv.gz}}");
        byte[] rows = "start_s,duration_s\n0,1\n".repeat(500).getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(rows);
        }
        Files.write(directory.resolve("t.csv.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
        assertThat(problems(changed)).contains("expected more, found that the gzip data is cut off");

        Files.write(directory.resolve("t.csv"), new byte[] {'a', 0, 'b'});
        assertThat(problems(changed.replace(".gz", ""))).contains("file: line 1: expected text, found a zero byte");
        Files.writeString(directory.resolve("t.csv"), "");
        assertThat(problems(changed.replace(".gz", "")))
                .contains("t.csv:1:1: start_s: expected this column, found nothing");
    }

    @Test
    void replacesAOneOfValueWholeButMergesMaps() throws Exception {
        var file = read(TestScenarios.SMALL
                + "variants:\n  a: {tenants: {web: {processes: {arrivals: {at: [1s]}}}}}\n"
                + "  b: {tenants.web.processes.arrivals.closed: {population: 3, think: 1s}}\n"
                + "  c: {tenants.web.processes.arrivals.poisson: 5/s}\n");

        var arrivals = file.variants().stream()
                .map(variant -> variant.scenario().tenants().get(0).processes().arrivals())
                .toList();

        assertThat(arrivals)
                .containsExactly(
                        new ArrivalsSpec.At(List.of(1.0)),
                        new ArrivalsSpec.Closed(3, new Constant(1)),
                        new ArrivalsSpec.Poisson(5));
    }

    @Test
    void takesCgroupFilesAsPaths() throws Exception {
        var file = read(TestScenarios.SMALL.replace("/web: {}", "/web: {misc.max: pasid 4096}")
                + "controls: {misc_pasid: on}\nvariants:\n  a: {/web/misc.max.pasid: 1000, /web/pids.max: 64Ki}\n");

        CgroupLimits web =
                file.variants().get(0).scenario().cgroups().getOrDefault(new CgroupPath("/web"), CgroupLimits.NONE);
        assertThat(web.writes())
                .containsExactly(new LimitWrite("misc.max", "pasid 1000"), new LimitWrite("pids.max", "65536"));
        assertThat(web.of(Resource.MISC_PASID)).hasValue(1000);
    }

    /** The limit of 9 has the name misc.max in some layers and misc.max.pasid in others; what is written later wins, whatever its name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "misc.max.pasid: 5 | /web/misc.max: pasid 9 | ",
                "'misc.max: pasid 5, misc.max.pasid: 7' | /web/misc.max: pasid 9 | ",
                "misc.max: pasid 5 | /web/misc.max.pasid: 9 | ",
                "'misc.max: pasid 5, misc.max.pasid: 9' | run.seed: 4 | ",
                "'misc.max.pasid: 5, misc.max: pasid 9' | run.seed: 4 | ",
                "misc.max: pasid 5 | /web/misc.max.pasid: 7 | /web/misc.max=pasid 9",
                "misc.max: pasid 9 | /web/misc.max.pasid: 7 | /web/misc.max=pasid 9",
                "misc.max: pasid 5 | /web/misc.max: pasid 7 | /web/misc.max.pasid=9",
                "misc.max: pasid 5 | run.seed: 4 | /web/misc.max.pasid=14;/web/misc.max=pasid 9",
                "misc.max: pasid 5 | run.seed: 4 | /web/misc.max=pasid 14;/web/misc.max.pasid=9",
                "misc.max: pasid 5 | run.seed: 4 | /web/misc.max.pasid=9;/web/misc.max=pasid 14;/web/misc.max.pasid=9",
            })
    void aLimitWithTwoNamesIsTheOneWrittenLast(String base, String variant, @Nullable String settings)
            throws Exception {
        Overrides overrides = Overrides.NONE;
        for (String setting : settings == null ? new String[0] : settings.split(";")) {
            overrides = overrides.set(setting);
        }
        var file = read(
                TestScenarios.SMALL.replace("/web: {}", "/web: {" + base + "}")
                        + "controls: {misc_pasid: on}\nvariants: {plain: {run.seed: 3}, a: {" + variant + "}}\n",
                overrides);

        CgroupLimits limits = limits(file.only(List.of("a")));
        assertThat(limits.writes()).containsExactly(new LimitWrite("misc.max", "pasid 9"));
        assertThat(limits(TestScenarios.readBack(file.resolvedYaml(), directory).only(List.of("a"))))
                .isEqualTo(limits);
    }

    private static CgroupLimits limits(ScenarioFile file) {
        return file.variants().get(0).scenario().cgroups().getOrDefault(new CgroupPath("/web"), CgroupLimits.NONE);
    }

    /** The limit on ASIDs is another one, whose line stays. */
    @Test
    void aLimitLeavesThoseOfOtherResources() throws Exception {
        var file = read(TestScenarios.SMALL.replace("/web: {}", "/web: {misc.max: [pasid 5, asid 6]}")
                + "controls: {misc_pasid: on, misc_asid: on}\nvariants: {a: {/web/misc.max.pasid: 9}}\n");
        assertThat(limits(file).writes())
                .containsExactly(new LimitWrite("misc.max", "asid 6"), new LimitWrite("misc.max", "pasid 9"));
    }

    @Test
    void refusesTwoAxesThatSetOneLimit() throws Exception {
        String text =
                TestScenarios.SMALL.replace("/web: {}", "/web: {misc.max: pasid 5}") + "controls: {misc_pasid: on}\n";
        assertThat(TestScenarios.problems(
                        directory,
                        text + "sweep: {/web/misc.max: [pasid 5, pasid 9], /web/misc.max.pasid: [5, 9]}\n",
                        Overrides.NONE))
                .contains("expected one axis for a limit, found that /web/misc.max sets the same one");
        assertThat(TestScenarios.problems(
                        directory,
                        text + "plan: {find: largest /web/misc.max.pasid, between: [1, 9], across: {/web/misc.max:"
                                + " [pasid 5, pasid 9]}, such_that: [web.first_try_success >= 99%]}\n",
                        Overrides.NONE))
                .contains("expected one axis for a limit, found that /web/misc.max sets the same one");
    }

    /** The points of a value that stands again would stand twice in each table, with the figures of one simulation. */
    @Test
    void refusesValuesThatAnAxisTakesTwice() throws Exception {
        assertThat(TestScenarios.problems(directory, TestScenarios.SMALL + """
                        sweep:
                          tenants.web.instances: [11, 11, 12]
                          tenants.web.processes.arrivals.poisson: [60/min,
                            2/s, 1/s]
                        plan:
                          find: largest tenants.web.instances
                          between: [1, 9]
                          across: {run.duration: [1s, 1000ms]}
                          such_that: [web.first_try_success >= 99%]
                        """, Overrides.NONE)
                        .lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .endsWith(
                                        ":20:31: sweep.tenants.web.instances.1: expected each value once, found 11 again"),
                        line -> assertThat(line)
                                .endsWith(
                                        ":22:10: sweep.tenants.web.processes.arrivals.poisson.2: expected each value once,"
                                                + " found 1/s again, the same as 60/min"),
                        line -> assertThat(line)
                                .endsWith(
                                        ":26:31: plan.across.run.duration.1: expected each value once, found 1000ms again,"
                                                + " the same as 1s"));
    }

    /** Of axes that move in step, each may stand still where another moves. */
    @Test
    void takesAValueAgainBesideAnotherOneOfAnAxisInStep() throws Exception {
        String zipped = TestScenarios.SMALL + """
                sweep:
                  tenants.web.instances: [1, 1, 2]
                  run.duration: [1s, 2s, 3s]
                  zip: [tenants.web.instances, run.duration]
                """;
        assertThat(read(zipped).sweep().points()).hasSize(3);
        assertThat(TestScenarios.problems(directory, zipped.replace("1s, 2s", "1s, 1s"), Overrides.NONE)
                        .lines())
                .hasSize(2)
                .allMatch(line -> line.contains("expected each value once, found 1"));
    }

    @Test
    void letsTheCommandLineWinOverVariants() throws Exception {
        var overrides =
                Overrides.NONE.set("run.seed=7").replications(3).duration("1h").set("host.cpus=64");
        var file = read(TestScenarios.SMALL + "variants: {a: {run.seed: 5, host.cpus: 32}}\n", overrides);

        Scenario scenario = file.variants().get(0).scenario();
        assertThat(scenario.run()).isEqualTo(run(3600, 3, 7));
        assertThat(scenario.kernel().cpus()).isEqualTo(64);
        assertThat(file.overrides())
                .containsExactly("run.seed=7", "run.replications=3", "run.duration=1h", "host.cpus=64");
    }

    @Test
    void laysAFileOverThoseThatItIncludes() throws Exception {
        Files.createDirectory(directory.resolve("sub"));
        Files.writeString(
                directory.resolve("sub/below.yaml"), "include: [t/more.yaml]\nrun: {duration: 1s, seed: 9}\n");
        Files.createDirectory(directory.resolve("sub/t"));
        Files.writeString(directory.resolve("sub/t/more.yaml"), "run: {replications: 4, seed: 1}\n");

        var file = read("include: [sub/below.yaml]\n" + TestScenarios.SMALL);

        assertThat(file.variants().get(0).scenario().run()).isEqualTo(run(10, 4, 9));
    }

    @Test
    void tellsACircleOfIncludesAndAFileThatIsNotThere() throws IOException {
        assertThat(problems("include: [s.yaml, none.yaml]\n" + TestScenarios.SMALL))
                .isEqualTo("s.yaml:1:11: include.0: expected a file that does not include itself, found s.yaml\n"
                        + "s.yaml:1:19: include.1: expected a scenario file, found no file none.yaml");
    }

    /** The host, the tenants and the run may be in the file that is not there. */
    @Test
    void tellsNothingThatAFileThatIsNotThereMayExplain() throws IOException {
        assertThat(problems(
                        "scenario: s\nquestion: q\ninclude: [none.yaml]\nvariants: {a: {controls.policy: limit}}\n"))
                .isEqualTo("s.yaml:3:11: include.0: expected a scenario file, found no file none.yaml");
    }

    @Test
    void readsEventsWithSeveralWritesAsSeveral() throws Exception {
        Scenario scenario = only(TestScenarios.SMALL
                + "events: [{at: 1min, write: {/web/pids.max: 5}}, {at: 2s, stop: web}, {at: 3s, reset: hpre}]\n");

        assertThat(scenario.events())
                .containsExactly(
                        new EventSpec(60, new EventSpec.Write(new CgroupPath("/web"), new LimitWrite("pids.max", "5"))),
                        new EventSpec(2, new EventSpec.Stop("web")),
                        new EventSpec(3, new EventSpec.Reset("hpre")),
                        new EventSpec(3, new EventSpec.ResetDone("hpre")));
    }

    /** The files of a cgroup take whole numbers, as a kernel does. */
    @Test
    void spreadsALimitOverWholeNumbers() throws Exception {
        var file = read(TestScenarios.SMALL + """
                sweep:
                  /web/pids.max: {range: [100, 1050], points: 8}
                plan:
                  find: largest tenants.web.instances
                  between: [1, 4]
                  such_that: [web.first_try_success >= 99%]
                  across: {/web/pids.max: {logspace: [10, 100], points: 3}}
                """);
        assertThat(file.sweep().axes().get(0).values())
                .containsExactly("100", "236", "371", "507", "643", "779", "914", "1050");
        assertThat(file.plan().orElseThrow().across().get(0).values()).containsExactly("10", "32", "100");
    }

    @Test
    void spreadsTheValuesOfASweep() throws Exception {
        var file = read(TestScenarios.SMALL + """
                sweep:
                  tenants.web.processes.arrivals.poisson: {logspace: [10/s, 1000/s], points: 3}
                  tenants.web.instances: {range: [1, 4], points: 3}
                  run.duration: [1s, 2s, 3s]
                  zip: [tenants.web.instances, run.duration]
                """);

        // whole numbers for a count: 1, 2.5 rounded to even, 4
        assertThat(file.sweep().axes())
                .containsExactly(
                        new SweepSpec.Axis(
                                "tenants.web.processes.arrivals.poisson", List.of("10/s", "100/s", "1000/s")),
                        new SweepSpec.Axis("tenants.web.instances", List.of("1", "2", "4")),
                        new SweepSpec.Axis("run.duration", List.of("1s", "2s", "3s")));
        assertThat(file.sweep().zips()).containsExactly(List.of("tenants.web.instances", "run.duration"));
    }

    @Test
    void readsAPlanInTheBaselineUnlessToldOtherwise() throws Exception {
        var file = read(
                TestScenarios.SMALL
                        + "plan: {find: smallest tenants.web.instances, between: [1, 9], such_that: [web.time_to_bind_p99 <= 5ms]}\n");

        var condition = new Expectation(
                "base", "web", "time_to_bind_p99", Expectation.Relation.AT_MOST, 0.005, "web.time_to_bind_p99 <= 5ms");
        assertThat(file.plan())
                .hasValue(new PlanSpec(
                        false,
                        "tenants.web.instances",
                        1,
                        9,
                        "",
                        PlanSpec.AUTO,
                        100,
                        List.of(condition),
                        "base",
                        List.of()));
    }

    @Test
    void refusesAPlanAcrossThreeKeys() throws Exception {
        assertThat(TestScenarios.problems(
                        directory,
                        TestScenarios.SMALL + "plan: {find: largest tenants.web.instances, between: [1, 9],"
                                + " such_that: [web.requests >= 1], across: {run.seed: [1], host.cpus: [4], run.duration: [1s]}}\n",
                        Overrides.NONE))
                .endsWith(
                        "plan.across: expected one path or two, each with its values, found 3: run.seed, host.cpus, run.duration");
    }

    @Test
    void readsTheUnitAndTheSecondKeyOfAPlan() throws Exception {
        var plan = read(TestScenarios.SMALL + """
                        plan:
                          find: largest tenants.web.processes.arrivals.poisson
                          between: [20/h, 600/h]
                          such_that: [web.call_congestion <= 1%]
                          resolution: 5
                          max_replications: 20
                          across: {tenants.web.instances: {range: [1, 3], points: 3}}
                        """).plan().orElseThrow();

        assertThat(List.of(plan.text(plan.from()), plan.text(plan.to()))).containsExactly("20/h", "600/h");
        assertThat(plan.resolution()).isEqualTo(5);
        assertThat(plan.maxReplications()).isEqualTo(20);
        assertThat(plan.across()).containsExactly(new SweepSpec.Axis("tenants.web.instances", List.of("1", "2", "3")));
    }

    /** Where a fleet looks for a key of which 1 is no value, between is missing like any required key; what it is given is told at its own place. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenants.web.processes.arrivals.poisson || 8: fleet.between: expected two values, each a rate above 0 with its unit,"
                        + " such as 12/s or 3/h, found nothing (the key is required: the least and the greatest value)",
                "host.pid_max || 8: fleet.between: expected two values, each a whole number from 301 to 4194304, found nothing"
                        + " (the key is required: the least and the greatest value)",
                "host.pid_max | ', between: [4, 400]' | 39: host.pid_max: expected a whole number from 301 to 4194304, found 4",
                "tenants.web.lifetime || 15: tenants.web.lifetime: expected one of cgroup"
            })
    void aFleetTellsAMissingBetweenAsAMissingKey(String path, @Nullable String between, String problem)
            throws Exception {
        String text = TestScenarios.SMALL + "fleet: {find: " + path + (between == null ? "" : between)
                + ", such_that: [web.requests >= 1], hosts: {one: {}}, flavours: {one: {}}}\n";
        assertThat(TestScenarios.problems(directory, text, Overrides.NONE))
                .startsWith("s.yaml:" + text.lines().count() + ":" + problem)
                .doesNotContain("\n");
    }

    /** A plain number counts units of between; with a unit of its own it says which. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    processes.arrivals.poisson | [4000/h, 9000/h] | 59     | 59
                    processes.arrivals.poisson | [4000/h, 9000/h] | 59/h   | 59
                    processes.arrivals.poisson | [4000/h, 9000/h] | 2/min  | 120
                    processes.lifetime         | [100ms, 900ms]   | 10ms   | 10
                    processes.lifetime         | [100ms, 90000ms] | 1min   | 60000
                    processes.bind.probability | [10%, 90%]       | 5%     | 5
                    instances                  | [1, 9000]        | 1Ki    | 1024
                    instances                  | [1, 9000]        | auto   | 0
                    """)
    void readsTheResolutionOfAPlanInAnyUnitOfItsKind(String key, String between, String resolution, long units)
            throws Exception {
        assertThat(read(resolved(key, between, resolution)).plan().orElseThrow().resolution())
                .isEqualTo(units);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    processes.arrivals.poisson | [4000/h, 9000/h] | 10s   | expected a whole number, or a value of the kind of between, such as 5/h, found 10s
                    processes.arrivals.poisson | [4000/h, 9000/h] | 5%    | expected a whole number, or a value of the kind of between, such as 5/h, found 5%
                    processes.arrivals.poisson | [4000/h, 9000/h] | 0.5/h | expected at least 1/h and a whole multiple of it, since between is in these, found 0.5/h
                    processes.lifetime         | [1s, 90s]        | 1.5s  | expected at least 1s and a whole multiple of it, since between is in these, found 1.5s
                    instances                  | [1, 9]           | 5/h   | expected a whole number without a unit, as between has them, found 5/h
                    instances                  | [1, 9]           | 0     | expected at least 1 and a whole multiple of it, since between is in these, found 0
                    """)
    void refusesAResolutionInAnotherUnit(String key, String between, String resolution, String message)
            throws Exception {
        assertThat(TestScenarios.problems(directory, resolved(key, between, resolution), Overrides.NONE))
                .endsWith("plan.resolution: " + message);
    }

    private static String resolved(String key, String between, String resolution) {
        return TestScenarios.SMALL + "plan: {find: largest tenants.web." + key + ", between: " + between
                + ", such_that: [web.call_congestion <= 1%], resolution: " + resolution + "}\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [9, 1]       | expected two whole numbers of one unit, the smaller first, found 9, 1
                    [1/s, 9/h]   | expected two whole numbers of one unit, the smaller first, found 1/s, 9/h
                    [1, 2, 3]    | expected two whole numbers of one unit, the smaller first, found 1, 2, 3
                    [1s, 90x]    | expected two whole numbers of one unit, the smaller first, found 1s, 90x
                    """)
    void refusesARangeThatCannotBeSearched(String between, String message) throws Exception {
        assertThat(TestScenarios.problems(
                        directory,
                        TestScenarios.SMALL + "plan: {find: largest tenants.web.instances, between: " + between
                                + ", such_that: [web.requests >= 1]}\n",
                        Overrides.NONE))
                .endsWith("plan.between: " + message);
    }

    @Test
    void keepsThePointsOfASweepThatMeetItsConditions() throws Exception {
        var sweep = read(TestScenarios.SMALL + """
                        sweep:
                          tenants.web.instances: [1, 2, 3]
                          tenants.web.processes.arrivals.poisson: [2/s, 60/min]
                          run.seed: [7, 8]
                          zip: [tenants.web.processes.arrivals.poisson, run.seed]
                          where: [tenants.web.instances >= 2, tenants.web.processes.arrivals.poisson != 2/s, tenants.web.instances < run.seed]
                        """).sweep();

        // 60/min is 1/s; rate and seed move in step, and span one dimension together
        assertThat(sweep.dimensions().stream().map(SweepSpec.Axis::path))
                .containsExactly("tenants.web.instances", "tenants.web.processes.arrivals.poisson");
        assertThat(sweep.points().stream().map(SweepSpec.Point::toString))
                .containsExactly(
                        "tenants.web.instances=2 tenants.web.processes.arrivals.poisson=60/min run.seed=8",
                        "tenants.web.instances=3 tenants.web.processes.arrivals.poisson=60/min run.seed=8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    tenants.web.instances > 9     | expected conditions that some point meets, found none that does
                    tenants.web.instancs > 1      | found tenants.web.instancs > 1 (did you mean tenants.web.instances?)
                    tenants.web.instances > many  | found tenants.web.instances > many
                    tenants.web.instances         | such as `tenants.web.instances <= 100`, found "tenants.web.instances"
                    """)
    void refusesAConditionOfASweepThatCannotBeMeant(String condition, String message) throws Exception {
        assertThat(TestScenarios.problems(
                        directory,
                        TestScenarios.SMALL + "sweep: {tenants.web.instances: [1, 2], where: ['" + condition + "']}\n",
                        Overrides.NONE))
                .contains("sweep.where")
                .endsWith(message);
    }

    @ParameterizedTest
    @CsvSource({
        "arm64-smmuv3-64k, 65406",
        "arm64-smmuv3-64k-kpti, 32638",
        "arm64-smmuv3-16k, 16254",
        "arm64-8bit, 246",
        "arm64-private-64k, 65535",
        "arm64-linear-cd, 1023",
        "x86-vtd-20bit, 1048575",
        "x86-vtd-8bit-viommu, 255",
        "amd-16bit, 65534",
        "rfc-v4-vtd, 1048575"
    })
    void hasTheCapacityOfEachPreset(String preset, long capacity) throws Exception {
        assertThat(only(TestScenarios.SMALL.replace("arm64-smmuv3-64k", preset)).capacity())
                .isEqualTo(capacity);
    }

    @Test
    void writesATemplateThatIsRight() throws Exception {
        assertThat(read(ScenarioTemplate.NOISY_NEIGHBOUR.text("mine")).variants())
                .hasSize(2);
    }

    @Test
    void showsMeansAndCapacityAsComments() throws Exception {
        String shown = only(TestScenarios.SMALL.replace("lifetime: 3s", "lifetime: {uniform: {min: 1s, max: 2s}}"))
                .resolvedYaml();

        assertThat(shown)
                .contains("host:  # capacity 65406 ids")
                .contains("lifetime: {uniform: {min: 1s, max: 2s}}  # mean 1.5 s");
    }

    /** Both would make /web/0, and each replication would fail. */
    @Test
    void instancesOfTwoTenantsCannotHaveTheSameCgroups() throws IOException {
        String web = TestScenarios.SMALL.substring(
                TestScenarios.SMALL.indexOf("  web:\n"), TestScenarios.SMALL.indexOf("run:"));
        String both = TestScenarios.SMALL
                .replace(web, web + web.replace("  web:", "  twin:"))
                .replace("cgroup: /web", "cgroup: \"/web/{instance}\"");
        assertThat(problems(both))
                .contains("tenants.twin.cgroup: expected cgroups that no other tenant's instances have,"
                        + " found /web/{instance}, which are those of web")
                .doesNotContain("tenants.web.cgroup");
    }

    @Test
    void readsAnchorsMergeKeysAndLeavesOutNotes() throws Exception {
        var file = read(TestScenarios.SMALL
                .replace("  web:\n    cgroup", "  web: &web\n    cgroup")
                .replace("run:\n", "  copy:\n    <<: *web\n    weight: 2\nx_note: {anything: [at, all]}\nrun:\n"));

        List<Double> weights = new ArrayList<>();
        file.variants().get(0).scenario().tenants().forEach(tenant -> weights.add(tenant.weight()));
        assertThat(weights).containsExactly(1.0, 2.0);
    }

    private ArrivalsSpec arrivals(String yaml) throws Exception {
        return only(TestScenarios.SMALL.replace("{poisson: 2/s}", yaml))
                .tenants()
                .get(0)
                .processes()
                .arrivals();
    }

    private ProcessesSpec processes(String devices) throws Exception {
        return only(TestScenarios.SMALL.replace("devices: [hpre]", devices))
                .tenants()
                .get(0)
                .processes();
    }

    private Scenario only(String text) throws Exception {
        return read(text).variants().get(0).scenario();
    }

    private ScenarioFile read(String text) throws Exception {
        return read(text, Overrides.NONE);
    }

    private ScenarioFile read(String text, Overrides overrides) throws Exception {
        Path file = directory.resolve("s.yaml");
        Files.writeString(file, text);
        return TestScenarios.reader().read(file, overrides);
    }

    private String problems(String text) throws IOException {
        return TestScenarios.problems(directory, text, Overrides.NONE);
    }
}
