package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet must be answered from the command line: the hosts first, in one screen, with files to go on from. */
@Tag("slow")
class FleetCommandTest {
    private static final String SCENARIO = """
            scenario: small-fleet
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
              hosts: {five: {}, six: {host.pasid_bits: 6}}
              flavours: {one: {}, three: {tenants.vms.processes.arrivals.poisson: 3/s}}
              demands: {one: 100}
              reserve: 1
            """;

    private static final String SHORT =
            SCENARIO.replace("duration: 300s", "duration: 20s").replace("  reserve: 1", "  max_replications: 6");

    @TempDir
    private Path directory = Path.of("");

    private Cli run(String text, String... more) throws IOException {
        return runInto(directory, text, more);
    }

    private Cli runInto(Path out, String text, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("small-fleet.yaml"), text);
        return Cli.run(Stream.concat(
                        Stream.of("fleet", file.toString(), "--out", out.toString(), "--no-charts", "--quiet"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private List<String> csv() throws IOException {
        return Files.readAllLines(directory.resolve("small-fleet/fleet/fleet.csv"));
    }

    @Test
    void theoryAloneTakesOneScreen() throws IOException {
        Cli cli = run(SCENARIO, "--time", "0s");
        assertThat(cli.status()).isZero();
        // Erlang B: a load of 21.2 on 31 ids, and of 49.7 on 63, has 1 % refused
        assertThat(cli.out())
                .startsWith(
                        "Needed for first-try success of at least 99 % for vms, 1 of each type in\nreserve: 4 six for 100 one.");
        assertThat(cli.out().lines()).hasSizeLessThanOrEqualTo(25).allMatch(line -> line.length() <= 80);
        assertThat(csv()).contains(",five,one,21,,,21,true,Erlang B,ids,theory,0");
        assertThat(Files.readAllLines(directory.resolve("small-fleet/fleet/fleet-mix.csv")))
                .contains(",cheapest,six,100,0,3,3,1,4", ",alone,five,100,0,5,5,1,6");
    }

    /** An empty column over all rows says nothing; programs read the same columns with and without policies. */
    @Test
    void aFleetWithoutPoliciesHasNoColumnOfThem() throws IOException {
        assertThat(run(SCENARIO, "--list").out()).startsWith("host  flavour  fits");
        assertThat(run(SCENARIO, "--time", "0s").status()).isZero();
        Path page = directory.resolve("small-fleet/fleet/fleet.html");
        assertThat(Files.readString(page)).contains(">flavour</th>").doesNotContain(">policy</th>");
        assertThat(csv().get(0)).startsWith("policy,host,flavour,");

        String policies = SCENARIO.replace("  reserve: 1", "  policies: {quota: {tenants.vms.vm_quota: 8}}");
        assertThat(run(policies, "--list").out()).startsWith("host  flavour  policy  fits");
        assertThat(run(policies, "--time", "0s").status()).isZero();
        assertThat(Files.readString(page)).contains(">policy</th>", ">quota</");
    }

    /** A load of 4,0xx on 4,095 ids has 1 % refused. No cell is simulated, approximate or undecided, so no such sign is explained. */
    @Test
    void numbersAreGroupedAndOnlySignsThatStandThereExplained() throws IOException {
        Cli cli = run(SCENARIO.replace("six: {host.pasid_bits: 6}", "six: {host.pasid_bits: 12}"), "--time", "0s");
        assertThat(cli.out()).containsPattern("(?m)^six +4,\\d{3} +1,\\d{3} +ids$");
        assertThat(cli.out()).endsWith("\n4 cells: 4 theory. A number: theory, exact in steady state.\n");
    }

    @Test
    void theoryIsToldBeforeItIsConfirmed() throws IOException {
        Path file = Files.writeString(directory.resolve("small-fleet.yaml"), SHORT);
        Cli cli = Cli.run("fleet", file.toString(), "--out", directory.toString(), "--no-charts", "--time", "10min");
        assertThat(cli.err())
                .startsWith("theory, which simulation confirms for 10min: Needed for ")
                .contains(" of at most 8] six, one: ");
        assertThat(cli.err().lines()).allMatch(line -> line.length() <= 80 || line.startsWith("results are in "));
    }

    @Test
    void whatWasConfirmedIsTakenUpAgain() throws IOException {
        assertThat(run(SCENARIO, "--time", "10min", "--jobs", "1").status()).isZero();
        List<String> first = csv();
        assertThat(first).filteredOn(line -> line.contains(",confirmed,")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(run(SCENARIO, "--time", "10min", "--jobs", "2").status()).isZero();
        assertThat(csv()).isEqualTo(first);
    }

    @Test
    void whatWasConfirmedIsVerifiedAndKept() throws IOException {
        assertThat(run(SHORT, "--time", "10min").status()).isZero();
        Path results = directory.resolve("small-fleet");
        Cli verified = Cli.run("verify", results.resolve("fleet").toString());
        assertThat(verified.out()).contains(" passed, 0 failed");
        assertThat(verified.status()).isZero();
        // 4 replications at least at each of two numbers of each of four cells, and five files
        int passed = Integer.parseInt(verified.out().replaceAll("(?s).*\\n(\\d+) passed.*", "$1"));
        assertThat(passed).isGreaterThanOrEqualTo(4 * 2 * 4 + 5);
        Cli pruned = Cli.run("store", "prune", directory.toString());
        assertThat(pruned.out()).contains("small-fleet: 0 replications removed");
        Files.writeString(results.resolve("fleet/fleet.csv"), "changed");
        assertThat(Cli.run("verify", results.toString()).out()).contains("FAILED fleet.csv");
        assertThat(Files.readString(results.resolve("index.html"))).contains("fleet/fleet.html");
    }

    @Test
    void shardsConfirmWhatOneProcessConfirms() throws IOException {
        assertThat(run(SHORT, "--time", "10min").status()).isZero();
        List<String> whole = csv();
        Path shards = directory.resolve("shards");
        for (int number = 1; number <= 3; number++) {
            Cli shard = runInto(shards, SHORT, "--time", "10min", "--shard", number + "/3");
            assertThat(shard.status()).isZero();
            assertThat(shard.out()).isEmpty();
            assertThat(shards.resolve("small-fleet/fleet")).doesNotExist();
        }
        try (var kept = Files.walk(shards)) {
            assertThat(kept.filter(file -> file.toString().endsWith(".pack"))).hasSize(3);
        }
        assertThat(runInto(shards, SHORT, "--time", "10min").status()).isZero();
        assertThat(Files.readAllLines(shards.resolve("small-fleet/fleet/fleet.csv")))
                .isEqualTo(whole);
        try (var kept = Files.walk(shards)) {
            assertThat(kept.filter(file -> file.toString().endsWith(".bin"))).isEmpty();
        }
    }

    /** A quota of 8 of 31 ids binds a single VM: with a load of 3 Erlang B refuses 0.8 %, with one of 4 already 3 %. */
    @Test
    void eachPolicyHasItsMatrix() throws IOException {
        String policies = SCENARIO.replace(
                "  demands: {one: 100}",
                "  policies: {free: {}, quota: {tenants.vms.vm_quota: 8}}\n  demands: {one: 100}");
        Cli cli = run(policies, "--time", "0s");
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).contains("free: Needed for").contains("quota: Needed for");
        assertThat(cli.out()).contains("\nfree:\n").contains("\nquota:\n");
        assertThat(csv()).hasSize(1 + 2 * 2 * 2).contains("free,five,one,21,,,21,true,Erlang B,ids,theory,0");
        assertThat(csv())
                .filteredOn(line -> line.startsWith("quota,five,three,"))
                .hasSize(1);
        assertThat(Files.readAllLines(directory.resolve("small-fleet/fleet/fleet-mix.csv")))
                .anyMatch(line -> line.startsWith("free,cheapest,"))
                .anyMatch(line -> line.startsWith("quota,cheapest,"));
        Cli list = run(policies, "--list");
        assertThat(list.out()).contains("quota").contains("free");
    }

    @Test
    void theListSimulatesNothing() throws IOException {
        Cli cli = run(SCENARIO, "--list", "--format", "json");
        assertThat(JsonParser.parseString(cli.out()).getAsJsonObject().getAsJsonArray("cells"))
                .hasSize(4);
        assertThat(directory.resolve("small-fleet")).doesNotExist();
    }

    /** As many mixes of 3 and 1 fit as an Erlang pool has room for 3 + 3 of load: 3 * 21.19 / 6 of 31 ids at 1 %. */
    @Test
    void aPlanLooksForAMix() throws IOException {
        String tenants = SCENARIO.substring(0, SCENARIO.indexOf("fleet:\n"))
                .replace(
                        "run: {",
                        "  large: {cgroup: /vms, kind: vm, instances: 1, processes: {arrivals: {poisson: 3/s},"
                                + " lifetime: {exponential: {mean: 1s}}, devices: [dsa]}}\nrun: {");
        Path file = Files.writeString(directory.resolve("mix.yaml"), tenants + """
                plan:
                  find: mix
                  of: {vms: 3, large: 1}
                  between: [1, 9]
                  such_that: [vms.first_try_success >= 99%]
                """);
        Cli cli = Cli.run("plan", file.toString(), "--out", directory.toString(), "--no-charts", "--quiet");
        assertThat(cli.out())
                .contains("One mix is 3 vms, 1 large.")
                .contains("says the same; with 10 % more load 3\nmeets it");
        assertThat(cli.out()).startsWith("How many VMs fit?\nThe largest number of mixes with first-try");
        Cli wrong = Cli.run(
                "validate",
                Files.writeString(
                                file,
                                Files.readString(file).replace("find: mix", "find: largest tenants.vms.instances"))
                        .toString());
        assertThat(wrong.err()).contains("plan.of: expected none without find: mix");
    }

    @Test
    void aPlanIsListedFirst() throws IOException {
        Path file = Files.writeString(
                directory.resolve("plan.yaml"), SCENARIO.substring(0, SCENARIO.indexOf("fleet:\n")) + """
                        plan:
                          find: largest tenants.vms.instances
                          between: [1, 40]
                          such_that: [vms.first_try_success >= 99%]
                          across: {host.pasid_bits: [5, 6]}
                        """);
        Cli cli = Cli.run("plan", file.toString(), "--out", directory.toString(), "--list");
        assertThat(cli.out().replace('\n', ' '))
                .contains("the host's PASID bits = 5: at most ")
                .contains("Theory (Erlang B; exact in steady state) says that 21 meets it and 22 misses it")
                .contains("the host's PASID bits = 6");
        assertThat(directory.resolve("small-fleet")).doesNotExist();
    }

    /** 31 and 63 ids hold 15, 10, 6 and 31, 21, 12 VMs of 2, 3 and 5 processes that stay. */
    @Test
    void aPlanAcrossTwoKeysIsAMatrix() throws IOException {
        String stays = SCENARIO.substring(0, SCENARIO.indexOf("fleet:\n"))
                .replace(
                        "arrivals: {poisson: 1/s}, lifetime: {exponential: {mean: 1s}}",
                        "initial: 3, lifetime: forever")
                .replace(
                        "run: {warm_up: stationary, duration: 300s, replications: 4",
                        "run: {duration: 1s, replications: 2");
        Path file = Files.writeString(directory.resolve("matrix.yaml"), stays + """
                        plan:
                          find: largest tenants.vms.instances
                          between: [1, 60]
                          such_that: [vms.first_try_success >= 100%]
                          across: {host.pasid_bits: [5, 6], tenants.vms.processes.initial: [2, 3, 5]}
                        """);
        Cli cli = Cli.run("plan", file.toString(), "--out", directory.toString(), "--no-charts", "--quiet");
        assertThat(cli.out()).containsPattern("(?m)^5 +15 +10 +6$").containsPattern("(?m)^6 +31 +21 +12$");
        assertThat(Files.readAllLines(directory.resolve("small-fleet/plan/plan.csv")))
                .startsWith("host.pasid_bits,tenants.vms.processes.initial,value,condition,mean,lower,upper,met")
                .anyMatch(line -> line.startsWith("6,5,12,") && line.endsWith(",yes"))
                .anyMatch(line -> line.startsWith("6,5,13,") && line.endsWith(",no"));
    }

    @Test
    void mistakesAreLocated() throws IOException {
        assertThat(run(SCENARIO.replace("demands: {one: 100}", "demands: {won: 100}"))
                        .err())
                .contains("small-fleet.yaml:17:18: fleet.demands.won: expected one of one, three, found won");
        assertMistake(
                "six: {host.pasid_bits: 6}",
                "six: {host.pasid_bits: 99}",
                "15:44: host.pasid_bits: expected a whole number from 1 to 20, found 99");
        assertMistake("of vms", "of vm", "13:9: tenants.vm: expected a tenant, vms, found vm (did you mean vms?)");
        assertMistake(
                "three: {tenants.vms.processes",
                "three: {tenants.vm.processes",
                "16:70: tenants.vm: expected a tenant");
        assertMistake("poisson: 3/s", "poisson: 3", "16:71: tenants.vms.processes.arrivals.poisson: expected a rate");
        assertMistake("  reserve: 1", "  policies: {x: {controls.vm_quota: no}}", "18:37: controls.vm_quota: expected");
        assertThat(run(SCENARIO.replace(
                                "tenants.vms.processes.arrivals.poisson: 3/s",
                                "tenants.vms.processes.arrivals: {closed: {population: 3, think: 1s}}"))
                        .err())
                .contains("small-fleet.yaml:7:5: tenants.vms: expected Poisson arrivals")
                .contains("(in flavour three)");
        assertMistake("  reserve: 1", "  between: [0, 9]", "18:12: fleet.between: expected numbers of at least 1");
        assertMistake("{five: {}, six: {host.pasid_bits: 6}}", "[five]", "15:10: fleet.hosts: expected a mapping");
        assertThat(run(SCENARIO.substring(0, SCENARIO.indexOf("fleet:\n"))).status())
                .isEqualTo(3);
        assertThat(run(SCENARIO, "--time", "5").status()).isEqualTo(2);
    }

    private void assertMistake(String right, String wrong, String message) throws IOException {
        Cli cli = run(SCENARIO.replace(right, wrong));
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.err()).contains("small-fleet.yaml:" + message);
        assertThat(cli.status()).isEqualTo(3);
    }

    /** What show prints has every default filled in, those of a host's preset among them, and must give the same matrix. */
    @Test
    void whatShowPrintsIsTheSameFleet() throws IOException {
        String presets = SCENARIO.replace("six: {host.pasid_bits: 6}", "six: {host: {preset: arm64-8bit}}")
                .replace("  reserve: 1", "  policies: {free: {}, quota: {controls.vm_quota: 8}}");
        assertThat(run(presets, "--time", "0s").status()).isZero();
        List<String> written = csv();
        Cli show = Cli.run("show", directory.resolve("small-fleet.yaml").toString());
        assertThat(show.out()).contains("fleet:");
        assertThat(run(show.out(), "--time", "0s").status()).isZero();
        assertThat(csv()).isEqualTo(written).hasSize(1 + 2 * 2 * 2);
    }

    /** Of 100 VMs and more, none is shown to fit; that 3 of 3 fit says nothing of a fourth. */
    @Test
    void whatLiesOutsideOfTheRangeIsNotClaimed() throws IOException {
        Cli above = run(SCENARIO.replace("  reserve: 1", "  between: [100, 300]"), "--time", "0s");
        assertThat(above.out()).startsWith("No host carries one.").contains("<100");
        Cli below = run(SCENARIO.replace("  reserve: 1", "  between: [1, 3]"), "--time", "0s");
        assertThat(below.out()).contains("34 five for 100 one").contains("≥3");
        assertThat(below.out().replaceAll("\\s+", " ")).contains("≥ the greatest number asked about (fleet.between)");
        assertThat(csv()).contains(",five,one,3,,,3,true,Erlang B,,theory,0");
    }

    @Test
    void whatTheoryDoesNotAnswerIsNotCalledImpossible() throws IOException {
        String open = SCENARIO.replace("vms.first_try_success >= 99%", "vms.denied_time <= 1s");
        assertThat(run(open, "--time", "0s").out()).startsWith("Not known yet for any host: one.");
        String none = SCENARIO.replace("{poisson: 3/s}", "{poisson: 300/s}").replace("poisson: 3/s", "poisson: 300/s");
        assertThat(run(none.replace("{one: 100}", "{three: 5}"), "--time", "0s").out())
                .startsWith("No host carries three.");
    }

    /** Too few requests to show that one VM fits, and 12 tasks beyond which none starts: one side of the number is known. */
    @Test
    void aNumberOfWhichOneSideIsKnownSaysWhich() throws IOException {
        Cli cli = run(
                SCENARIO.replace("{poisson: 1/s}", "{poisson: {each: {uniform: [0.5/h, 1.5/h]}}}")
                        .replace("warm_up: stationary, duration: 300s", "warm_up: 5s, duration: 5s")
                        .replaceAll("(?s)  hosts:.*", "")
                        .concat("  hosts: {tasks: {/vms/pids.max: 12}}\n  flavours: {one: {}}\n  demands: {one: 9}\n"),
                "--time",
                "1min");
        assertThat(cli.out()).contains("≤12").contains("fleet.max_replications or run.duration");
    }

    @Test
    void aWideMatrixFitsTheTerminal() throws IOException {
        String flavours = IntStream.rangeClosed(1, 25)
                .mapToObj(i -> "flavour-" + i + ": {}")
                .collect(Collectors.joining(", "));
        Cli cli = run(
                SCENARIO.replace(
                                "{one: {}, three: {tenants.vms.processes.arrivals.poisson: 3/s}}", "{" + flavours + "}")
                        .replace("{one: 100}", "{flavour-1: 100}"),
                "--time",
                "0s");
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(cli.out()).containsPattern("and \\d+ flavours more in fleet.csv");
    }

    /** What is answered is what is kept: nothing is simulated again, and the files are the same to the byte. */
    @Test
    void reportWritesAFleetAgain() throws IOException {
        Cli fleet = run(SHORT);
        Path results = directory.resolve("small-fleet/fleet");
        Map<String, String> written = contents(results);
        Files.delete(results.resolve("fleet.csv"));
        Files.delete(results.resolve("fleet.html"));

        Cli report = Cli.run("report", results.toString(), "--no-charts", "--quiet");

        assertThat(report.err()).isEmpty();
        assertThat(report.status()).isEqualTo(fleet.status());
        assertThat(contents(results)).isEqualTo(written);
    }

    private static Map<String, String> contents(Path results) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (String file : List.of("fleet.csv", "fleet-mix.csv", "fleet.html")) {
            contents.put(file, Files.readString(results.resolve(file)));
        }
        return contents;
    }
}
