package org.ioasidsim.experiment.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.Engset;
import org.ioasidsim.stats.exact.ErlangB;
import org.ioasidsim.stats.exact.KaufmanRoberts;
import org.ioasidsim.stats.exact.Loss;
import org.ioasidsim.stats.exact.Queues;
import org.ioasidsim.stats.exact.Retrial;
import org.ioasidsim.stats.exact.Scaled;
import org.ioasidsim.stats.interval.Interval;
import org.ioasidsim.stats.interval.Intervals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where a scenario is a textbook model, the simulator and the textbook must agree, whatever the law of the hold where the model says so; where
 * a scenario is nearly one, the textbook must keep silent. Each model is run small, so that a charge taken twice, a release forgotten or a
 * rule left out is far outside the 99.9 % intervals.
 */
@Tag("slow")
class ExactModelsTest {
    private static final Map<String, String> HOLDS = Map.of(
            "exponential",
            "{exponential: {mean: 1s}}",
            "constant",
            "1s",
            "hyperexponential",
            "{hyperexponential: [{p: 0.9, mean: 500ms}, {p: 0.1, mean: 5500ms}]}");

    private static final String FRAME = """
            scenario: textbook
            question: Does theory say the same?
            host: {preset: x86-vtd-20bit, devices: {dsa: {}}, HOST}
            cgroups: {CGROUPS}
            controls: {CONTROLS}
            tenants:
            TENANTS
            run: {duration: 600s, warm_up: 30s, replications: 8, seed: SEED, confidence: 0.999}
            """;

    private static final String TENANT =
            "  NAME: {cgroup: PATH, kind: container, instances: 1, processes: {devices: [dsa], PROCESSES}}\n";

    /** A scenario under construction. */
    private record Model(String host, String cgroups, String controls, String tenants) {
        static Model of(int ids) {
            return new Model("max_pasids: " + (ids + 1), "", "", "");
        }

        Model host(String more) {
            return new Model(host + ", " + more, cgroups, controls, tenants);
        }

        Model cgroup(String path, String files) {
            String group = path + ": {" + files + "}";
            return new Model(host, cgroups.isEmpty() ? group : cgroups + ", " + group, controls, tenants);
        }

        Model controls(String written) {
            return new Model(host, cgroups, written, tenants);
        }

        Model tenant(String name, String path, String processes) {
            return line(TENANT.replace("NAME", name).replace("PATH", path).replace("PROCESSES", processes));
        }

        Model line(String tenant) {
            return new Model(host, cgroups, controls, tenants + tenant);
        }

        String yaml(String hold, int seed) {
            return FRAME.replace("HOST", host)
                    .replace("CGROUPS", cgroups)
                    .replace("CONTROLS", controls)
                    .replace("TENANTS", tenants)
                    .replace("HOLD", HOLDS.getOrDefault(hold, hold))
                    .replace("SEED", Integer.toString(seed));
        }

        Scenario scenario() {
            return RunScenario.read(yaml("exponential", 1)).variants().get(0).scenario();
        }
    }

    private static Model pool() {
        return Model.of(10).cgroup("/a", "").tenant("a", "/a", "arrivals: {poisson: 10/s}, lifetime: HOLD");
    }

    private static Model twoCaps() {
        return Model.of(10)
                .controls("misc_pasid: on")
                .cgroup("/a", "misc.max: pasid 6")
                .cgroup("/b", "misc.max: pasid 4")
                .tenant("a", "/a", "arrivals: {poisson: 6/s}, lifetime: HOLD")
                .tenant("b", "/b", "arrivals: {poisson: 4/s}, lifetime: HOLD");
    }

    private static Model tree() {
        return Model.of(12)
                .controls("misc_pasid: on")
                .cgroup("/g", "misc.max: pasid 8")
                .cgroup("/g/a", "misc.max: pasid 5")
                .cgroup("/g/b", "")
                .cgroup("/c", "misc.max: pasid 6")
                .tenant("a", "/g/a", "arrivals: {poisson: 5/s}, lifetime: HOLD")
                .tenant("b", "/g/b", "arrivals: {poisson: 3/s}, lifetime: HOLD")
                .tenant("c", "/c", "arrivals: {poisson: 4/s}, lifetime: HOLD, on_refusal: fall-back");
    }

    private static Model cappedNeighbour() {
        return Model.of(40)
                .controls("misc_pasid: on")
                .cgroup("/web", "")
                .cgroup("/noisy", "misc.max: pasid 34")
                .tenant("web", "/web", "arrivals: {poisson: 4/s}, lifetime: HOLD")
                .tenant("noisy", "/noisy", "arrivals: {poisson: 50/s}, lifetime: HOLD");
    }

    private static Model deferred() {
        return Model.of(10)
                .host("costs: {free: {exponential: {mean: 500ms}}}")
                .cgroup("/a", "")
                .tenant("a", "/a", "arrivals: {poisson: 6/s}, lifetime: HOLD");
    }

    private static Model finite(String reaction) {
        return Model.of(5)
                .cgroup("/a", "")
                .tenant(
                        "a",
                        "/a",
                        "arrivals: {closed: {population: 10, think: {exponential: {mean: 2s}}}}, lifetime: HOLD, on_refusal: "
                                + reaction);
    }

    private static Model patient(String reaction) {
        return Model.of(5)
                .cgroup("/a", "")
                .tenant("a", "/a", "arrivals: {poisson: 3/s}, lifetime: HOLD, on_refusal: " + reaction)
                .tenant("b", "/a", "arrivals: {poisson: 1/s}, lifetime: HOLD, on_refusal: " + reaction);
    }

    private static Model blocks() {
        return Model.of(1000)
                .controls("ioasids: reservation")
                .cgroup("/vms", "ioasids.max: 929") // 72 ids are left for sets
                .line(vms("small", 8, "5/s"))
                .line(vms("large", 16, "2/s"));
    }

    private static String vms(String name, int quota, String rate) {
        return "  %s: {cgroup: /vms, kind: vm, vm_quota: %d, instances: {arrivals: {poisson: %s}, lifetime: HOLD}, "
                        .formatted(name, quota, rate)
                + "processes: {devices: [dsa], initial: %d, lifetime: forever}}\n".formatted(quota);
    }

    private static Model quotas() {
        return Model.of(8)
                .cgroup("/vms", "")
                .line("  vms: {cgroup: /vms, kind: vm, vm_quota: 3, instances: 3, "
                        + "processes: {devices: [dsa], arrivals: {poisson: 2/s}, lifetime: HOLD}}\n")
                .tenant("host", "/vms", "arrivals: {poisson: 4/s}, lifetime: HOLD, bind: {probability: 50%}");
    }

    private static Model guestsOwn() {
        return new Model("guest_ids: none, pasid_bits: 3", "", "", "")
                .cgroup("/vms", "")
                .line("  vms: {cgroup: /vms, kind: vm, instances: 2, "
                        + "processes: {devices: [dsa], arrivals: {poisson: 5/s}, lifetime: HOLD}}\n");
    }

    private static Model instancesApart() {
        return Model.of(12)
                .host("costs: {free: 200ms}")
                .controls("ioasids: limit")
                .cgroup("/jobs", "ioasids.max: 10")
                .cgroup("\"/jobs/{instance}\"", "ioasids.max: 4")
                .cgroup("/other", "")
                .line("  jobs: {cgroup: \"/jobs/{instance}\", kind: container, instances: 4, "
                        + "processes: {devices: [dsa], arrivals: {poisson: 3/s}, lifetime: HOLD}}\n")
                .tenant("other", "/other", "arrivals: {poisson: 2/s}, lifetime: HOLD");
    }

    private static Model deferredUnderLimits() {
        return Model.of(10)
                .host("costs: {free: 200ms}")
                .controls("ioasids: limit")
                .cgroup("/a", "ioasids.max: 6")
                .cgroup("/b", "")
                .tenant("a", "/a", "arrivals: {poisson: 5/s}, lifetime: HOLD")
                .tenant("b", "/b", "arrivals: {poisson: 4/s}, lifetime: HOLD");
    }

    private static Model reserved() {
        return Model.of(10)
                .controls("policy: {name: trunk-reservation, keep: 2, tenants: [a]}")
                .cgroup("/a", "")
                .tenant("a", "/a", "arrivals: {poisson: 5/s}, lifetime: HOLD")
                .tenant("b", "/a", "arrivals: {poisson: 4/s}, lifetime: HOLD");
    }

    static Stream<Arguments> models() {
        String retry = "{retry: {attempts: max, pause: {exponential: {mean: 2s}}}}";
        return Stream.concat(
                Map.of(
                                "product form", twoCaps(),
                                "Engset", finite("give-up"),
                                "Kaufman-Roberts", blocks(),
                                "Erlang B", deferred())
                        .entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .flatMap(entry -> HOLDS.keySet().stream()
                                .sorted()
                                .map(hold -> Arguments.of(entry.getKey(), hold, entry.getValue()))),
                Stream.of(
                        Arguments.of("Erlang B", "exponential", pool()),
                        Arguments.of("Erlang B", "hyperexponential", guestsOwn()),
                        Arguments.of("product form", "exponential", cappedNeighbour()),
                        Arguments.of("product form", "hyperexponential", quotas()),
                        Arguments.of("product form", "constant", instancesApart()),
                        Arguments.of("product form", "constant", deferredUnderLimits()),
                        Arguments.of("trunk reservation", "exponential", reserved()),
                        Arguments.of("Erlang C", "exponential", patient("wait")),
                        Arguments.of("machine repairman", "exponential", finite("wait")),
                        Arguments.of("M/M/C retrial queue", "exponential", patient(retry))));
    }

    @ParameterizedTest(name = "{0}, {1} hold")
    @MethodSource("models")
    void whatIsSimulatedIsWhatTheModelSays(String name, String hold, Model model) {
        ExperimentResult result = RunScenario.text(model.yaml(hold, 11));
        List<ExactValue> values = ExactModels.of(result.variants().get(0).scenario());

        assertThat(values).extracting(ExactValue::model).contains(name);
        for (ExactValue value : values) {
            SummaryRow row = RunScenario.row(result, "base", value.tenant(), value.metric());
            assertThat(value.value()).as("%s", value).isBetween(row.lower() - 1e-12, row.upper() + 1e-12);
            if (value.metric() == Metric.TIME_CONGESTION || value.metric() == Metric.CALL_CONGESTION) {
                assertThat(row.halfWidth()).as("%s", row).isLessThan(row.mean() / 3);
            }
        }
    }

    /** A pool that starts with all that is wanted in the long run is full earlier than one that starts empty: after 4.6 s here, not 6.8 s. */
    @ParameterizedTest
    @CsvSource({"stationary, 4.610007575249762", "0s, 6.807584590763603"})
    void theFirstPassageBeginsWhereTheRunDoes(String warmUp, double seconds) {
        Model model = Model.of(10).cgroup("/a", "").tenant("a", "/a", "arrivals: {poisson: 6/s}, lifetime: HOLD");
        ExperimentResult result = RunScenario.text(model.yaml("exponential", 3)
                .replace(
                        "duration: 600s, warm_up: 30s, replications: 8",
                        "duration: 150s, warm_up: " + warmUp + ", replications: 400"));
        ExactValue value = ExactModels.of(result.variants().get(0).scenario()).stream()
                .filter(one -> one.metric() == Metric.TIME_TO_EXHAUSTION)
                .findFirst()
                .orElseThrow();
        assertThat(value.value()).isCloseTo(seconds, within(1e-9));
        SummaryRow row = RunScenario.row(result, "base", SummaryRow.HOST, Metric.TIME_TO_EXHAUSTION);
        assertThat(seconds).isBetween(row.lower(), row.upper());
        assertThat(row.upper() - row.lower()).isLessThan(2);
    }

    @ParameterizedTest
    @CsvSource({"exponential", "constant", "hyperexponential"})
    void refusalsFallOnTheLevelsThatTheProductFormSays(String hold) {
        ExperimentResult result = RunScenario.text(tree().yaml(hold, 5));
        VariantResult variant = result.variants().get(0);
        LossNetwork network = LossNetwork.of(variant.scenario());

        network.tenants()
                .forEach(tenant -> network.refusals(tenant).forEach((level, expected) -> {
                    Interval share = shareRefused(variant, tenant.name(), level);
                    assertThat(expected)
                            .as("%s at %s, simulated %s", tenant.name(), level, share)
                            .isBetween(share.lower(), share.upper());
                }));
        assertThat(network.refusals(network.tenants().get(0)).keySet()).containsExactly("/g/a", "/g", "/");
    }

    @SuppressWarnings("EnumOrdinal") // result records are arrays by ordinal
    private static Interval shareRefused(VariantResult variant, String tenant, String level) {
        int row = variant.scenario().tenantNames().indexOf(tenant);
        double[] shares = variant.replications().stream()
                .mapToDouble(replication ->
                        refusedAt(replication, tenant, level) / replication.values()[row][Metric.REQUESTS.ordinal()])
                .toArray();
        return Intervals.studentT(shares, 0.999);
    }

    private static double refusedAt(ReplicationResult replication, String tenant, String level) {
        return replication.refusals().stream()
                .filter(refusal ->
                        refusal.tenant().equals(tenant) && refusal.level().equals(level))
                .mapToLong(ReplicationResult.RefusalCount::count)
                .sum();
    }

    @Test
    void valuesAreThoseOfTheTextbook() {
        assertThat(value(pool(), "a", Metric.CALL_CONGESTION)).isCloseTo(0.21458234310734733, within(1e-13));
        assertThat(value(pool(), "*", Metric.UTILISATION)).isCloseTo(1 - 0.21458234310734733, within(1e-13));
        assertThat(value(twoCaps(), "a", Metric.TIME_CONGESTION)).isCloseTo(0.2649223221586263, within(1e-13));
        assertThat(value(twoCaps(), "b", Metric.FIRST_TRY_SUCCESS)).isCloseTo(1 - 0.3106796116504854, within(1e-13));
        assertThat(value(deferred(), "a", Metric.CALL_CONGESTION)).isCloseTo(ErlangB.blocking(9, 10), within(1e-14));
        assertThat(value(deferred(), "a", Metric.HELD_MEAN))
                .isCloseTo(9 * (1 - ErlangB.blocking(9, 10)), within(1e-14));
        assertThat(value(guestsOwn(), "vms", Metric.CALL_CONGESTION)).isCloseTo(ErlangB.blocking(5, 7), within(1e-14));
        assertThat(value(finite("give-up"), "a", Metric.CALL_CONGESTION))
                .isEqualTo(Engset.of(10, 5, 0.5).call().doubleValue());
        assertThat(value(patient("wait"), "b", Metric.TIME_CONGESTION))
                .isCloseTo(Queues.erlangC(4, 5).doubleValue(), within(1e-15));
        assertThat(value(
                        patient("{retry: {attempts: max, pause: {exponential: {mean: 2s}}}}"), "a", Metric.DEMAND_MEAN))
                .isCloseTo(3 + 0.75 * Retrial.of(5, 4, 0.5, 1).orbit().doubleValue(), within(1e-12));
        assertThat(value(reserved(), "a", Metric.CALL_CONGESTION)).isCloseTo(0.0647251843557195, within(1e-13));
        assertThat(value(reserved(), "b", Metric.CALL_CONGESTION)).isCloseTo(0.427186216747749, within(1e-13));
        Scaled[] blocked =
                KaufmanRoberts.of(72, new double[] {5, 2}, new int[] {8, 16}).blocking();
        assertThat(value(blocks(), "large", Metric.CALL_CONGESTION)).isEqualTo(blocked[1].doubleValue());
        assertThat(value(blocks(), "small", Metric.HELD_MEAN)).isEqualTo(5 * (1 - blocked[0].doubleValue()) * 8);
    }

    private static double value(Model model, String tenant, Metric metric) {
        OptionalDouble value = ExactModels.value(model.scenario(), tenant, metric);
        assertThat(value).as("%s of %s", metric, tenant).isPresent();
        return value.getAsDouble();
    }

    /** At full scale: an aggressor of 80,000 Erlangs capped at 63,000 of 65,536 ids leaves a victim of 2,000 alone. */
    @Test
    void aModelSaysAllThatItKnows() {
        Engset engset = Engset.of(10, 5, 0.5);
        assertThat(value(finite("give-up"), "a", Metric.TIME_CONGESTION))
                .isEqualTo(engset.time().doubleValue());
        assertThat(value(finite("give-up"), "a", Metric.HELD_MEAN)).isEqualTo(engset.carried());
        // holds of 2 s: loads of 10 and 8
        Scenario twice = RunScenario.read(reserved().yaml("{exponential: {mean: 2s}}", 1))
                .variants()
                .get(0)
                .scenario();
        Scaled[] refused = Loss.trunkReservation(10, 10, 8, 2);
        assertThat(ExactModels.value(twice, "a", Metric.CALL_CONGESTION)).hasValue(refused[0].doubleValue());
        assertThat(ExactModels.value(twice, "b", Metric.HELD_MEAN)).hasValue(8 * (1 - refused[1].doubleValue()));
        assertThat(ExactModels.value(twice, "b", Metric.DEMAND_MEAN)).hasValue(8);
    }

    @Test
    void blocksOfATenantThatStopsAreNotRecognised() {
        String yaml = blocks().yaml("exponential", 1);
        assertThat(metrics(yaml)).contains("call_congestion");
        assertThat(metrics(yaml + "events: [{at: 1s, stop: small}]\n")).isEmpty();
    }

    @Test
    void aCapSavesTheVictimAtFullScale() {
        Model model = Model.of(65_536)
                .controls("misc_pasid: on")
                .cgroup("/web", "")
                .cgroup("/noisy", "misc.max: pasid 63000")
                .tenant("web", "/web", "arrivals: {poisson: 2000/s}, lifetime: 1s")
                .tenant("noisy", "/noisy", "arrivals: {poisson: 80000/s}, lifetime: 1s");
        assertThat(value(model, "noisy", Metric.CALL_CONGESTION)).isCloseTo(0.212546297915586, within(1e-12));
        assertThat(value(model, "web", Metric.CALL_CONGESTION)).isCloseTo(8.28630309913773e-32, within(1e-40));
    }

    @Test
    void manyTenantsAreEachAnsweredInTheirOrderAndTheHostLast() {
        int tenants = 1_000;
        Model model = Model.of(20).cgroup("/a", "");
        for (int i = 0; i < tenants; i++) {
            model = model.tenant("t" + i, "/a", "arrivals: {poisson: 0.02/s}, lifetime: HOLD");
        }
        List<ExactValue> congestions = ExactModels.of(model.scenario()).stream()
                .filter(value -> value.metric() == Metric.CALL_CONGESTION)
                .toList();
        assertThat(congestions)
                .extracting(ExactValue::tenant)
                .containsExactlyElementsOf(
                        IntStream.range(0, tenants).mapToObj(i -> "t" + i).toList());
        assertThat(congestions)
                .allSatisfy(value ->
                        assertThat(value.value()).isCloseTo(ErlangB.blocking(0.02 * tenants, 20), within(1e-12)));
        assertThat(ExactModels.of(model.scenario()))
                .last()
                .extracting(ExactValue::tenant)
                .isEqualTo("*");
    }

    /** Each line changes the pool of Erlang's model a little, so that only the demand, or nothing at all, is known of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a wait for a constant time                 | lifetime: HOLD      | lifetime: 1s, on_refusal: wait            |
            retries                                    | lifetime: HOLD      | lifetime: HOLD, on_refusal: {retry: {}}    |
            retries that end                           | lifetime: HOLD      | lifetime: HOLD, on_refusal: {retry: {pause: {exponential: {mean: 1s}}}} |
            leaks                                      | lifetime: HOLD      | lifetime: HOLD, leak_probability: 1%      |
            bursts                                     | {poisson: 10/s}     | {on_off: {on: 1s, off: 1s, rate: 20/s}}   |
            batches                                    | {poisson: 10/s}     | {batch: {size: 2, poisson: 5/s}}          |
            renewals                                   | {poisson: 10/s}     | {renewal: 100ms}                          |
            private ids                                | lifetime: HOLD      | lifetime: HOLD, private_ids: 1            |
            bonds shorter than the life                | lifetime: HOLD      | lifetime: HOLD, bind: {hold: 1s}          |
            a late bind                                | lifetime: HOLD      | lifetime: HOLD, bind: {after: 10ms}       |
            instances that come and go                 | instances: 1        | instances: {arrivals: {poisson: 1/s}, lifetime: 10s} |
            a tenant that starts by an event           | instances: 1        | instances: {start: off}                   |
            events                                     | run: {              | events: [{at: 5s, stop: a}]\\nrun: {       |
            a bind that takes time                     | max_pasids          | costs: {bind: 1ms}, max_pasids            |
            a lifetime without a mean                  | lifetime: HOLD      | lifetime: forever                         |
            a limit on tasks                           | /a: {}              | /a: {pids.max: 5}                         | demand_mean
            a limit on a user's tasks                  | instances: 1        | instances: 1, rlimit_nproc: 5             | demand_mean
            a limit on work queues                     | dsa: {}             | dsa: {work_queues: 4, mode: dedicated}    | demand_mean
            """)
    void aScenarioThatDiffersIsNotRecognised(String what, String from, String to, String known) {
        String yaml = pool().yaml("HOLD", 1)
                .replace(from, to.replace("\\n", "\n"))
                .replace("HOLD", "{exponential: {mean: 1s}}");
        assertThat(metrics(yaml)).as(what).isEqualTo(known == null ? "" : known);
    }

    /**
     * Kernels 5.18 to 6.3 refuse the process that got the highest of 10 ids at its second device, so that 9 serve: Erlang's formula for 10 would be wrong, and it
     * is not claimed. From 6.4 on it is right.
     */
    @ParameterizedTest
    @CsvSource({"6.3, 9, false", "6.4, 10, true"})
    void theHighestIdServesNoSecondDeviceUpToKernel63(String kernel, int serving, boolean isKnown) {
        String yaml = pool().host("kernel: " + kernel)
                .yaml("exponential", 2)
                .replace("dsa: {}", "dsa: {}, iax: {}")
                .replace("devices: [dsa", "devices: [dsa, iax");
        ExperimentResult result = RunScenario.text(yaml);
        SummaryRow row = RunScenario.row(result, "base", "a", Metric.CALL_CONGESTION);
        assertThat(ErlangB.blocking(10, serving)).isBetween(row.lower(), row.upper());
        assertThat(row.upper() - row.lower()).isLessThan(0.05);
        assertThat(metrics(yaml).contains("call_congestion")).isEqualTo(isKnown);
    }

    @Test
    void limitsThatDoNotNestAreNotRecognised() {
        // misc gives back at the release, the pool only when the id is free
        assertThat(metrics(twoCaps().host("costs: {free: 1s}").yaml("exponential", 1)))
                .isEmpty();
        // one tenant's devices are narrower than the other's
        assertThat(metrics(pool().tenant("b", "/a", "arrivals: {poisson: 1/s}, lifetime: HOLD")
                        .yaml("exponential", 1)
                        .replace("dsa: {}", "dsa: {}, nic: {pasid_bits: 3}")
                        .replace(
                                "b: {cgroup: /a, kind: container, instances: 1, processes: {devices: [dsa]",
                                "b: {cgroup: /a, kind: container, instances: 1, processes: {devices: [nic]")))
                .isEqualTo("demand_mean");
        // two finite sources
        assertThat(metrics(finite("give-up")
                        .tenant("b", "/a", "arrivals: {poisson: 1/s}, lifetime: HOLD")
                        .yaml("exponential", 1)))
                .isEqualTo("demand_mean");
        // set numbers, at most what is left of the capacity, run out before the capacity does
        assertThat(metrics(blocks().yaml("exponential", 1)
                        .replace("vm_quota: 8", "vm_quota: 4")
                        .replace("initial: 8", "initial: 4")))
                .isEmpty();
        // ids kept whatever the law of the hold: only nearly insensitive
        assertThat(metrics(reserved().yaml("constant", 1))).isEmpty();
        // a policy without a formula
        assertThat(metrics(pool().controls("policy: reclaim-idle").yaml("exponential", 1)))
                .isEmpty();
        // a wait in line that depends on the law of the hold
        assertThat(metrics(patient("wait").yaml("constant", 1))).isEmpty();
        assertThat(metrics(finite("wait").yaml("constant", 1))).isEmpty();
    }

    private static String metrics(String yaml) {
        return ExactModels.of(RunScenario.read(yaml).variants().get(0).scenario()).stream()
                .map(value -> value.metric().word())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    @Test
    void aPartOfAScenarioMayBeKnown() {
        Model model = pool().tenant("b", "/a", "arrivals: {poisson: 2/s}, lifetime: HOLD, on_refusal: {retry: {}}");
        assertThat(value(model, "a", Metric.DEMAND_MEAN)).isEqualTo(10);
        assertThat(ExactModels.value(model.scenario(), "a", Metric.CALL_CONGESTION))
                .isEmpty();
        assertThat(ExactModels.value(model.scenario(), "b", Metric.DEMAND_MEAN)).isEmpty();
    }

    @Test
    void theCaveatSaysHowTheRunStarts() {
        assertThat(ExactModels.caveat(pool().scenario()))
                .isEqualTo("Exact in steady state; this run starts empty and warms up for 30.0 mean lifetimes.");
        String warm = pool().yaml("exponential", 1).replace("arrivals:", "initial: 3, arrivals:");
        assertThat(ExactModels.caveat(RunScenario.read(warm).variants().get(0).scenario()))
                .contains("; this run starts with those that are there at first and warms up");
        String cold = pool().yaml("exponential", 1).replace("warm_up: 30s", "warm_up: none");
        assertThat(ExactModels.caveat(RunScenario.read(cold).variants().get(0).scenario()))
                .isEqualTo("Exact in steady state; this run starts empty and does not warm up, which is short.");
    }
}
