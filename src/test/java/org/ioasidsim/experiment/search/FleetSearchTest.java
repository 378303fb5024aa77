package org.ioasidsim.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.exact.RefusalEstimate;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.policy.rule.BuiltInPolicies;
import org.ioasidsim.scenario.FleetSpec;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioPoints;
import org.ioasidsim.scenario.ScenarioReader;
import org.ioasidsim.stats.exact.ErlangB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The matrix of a fleet must be Erlang's, with the limit that binds named; the wrong number of VMs is bought otherwise. */
class FleetSearchTest {
    private static final String SCENARIO = """
            scenario: fleet-test
            question: How many VMs fit?
            host: {preset: x86-vtd-20bit, pasid_bits: 5, devices: {dsa: {}}}
            cgroups: {/vms: {}}
            tenants:
              vms:
                cgroup: /vms
                kind: vm
                instances: 1
                processes: {arrivals: {poisson: 1/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            run: {warm_up: stationary, duration: 300s, replications: 4, seed: 3}
            fleet:
              find: instances of vms
              such_that: [vms.first_try_success >= 99%]
              hosts:
                five: {}
                eight: {host.pasid_bits: 8}
                sixteen: {host: {pasid_bits: 16}}
                tasks: {host.pasid_bits: 16, /vms/pids.max: 12}
                quota: {host.pasid_bits: 16, tenants.vms.vm_quota: 4}
              flavours:
                one: {}
                three: {tenants.vms.processes.arrivals.poisson: 3/s}
                slow: {tenants.vms.processes.lifetime.exponential.mean: 40s}
              demands: {one: 1000, three: 100}
              reserve: 2
              costs: {sixteen: 100000, eight: 20, tasks: 1000, quota: 100000}
            """;

    @TempDir
    private Path directory = Path.of("");

    @SuppressWarnings({"NullAway", "NullAway.Init"}) // each test reads first
    private FleetSpec fleet;

    @SuppressWarnings({"NullAway", "NullAway.Init"}) // each test reads first
    private FleetSearch search;

    private List<FleetCell> read(String text) throws Exception {
        Path path = Files.writeString(directory.resolve("fleet.yaml"), text);
        var reader = new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names());
        fleet = reader.read(path, Overrides.NONE).fleet().orElseThrow();
        ScenarioPoints points = reader.points(path);
        search = new FleetSearch(fleet, host -> reader(points.over(host.changes())));
        return search.theory();
    }

    private static FleetSearch.Reader reader(ScenarioPoints onHost) {
        return new FleetSearch.Reader() {
            @Override
            public ScenarioFile file(Overrides changes) {
                try {
                    return onHost.at(changes, List.of("base"));
                } catch (InvalidScenarioException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public Scenario scenario(Overrides changes) {
                try {
                    return onHost.forTheory(changes, "base");
                } catch (InvalidScenarioException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static FleetCell cell(List<FleetCell> cells, String host, String flavour) {
        return cells.stream()
                .filter(cell -> cell.cell().name().equals(host + ", " + flavour))
                .findFirst()
                .orElseThrow();
    }

    private static long most(double load, int ids) {
        long most = (long) (ErlangB.load(0.01, ids) / load) - 1;
        while (ErlangB.blocking((most + 1) * load, ids) <= 0.01) {
            most++;
        }
        return most;
    }

    @Test
    void theMatrixIsErlangs() throws Exception {
        List<FleetCell> cells = read(SCENARIO);
        Map<String, Integer> ids = Map.of("five", 31, "eight", 255, "sixteen", 65_535);
        Map<String, Double> loads = Map.of("one", 1.0, "three", 3.0, "slow", 40.0);
        ids.forEach((host, pool) -> loads.forEach((flavour, load) -> {
            FleetCell cell = cell(cells, host, flavour);
            assertThat(cell.theory().orElseThrow()).as(cell.cell().name()).isEqualTo(most(load, pool));
            assertThat(cell.isExact()).isTrue();
            assertThat(cell.binds()).isEqualTo("ids");
        }));
        assertThat(cell(cells, "five", "slow").fits()).hasValue(0);
    }

    /** Where the load varies, the border is sought among few moments first; it must be that of all moments. */
    @Test
    void theBorderOfAVaryingLoadIsTheLastNumberThatMeets() throws Exception {
        List<FleetCell> cells = read(SCENARIO.replace(
                        "{arrivals: {poisson: 1/s}",
                        "{arrivals: {profile: {mean: 1/s, period: 60s, shape: [1, 3, 2, 0.5]}}")
                .replace("arrivals.poisson: 3/s", "arrivals.profile.mean: 3/s")
                .replace("warm_up: stationary", "warm_up: 30s"));
        for (String host : List.of("five", "eight", "sixteen", "quota")) {
            for (String flavour : List.of("one", "three")) {
                FleetCell cell = cell(cells, host, flavour);
                long fits = cell.theory().orElseThrow();
                assertThat(cell.isExact()).isFalse();
                assertThat(fits == 0 || refused(cell, fits) <= 0.01)
                        .as(cell.cell().name())
                        .isTrue();
                assertThat(refused(cell, fits + 1)).as(cell.cell().name()).isGreaterThan(0.01);
            }
        }
    }

    private double refused(FleetCell cell, long number) throws Exception {
        Overrides changes = cell.cell().onHost().at("tenants.vms.instances", Long.toString(number));
        var reader = new ScenarioReader(BuiltInPolicies.catalogue(), Metric.names());
        ScenarioPoints points = reader.points(directory.resolve("fleet.yaml"));
        Scenario scenario = reader(points.over(cell.cell().host().changes())).scenario(changes);
        return RefusalEstimate.of(scenario).orElseThrow().refused("vms").share();
    }

    @Test
    void whatBindsIsNamed() throws Exception {
        List<FleetCell> cells = read(SCENARIO);
        assertThat(cell(cells, "tasks", "one").theory()).hasValue(12);
        assertThat(cell(cells, "tasks", "one").binds()).isEqualTo("/vms pids.max");
        // a VM that does not start asks for nothing, so that no share of requests shows it: there is nothing to
        // simulate
        List<FleetCell> inOrder = search.inOrder(cells);
        assertThat(inOrder.subList(inOrder.size() - 3, inOrder.size()))
                .allMatch(cell -> cell.cell().host().name().equals("tasks"));
        // 4 ids refuse more than 1 % of a load of 3 whatever the number of VMs, and less of a load of 1
        assertThat(cell(cells, "quota", "three").theory()).hasValue(0);
        assertThat(cell(cells, "quota", "three").binds()).isEqualTo("vm-quota");
        assertThat(ErlangB.blocking(3, 4)).isGreaterThan(0.01);
    }

    /** Each kind of limit is the only one that is near: 8-bit ASIDs below 16-bit PASIDs, a cgroup's ids, a user's tasks. */
    @Test
    void eachKindOfLimitIsNamed() throws Exception {
        List<FleetCell> cells = read(SCENARIO.replace(
                "    five: {}\n",
                String.join(
                                "\n    ",
                                "    five: {}",
                                "asids: {host: {preset: arm64-8bit, pasid_bits: 16}}",
                                "cgroup: {host.pasid_bits: 16, controls.misc_pasid: on, /vms/misc.max: pasid 20}",
                                "user: {host.pasid_bits: 16, tenants.vms.rlimit_nproc: 13}")
                        + "\n"));
        assertThat(cell(cells, "asids", "one").binds()).isEqualTo("ASIDs");
        assertThat(cell(cells, "cgroup", "one").binds()).isEqualTo("/vms misc.max");
        assertThat(cell(cells, "user", "one").binds()).isEqualTo("rlimit_nproc");
        assertThat(cell(cells, "user", "one").theory()).hasValue(13);
    }

    /** What keeps VMs from starting besides the limits on tasks: a VM more than fits is not there, and so asks for nothing. */
    @Test
    void whatKeepsVmsFromStartingIsCounted() throws Exception {
        List<FleetCell> cells = read(SCENARIO.replace(
                "    five: {}\n",
                String.join(
                                "\n    ",
                                "    five: {}",
                                "vmids: {host: {preset: arm64-smmuv3-64k, vmid_bits: 4}}",
                                "threads: {host.pasid_bits: 16, host.threads_max: 21}",
                                "numbers: {host.pasid_bits: 16, host.pid_max: 314}",
                                "sev: {host: {preset: amd-sev-509}, host.sev_asids: 11, tenants.vms.confidential: sev}")
                        + "\n"));
        assertThat(cell(cells, "vmids", "one").binds()).isEqualTo("vmid_bits");
        assertThat(cell(cells, "vmids", "one").theory()).hasValue(15);
        assertThat(cell(cells, "threads", "one").binds()).isEqualTo("threads_max");
        assertThat(cell(cells, "threads", "one").theory()).hasValue(20);
        assertThat(cell(cells, "numbers", "one").binds()).isEqualTo("pid_max");
        assertThat(cell(cells, "numbers", "one").theory()).hasValue(14);
        assertThat(cell(cells, "sev", "one").binds()).isEqualTo("SEV ASIDs");
        assertThat(cell(cells, "sev", "one").theory()).hasValue(11);
    }

    /** Where theory says nothing of the requests, it still counts the VMs that start: simulation need not look beyond. */
    @Test
    void whatKeepsVmsFromStartingEndsASearch() throws Exception {
        List<FleetCell> theory = read(SCENARIO.replace("{poisson: 1/s}", "{poisson: {each: {uniform: [0.5/s, 1.5/s]}}}")
                .replace("warm_up: stationary, duration: 300s", "warm_up: 5s, duration: 300s")
                .replaceAll("(?s)  hosts:.*", "")
                .concat("  hosts: {tasks: {host.pasid_bits: 10, /vms/pids.max: 12}}\n  flavours: {one: {}}\n"));
        assertThat(theory.get(0).theory()).isEmpty();
        List<FleetCell> cells = search.confirm(
                theory,
                changed -> Experiment.of(changed).jobs(1).run().variants().get(0),
                (cell, number, most) -> {});
        assertThat(cells.get(0).lower()).hasValue(12);
        assertThat(cells.get(0).upper()).hasValue(12);
    }

    /** One VM of finitely many sources with a quota of its own is Engset's; two are no model: the share of the second is not that of any. */
    @Test
    void whatTheoryKnowsOfOneVmOnlyIsNotTakenForAll() throws Exception {
        List<FleetCell> cells = read(
                SCENARIO.replace(
                        "    three: {tenants.vms.processes.arrivals.poisson: 3/s}\n",
                        "    three: {tenants.vms.processes.arrivals: {closed: {population: 5, think: 9s}}, run.warm_up: 9s}\n"));
        assertThat(cell(cells, "eight", "three").theory()).isPresent();
        assertThat(cell(cells, "quota", "three").theory()).isEmpty();
        assertThat(cell(cells, "quota", "three").state()).isEqualTo(FleetCell.State.UNKNOWN);
    }

    @Test
    void aFlavourThatStaysIsCounted() throws Exception {
        List<FleetCell> cells = read(SCENARIO.replace(
                        "arrivals: {poisson: 1/s}, lifetime: {exponential: {mean: 1s}}",
                        "initial: 20, arrivals: none, lifetime: forever")
                .replace("warm_up: stationary, ", "")
                .replace("slow: {tenants.vms.processes.lifetime.exponential.mean: 40s}", "slow: {}")
                .replace("tenants.vms.processes.arrivals.poisson: 3/s", "tenants.vms.processes.initial: 60"));
        // n VMs want 20 n of 255 ids at the start: 12 take 240, 13 want 260, of which 5 are refused, more than 1 %
        assertThat(cell(cells, "eight", "one").theory()).hasValue(12);
        assertThat(cell(cells, "eight", "one").isExact()).isFalse();
    }

    /**
     * A VM of {@code one} is a little cheaper on {@code eight}, one of {@code three} on {@code five}: two hosts and one in reserve, and one with one in
     * reserve, cost 7.95. Of {@code five} alone 14 whole hosts, one for the rest and one in reserve cost 3.62.
     */
    @Test
    void hostsInReserveCountInTheCheapestMix() throws Exception {
        List<FleetCell> cells =
                read(SCENARIO.replace("demands: {one: 1000, three: 100}", "demands: {one: 300, three: 1}")
                        .replace("reserve: 2", "reserve: 1")
                        .replace("eight: 20,", "eight: 2.5, five: 0.226,"));
        double onEight = 2.5 / most(1, 255);
        double onFive = 0.226 / most(3, 31);
        assertThat(onEight).isLessThan(0.226 / most(1, 31));
        assertThat(onFive).isLessThan(2.5 / most(3, 255));
        List<FleetMix.Hosts> hosts = new FleetMix(fleet, cells).cheapest();
        assertThat(hosts).hasSize(1);
        assertThat(hosts.get(0).host().name()).isEqualTo("five");
        assertThat(hosts.get(0).total()).isEqualTo(16);
    }

    @Test
    void hostsAreCountedByParts() throws Exception {
        List<FleetCell> cells = read(SCENARIO);
        List<FleetMix.Hosts> mix = new FleetMix(fleet, cells).cheapest();
        long ones = most(1, 31);
        long threes = most(3, 31);
        double part = 1000 % ones / (double) ones + 100 % threes / (double) threes;
        long rest = 1000 % ones == 0 && 100 % threes == 0 ? 0 : part <= 1 ? 1 : 2;
        assertThat(mix).hasSize(1);
        assertThat(mix.get(0).host().name()).isEqualTo("five");
        assertThat(mix.get(0).needed()).isEqualTo(1000 / ones + 100 / threes + rest);
        assertThat(mix.get(0).total()).isEqualTo(mix.get(0).needed() + 2);
        assertThat(new FleetMix(fleet, cells).alone(fleet.hosts().get(4))).isEmpty();
    }

    @Test
    void simulationConfirmsWhatDecidesFirst() throws Exception {
        List<FleetCell> theory = read(SCENARIO);
        List<String> answered = new ArrayList<>();
        List<FleetCell> cells = search.confirm(
                theory,
                changed -> {
                    if (answered.size() == 2) {
                        throw new CancellationException("enough");
                    }
                    return Experiment.of(changed).jobs(1).run().variants().get(0);
                },
                (cell, number, most) -> answered.add(cell.cell().name()));
        assertThat(answered).containsExactlyInAnyOrder("five, one", "five, three");
        FleetCell one = cell(cells, "five", "one");
        assertThat(one.state()).isEqualTo(FleetCell.State.CONFIRMED);
        assertThat(one.lower().orElseThrow()).isLessThanOrEqualTo(most(1, 31));
        assertThat(one.upper().orElseThrow()).isGreaterThanOrEqualTo(most(1, 31));
        assertThat(one.fits()).hasValue(most(1, 31));
        assertThat(cell(cells, "eight", "one").state()).isEqualTo(FleetCell.State.THEORY);
    }

    /** Four of {@code one} are on a single host, whether four or five fit; twenty of {@code three} are on four or five hosts of either kind. */
    @Test
    void whatSimulationCannotChangeIsConfirmedLast() throws Exception {
        List<FleetCell> theory = read(SCENARIO.replace("reserve: 2", "between: [1, 5]")
                .replace("demands: {one: 1000, three: 100}", "demands: {one: 4, three: 20}"));
        List<String> order =
                search.inOrder(theory).stream().map(cell -> cell.cell().name()).toList();
        assertThat(order.indexOf("eight, three")).isLessThan(order.indexOf("five, one"));
    }

    @Test
    void simulationStaysNearWhatFitsWhereMuchMayBeRefused() throws Exception {
        List<FleetCell> theory = read(SCENARIO.replace(">= 99%", ">= 80%").replace("300s", "30s"));
        List<Integer> tried = new ArrayList<>();
        var unused = search.confirm(
                theory,
                changed -> {
                    tried.add(changed.variants()
                            .get(0)
                            .scenario()
                            .tenants()
                            .get(0)
                            .instances()
                            .initial());
                    if (tried.size() == 2) {
                        throw new CancellationException("both ends were tried");
                    }
                    return Experiment.of(changed).jobs(1).run().variants().get(0);
                },
                (cell, number, most) -> {});
        double refused = 2.5 / 3.5; // odds of 20 %, ten times
        assertThat(tried).hasSize(2);
        assertThat(tried.get(1)).isBetween(36, (int) Math.ceil(31 / (1 - refused)) + 1); // 31 ids carry no more
    }

    @Test
    void theQuickSumIsErlangs() {
        for (int ids : new int[] {1, 7, 255, 65_535}) {
            for (double part : new double[] {0.8, 0.97, 1, 1.2}) {
                double exact = ErlangB.blocking(part * ids, ids);
                assertThat(ErlangB.quickBlocking(part * ids, ids)).isCloseTo(exact, within(1e-11 * exact + 1e-299));
            }
        }
    }
}
