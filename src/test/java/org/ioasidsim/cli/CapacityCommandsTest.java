package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sweep and a plan must find what arithmetic says: each of the instances asks for one id at time 0 and keeps it, so that a limit of L
 * ids serves exactly L of them at once.
 */
@Tag("slow")
class CapacityCommandsTest {
    private static final String SCENARIO = """
            scenario: seats
            question: How many ids must the limit be?
            host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
            cgroups: {/web: {}}
            controls: {misc_pasid: on}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 7
                processes:
                  initial: 1
                  arrivals: none
                  lifetime: forever
                  devices: [dsa]
            run: {duration: 1s, replications: 2, seed: 1}
            variants:
              open: {}
              closed: {/web/misc.max: pasid 5}
            """;
    private static final String PLAN = """
            plan:
              find: smallest /web/misc.max.pasid
              between: [1, 20]
              such_that: [web.first_try_success >= 100%]
            """;
    private static final String SWEEP = """
            sweep: {tenants.web.instances: [4, 5, 6, 10]}
            expect: ["closed: web.first_try_success >= 100%"]
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void planFindsTheSmallestLimitThatServesAll() throws IOException {
        Cli cli = run("plan", PLAN);
        assertThat(cli.status()).isZero();
        assertThat(cli.out())
                .startsWith("""
                        /web's smallest PASID limit with first-try success of 100 % for web in open is
                        7, with 95 % confidence: 6 misses it.
                        """)
                .containsPattern("is\\s+taken as met where no request made an\\s+exception");
        assertThat(Files.readAllLines(results("plan").resolve("plan.csv")))
                .startsWith("value,condition,mean,lower,upper,met")
                .anyMatch(line -> line.startsWith("7,web.first_try_success >= 100%,1,") && line.endsWith(",1,yes"))
                .anyMatch(line -> line.startsWith("6,web.first_try_success >= 100%,0.857") && line.endsWith(",no"));
        assertThat(JsonParser.parseString(Files.readString(results("plan").resolve("plan.json")))
                        .getAsJsonObject()
                        .getAsJsonArray("lines")
                        .get(0)
                        .getAsJsonObject()
                        .get("shown_to_meet")
                        .getAsString())
                .isEqualTo("7");
    }

    /** One request or two that are granted show nothing: a share that a single replication knows has no interval, and is no exact value. */
    @Test
    void fewRequestsShowNothing() throws IOException {
        Path file = Files.writeString(directory.resolve("few.yaml"), """
                scenario: few
                question: How many fit?
                host: {preset: x86-vtd-20bit, pasid_bits: 5, devices: {dsa: {}}}
                cgroups: {/vms: {}}
                tenants:
                  vms:
                    cgroup: /vms
                    kind: vm
                    instances: 1
                    processes:
                      arrivals: {poisson: {each: {uniform: [0.5/h, 1.5/h]}}}
                      lifetime: {exponential: {mean: 1s}}
                      devices: [dsa]
                run: {warm_up: 5s, duration: 5s, replications: 4, seed: 3}
                plan:
                  find: largest tenants.vms.instances
                  between: [1, 100]
                  such_that: [vms.first_try_success >= 99%]
                  max_replications: 10
                """);
        Cli cli = Cli.run("plan", file.toString(), "--no-charts", "--out", directory.toString(), "--quiet");
        assertThat(cli.status()).isEqualTo(6);
        assertThat(cli.out()).doesNotContain("with 95 % confidence").contains("undecided");
    }

    /** Of several axes, a verdict may hang on one: seven of the web's processes ask for an id, whatever the window of a measurement. */
    @Test
    void theAxisOnWhichAVerdictHangsIsNamed() throws IOException {
        Cli cli = run("sweep", """
                sweep: {measure.window: [1s, 2s], /web/misc.max.pasid: [5, 6, 7, 9]}
                expect: ["open: web.first_try_success >= 100%"]
                """);
        assertThat(cli.out().replaceAll("\\s+", " "))
                .contains("hangs on /web's PASID limit alone: it holds at 7 to 9, does not at 5 to 6.");
    }

    /** A VM that does not start asks for nothing, so that no share of requests shows it: a plan would find room for any number. */
    @ParameterizedTest
    @CsvSource({
        "/web/pids.max=9, 9",
        "tenants.web.rlimit_nproc=9, 9",
        "'host={preset: arm64-smmuv3-64k, vmid_bits: 3, devices: {dsa: {}}}', 7",
        "host.threads_max=21, 20"
    })
    void planCountsVmsThatDoNotStart(String limit, int starts) throws IOException {
        String scenario = SCENARIO.substring(0, SCENARIO.indexOf("variants:")).replace("container", "vm");
        String plan = PLAN.replace("smallest /web/misc.max.pasid", "largest tenants.web.instances")
                .replace("[1, 20]", "[1, 100]")
                .replace(">= 100%", ">= 99%");
        Path file = Files.writeString(directory.resolve("vms.yaml"), scenario + plan);
        Cli cli = Cli.run(
                "plan", file.toString(), "--set", limit, "--no-charts", "--out", directory.toString(), "--quiet");
        assertThat(cli.out().replaceAll("\\s+", " "))
                .startsWith(
                        "How many ids must the limit be? The largest number of web with first-try success of at least"
                                + " 99 % for web and VM success of at least 99 % for web is " + starts
                                + ", with 95 % confidence: " + (starts + 1) + " misses it.");
        assertThat(cli.status()).isZero();
        Cli sweep = Cli.run(
                "sweep", file.toString(), "--set", limit, "--no-charts", "--out", directory.toString(), "--quiet");
        assertThat(sweep.out().replaceAll("\\s+", " ")).contains("VM success of at least 99 %");
    }

    /** Where the two values of an answer lie apart, it says on which side of each of them the answer is. */
    @Test
    void planSaysOnWhichSidesTheAnswerLies() throws IOException {
        String coarse = PLAN + "  resolution: 5\n";
        assertThat(run("plan", coarse).out().replaceAll("\\s+", " "))
                .containsPattern(
                        "limit with first-try success of 100 % for web in open is at most \\d+, which meets it,"
                                + " and above \\d+, which misses it, with 95 % confidence[.]");
    }

    /**
     * 31 ids refuse one request in a hundred at a load of 21.2 and more (Erlang B). After a warm-up of 20 mean holds the run is in steady state, so that theory
     * answers and simulation confirms.
     */
    @Test
    void planAnswersByTheoryWhereItIsExact() throws IOException {
        Path file = Files.writeString(directory.resolve("exact.yaml"), """
                scenario: exact
                question: How many VMs fit?
                host: {preset: x86-vtd-20bit, max_pasids: 32, devices: {dsa: {}}}
                tenants:
                  web:
                    cgroup: /web
                    kind: vm
                    instances: 1
                    processes: {arrivals: {poisson: 1/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
                cgroups: {/web: {}}
                run: {warm_up: 20s, duration: 60s, replications: 5}
                plan:
                  find: largest tenants.web.instances
                  between: [1, 60]
                  such_that: [web.call_congestion <= 1%]
                """);
        Cli cli = Cli.run("plan", file.toString(), "--no-charts", "--out", directory.toString(), "--quiet");
        assertThat(cli.out().replaceAll("\\s+", " "))
                .containsPattern(
                        "is 21, by theory \\(Erlang B; exact\\)[.] Simulation agrees: 1\\d meets it and 3\\d misses"
                                + " it, with 95 % confidence; with 10 % more load 19 meets it[.]");
        assertThat(cli.status()).isZero();
        var line = JsonParser.parseString(Files.readString(directory.resolve("exact/plan/plan.json")))
                .getAsJsonObject()
                .getAsJsonArray("lines")
                .get(0)
                .getAsJsonObject();
        assertThat(line.getAsJsonObject("theory").toString())
                .isEqualTo("{\"meets\":\"21\",\"misses\":\"22\",\"meets_with_10_percent_more_load\":\"19\","
                        + "\"models\":[\"Erlang B\"],\"accuracy\":\"exact\",\"confirmed\":true}");

        Cli counted = Cli.run(
                "plan", file.toString(), "--set", "/web/pids.max=16", "--no-charts", "--out", directory.toString());
        assertThat(counted.out().replaceAll("\\s+", " "))
                .contains("Simulation agrees: 16 meets it and 17 misses it, with 95 % confidence");
        assertThat(counted.err())
                .as("VMs that are missing show at the border itself")
                .contains("[2 of")
                .doesNotContain("[3 of");
    }

    @Test
    void aListSaysWhatIsLookedFor() throws IOException {
        Cli cli = draw("plan", PLAN, "--list");
        assertThat(cli.out().replaceAll("\\s+", " "))
                .startsWith(
                        "/web's smallest PASID limit with first-try success of 100 % for web in open is looked for. ");
    }

    /** A mail has its kernel, claim, table, scenario, command, seed and version, whatever the command, and fits a mail. */
    @ParameterizedTest
    @ValueSource(strings = {"plan", "sweep"})
    void theMailHasAllThatAReaderNeeds(String command) throws IOException {
        Cli cli = draw(command, PLAN + SWEEP, "--no-charts", "--format", "lkml");
        assertThat(cli.out().lines().count()).isLessThanOrEqualTo(40);
        assertThat(cli.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(75));
        assertThat(cli.out().replaceAll("\\s+", " "))
                .startsWith("ioasid-sim, a simulation of Linux ")
                .contains(
                        command.equals("plan")
                                ? ": seats, plan for /web's smallest PASID limit "
                                : ": seats, sweep over number of web ",
                        command.equals("plan")
                                ? "in open is 7, with 95 % confidence: 6 misses it."
                                : "over the number of web: everywhere, web meets it.",
                        command.equals("plan") ? " 7 100 % (≥ " : " 6 100 % (≥ ",
                        "Host: ",
                        " web: container x 7, 1 process at first, ",
                        "open: first-come, whoever asks first",
                        "./ioasid-sim " + command + " ",
                        "Seed 1, ioasid-sim ");
    }

    /** More rows than a mail has room for are counted, and those shown are the ones next to the answer. */
    @Test
    void theMailOfAPlanShowsWhatIsNextToTheAnswer() throws IOException {
        String mail = draw("plan", PLAN.replace("20]", "2000]"), "--no-charts", "--format", "lkml")
                .out();
        assertThat(mail).containsPattern("\n7 +100 %").containsPattern("\n6 +85[.]");
        assertThat(mail.lines().filter(line -> line.matches("[0-9,]+ +.*(yes|no)")))
                .hasSizeLessThanOrEqualTo(6);
        assertThat(mail).doesNotContainPattern("\n2,000 ");
    }

    @Test
    void theMailWithAllSentencesHasTheMethodToo() throws IOException {
        assertThat(draw("plan", PLAN, "--no-charts", "--format", "lkml", "--full")
                        .out())
                .containsPattern("Seed 1, [^\n]*\n\n/web's smallest")
                .contains("tried on common random numbers");
        assertThat(draw("sweep", SWEEP, "--no-charts", "--format", "lkml", "--full")
                        .out())
                .containsPattern("Seed 1, [^\n]*\n\nFirst-try success");
    }

    @Test
    void aListIsNoMail() throws IOException {
        for (String command : List.of("plan", "sweep")) {
            Cli cli = draw(command, PLAN + SWEEP, "--no-charts", "--list", "--format", "lkml");
            assertThat(cli.status()).isEqualTo(2);
            assertThat(cli.err()).startsWith("ioasid-sim: --list prints text").hasLineCount(1);
        }
    }

    /** Poisson requests that want 2 of 255 ids on average: short runs see no refusal, and that there are hardly any follows from what is wanted. */
    @Test
    void planSaysWhatRestsOnTheory() throws IOException {
        Path file = Files.writeString(
                directory.resolve("poisson.yaml"),
                SCENARIO.replace("initial: 1", "initial: 0")
                                .replace("arrivals: none", "arrivals: {poisson: 1/s}")
                                .replace("lifetime: forever", "lifetime: 1s")
                                .replace("instances: 7", "instances: 1")
                        + """
                        plan:
                          find: largest tenants.web.processes.arrivals.poisson
                          between: [1/s, 2/s]
                          such_that: [web.call_congestion <= 1%]
                        """);
        Cli cli = Cli.run(
                "plan",
                file.toString(),
                "--no-charts",
                "--full",
                "--out",
                directory.resolve("out").toString());
        assertThat(cli.status()).isZero();
        assertThat(cli.out())
                .contains("is 2/s or more")
                .containsPattern("(?m)^2/s +2 .*yes \\(theory\\)$")
                .contains("yes (theory): no request was refused there");
    }

    @Test
    void planFindsTheLargestNumberOfInstancesForEachLimit() throws IOException {
        Cli cli = run("plan", """
                plan:
                  find: largest tenants.web.instances
                  between: [1, 20]
                  such_that: [web.first_try_success >= 100%]
                  across: {/web/misc.max.pasid: [3, 11]}
                """);
        assertThat(cli.status()).isZero();
        assertThat(cli.out().replace('\n', ' '))
                .contains("With /web's PASID limit 3: the largest number of web with"
                        + " first-try success of 100 % for web in open is 3,")
                .contains("With /web's PASID limit 11: the largest number of web with"
                        + " first-try success of 100 % for web in open is 11,");
        assertThat(Files.readAllLines(results("plan").resolve("plan.csv")))
                .startsWith("/web/misc.max.pasid,value,condition,mean,lower,upper,met");
    }

    /** A value that the file or the command line gives and that no search uses must not seem to count. */
    @Test
    void saysWhichValuesAGridReplaces() throws IOException {
        String plan = """
                plan:
                  variant: closed
                  find: largest tenants.web.instances
                  between: [1, 20]
                  such_that: [web.first_try_success >= 100%]
                  across: {/web/misc.max.pasid: [3, 11]}
                """;
        String replaced = "note: plan.across gives /web/misc.max.pasid its values, in place of pasid 5 (";
        assertThat(run("plan", plan).err()).containsOnlyOnce("note: ").contains(replaced);
        assertThat(run("plan", plan, "--set", "tenants.web.instances=9").err())
                .contains(
                        "note: plan.between gives tenants.web.instances its values, in place of 9 (--set tenants.web");
        assertThat(run("plan", plan, "--quiet").err()).isEmpty();
        assertThat(run("plan", plan.replace("closed", "open")).err()).doesNotContain("note: ");
        assertThat(run("sweep", SWEEP).err()).doesNotContain("note: ");
        assertThat(run("sweep", SWEEP, "--set", "tenants.web.instances=9").err())
                .contains("note: the sweep gives tenants.web.instances its values, in place of 9 (--set tenants.web");
    }

    @Test
    void planSaysThatNothingMeetsAndEndsWithStatusFive() throws IOException {
        Cli cli = run("plan", PLAN.replace("[1, 20]", "[1, 6]"));
        assertThat(cli.out().replace('\n', ' '))
                .startsWith("No value of /web's PASID limit from 1 to 6 was shown to have first-try success of 100 %");
        assertThat(cli.out().replace('\n', ' ')).contains("To find one that meets it, let plan.between end above 6.");
        assertThat(cli.status()).isEqualTo(5);
    }

    /** The smallest limit that refuses is 1, but the search for a smallest value goes down from the largest, which refuses nobody. */
    @Test
    void planDoesNotSayThatNothingMeetsWhereTheOtherEndDoes() throws IOException {
        Cli cli = run("plan", PLAN.replace(">= 100%", "<= 50%"));
        assertThat(cli.out().replace('\n', ' '))
                .startsWith("With /web's PASID limit 20, first-try success of at most 50 %")
                .contains(
                        " is missed, with 95 % confidence.",
                        "Not monotone: 1", "`find: largest` begins at the other end")
                .doesNotContain("No value", "let plan.between");
        assertThat(cli.status()).isEqualTo(5);
    }

    /** A value that stays undecided is looked at again with more replications: those of the first look are no earlier run's. */
    @Test
    void aPlanReusesNothingOfItsOwn() throws IOException {
        String text = SCENARIO.replace("instances: 7", "instances: 1")
                .replace("initial: 1", "initial: 0")
                .replace("arrivals: none", "arrivals: {poisson: 50/s}")
                .replace("lifetime: forever", "lifetime: {exponential: {mean: 100ms}}");
        Path file = Files.writeString(directory.resolve("seats.yaml"), text + PLAN.replace("100%", "80%"));
        Cli cli = Cli.run(
                "plan",
                file.toString(),
                "--no-charts",
                "--out",
                directory.resolve("results").toString());
        assertThat(cli.err()).doesNotContain("reused");
        assertThat(Files.readString(results("plan").resolve("plan.json")))
                .containsPattern("\"replications\": ([4-9]|\\d\\d)");
    }

    @Test
    void aSecondPlanSimulatesNothing() throws IOException {
        Cli first = run("plan", PLAN);
        Cli second = run("plan", PLAN);
        assertThat(first.err()).doesNotContain("reused");
        assertThat(second.err()).contains("reused").contains(" of earlier runs");
        assertThat(second.out()).isEqualTo(first.out());
    }

    @Test
    void sweepSaysUpToWhereAConditionHolds() throws IOException {
        Cli cli = run("sweep", SWEEP, "--variant", "closed");
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).startsWith("""
                        How many ids must the limit be?
                        First-try success of 100 % over the number of web: up to 5, web meets it; from 6
                        on, web misses it (50 % to 83.3 %).
                        """);
        Cli backwards = run("sweep", SWEEP.replace("[4, 5, 6, 10]", "[10, 6, 5, 4]"), "--variant", "closed");
        assertThat(backwards.out()).contains("of web: up to 5, web meets it; from 6");
        List<String> csv = Files.readAllLines(results("sweep").resolve("sweep.csv"));
        assertThat(csv.get(0)).startsWith("tenants.web.instances,variant,tenant,metric,unit,better,mean,half_width,");
        // 5 of 10 instances get one of 5 ids
        assertThat(csv).anyMatch(line -> line.startsWith("10,closed,web,first_try_success,fraction,higher,0.5,0,"));
    }

    /** The command that is named must search what was asked, so with the values that this run was given. */
    @Test
    void theCommandThatIsNamedRepeatsWhatTheCommandLineSet() throws IOException {
        Path fleet = directory.resolve("fleet.yaml");
        Files.writeString(
                fleet,
                Files.readString(Path.of("scenarios", "fleet.yaml"))
                        .replaceFirst("run: .*", "run: {duration: 1s, replications: 2}"));
        Cli run = Cli.run(
                "run",
                fleet.toString(),
                "--no-charts",
                "--set",
                "host.cpus=8",
                "--set",
                "measure={window: 1s}",
                "--out",
                directory.toString());
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("./ioasid-sim fleet on the same file, with --set host.cpus=8 --set 'measure={window: 1s}'.");
    }

    /** The range that the search was given has the border in it, wherever the host puts that: 9 values, at equal ratios where they span a decade. */
    @ParameterizedTest
    @CsvSource({
        "'[1, 9]', '1,2,3,4,5,6,7,8,9'",
        "'[1, 256]', '1,2,4,8,16,32,64,128,256'",
    })
    void aFileWithoutSweepSweepsTheRangeOfItsPlan(String range, String limits) throws IOException {
        String plan = PLAN.replace("[1, 20]", range);
        Cli cli = run("sweep", plan);
        assertThat(cli.status()).as(cli.err()).isZero();
        assertThat(cli.out()).contains("from 7 on, web meets it".replace("7", limits.contains("7") ? "7" : "8"));
        List<String> rows = Files.readAllLines(results("sweep").resolve("sweep.csv"));
        assertThat(rows.stream()
                        .skip(1)
                        .map(row -> row.substring(0, row.indexOf(',')))
                        .distinct())
                .containsExactly(limits.split(","));
        assertThat(cli.out()).contains("first-try success").doesNotContain("starvation");
        String csv = Files.readString(results("sweep").resolve("sweep.csv"));
        assertThat(Cli.run("report", results("sweep").toString(), "--no-charts").status())
                .isZero();
        assertThat(results("sweep").resolve("sweep.csv")).hasContent(csv);
    }

    @Test
    void sweepRunsTheBaselineUnlessToldOtherwise() throws IOException {
        assertThat(run("sweep", SWEEP).status()).isZero();
        assertThat(Files.readAllLines(results("sweep").resolve("sweep.csv")).stream()
                        .skip(1))
                .allMatch(line -> line.contains(",open,"));
    }

    @Test
    void aSweepAddsOnlyWhatIsMissing() throws IOException {
        var unused = run("sweep", SWEEP);
        Cli longer = run("sweep", SWEEP.replace("6, 10]", "6, 8, 10]"));
        // 4 points of 2 replications are there already
        assertThat(longer.err()).startsWith("reused 8 replications of earlier runs");
        String grown = Files.readString(results("sweep").resolve("sweep.csv"));
        var unused2 = run("sweep", SWEEP.replace("6, 10]", "6, 8, 10]"), "--fresh", "--jobs", "1");
        assertThat(results("sweep").resolve("sweep.csv")).hasContent(grown);
    }

    @Test
    void aWarmUpThatIsFoundDoesNotHangOnTheNumberOfJobs() throws IOException {
        String[] given = {"--set", "run.warm_up=auto", "--set", "tenants.web.processes.arrivals={poisson: 3/s}"};
        List<String> bytes = new ArrayList<>();
        for (String jobs : List.of("1", "3")) {
            var args = new ArrayList<>(List.of(given));
            args.addAll(List.of(
                    "--set",
                    "tenants.web.processes.lifetime={exponential: {mean: 2s}}",
                    "--duration",
                    "20s",
                    "--fresh",
                    "--jobs",
                    jobs));
            args.addAll(List.of("--replications", "10")); // 40 in all: one job takes fewer at a time, three take all
            Cli cli = run("sweep", SWEEP, args.toArray(String[]::new));
            assertThat(cli.status()).isZero();
            bytes.add(Files.readString(results("sweep").resolve("sweep.csv")));
        }
        assertThat(bytes.get(1)).isEqualTo(bytes.get(0));
    }

    @Test
    void listSaysHowMuchThereIsToDo() throws IOException {
        Cli list = run("sweep", SWEEP, "--list");
        assertThat(list.out())
                .startsWith("4 points, 8 replications, none of them stored; simulating them takes about\n")
                .contains("number of web  variant\n4              open\n");
        assertThat(results("sweep").resolve("sweep.csv")).doesNotExist();
        var unused = run("sweep", SWEEP);
        assertThat(run("sweep", SWEEP, "--list").out())
                .startsWith("4 points, 8 replications, all of them stored: nothing is left to simulate.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json", "csv", "markdown"})
    void eachCommandPrintsEachFormat(String format) throws IOException {
        for (Cli cli : List.of(
                run("plan", PLAN, "--format", format, "--quiet"),
                run("sweep", SWEEP, "--format", format, "--quiet"),
                run("sweep", SWEEP, "--format", format, "--quiet", "--list"))) {
            assertThat(cli.status()).isZero();
            assertThat(cli.err()).isEmpty();
            assertThat(cli.out()).isNotBlank();
            if (format.equals("json")) {
                assertThat(JsonParser.parseString(cli.out()).isJsonObject()).isTrue();
            }
        }
    }

    /** A second condition pushed the verdicts out of the screen, and "undecided" ended in the middle of the word. */
    @Test
    void eachOfSeveralConditionsHasItsVerdictOnTheScreen() throws IOException {
        Cli cli = draw(
                "plan", PLAN.replace("100%]", "100%, web.starvation_time <= 1s, web.held_mean >= 7]"), "--no-charts");
        assertThat(cli.out()).doesNotContain("…").containsPattern("(?s) met\\n.* met\\n");
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
    }

    /** Erlang's formula refuses some of Poisson's requests whatever the pool; where it says none, its number has no more digits. */
    @Test
    void theoryOfNoRefusalAtAllSaysThatItEndsWithItsDigits() throws IOException {
        String loss = SCENARIO.replace("initial: 1", "initial: 0")
                .replace("arrivals: none", "arrivals: {poisson: 1/s}")
                .replace("lifetime: forever", "lifetime: {exponential: {mean: 1s}}")
                .replace("duration: 1s", "warm_up: stationary, duration: 10s");
        Path file = Files.writeString(
                directory.resolve("seats.yaml"),
                loss
                        + "plan: {find: largest tenants.web.instances, between: [1, 400], such_that: [web.first_try_success >= 100%]}\n");
        Cli cli = Cli.run("plan", file.toString(), "--no-charts", "--list");
        assertThat(cli.out().replaceAll("\\s+", " "))
                .contains("as far as its digits go (a smaller share counts as none)");
    }

    /** "Nobody starves." beside somebody who got nothing reads as wrong: two of seven are refused, and ask no more. */
    @Test
    void whoAsksNoMoreIsNotStarvingAndTheAnswerSaysSo() throws IOException {
        assertThat(run("run", "", "--full").out().replaceAll("\\s+", " "))
                .contains(
                        "Nobody starves. ",
                        "Nobody starves: who is refused gets an id at the same moment, or asks no more.");
    }

    @ParameterizedTest
    @CsvSource({"sweep, expected a path with its values", "plan, expected what to look for"})
    void aFileWithoutTheKeyIsAnInvalidInput(String command, String message) throws IOException {
        Cli cli = run(command, "");
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains(message).hasLineCount(1);
    }

    @Test
    void drawsLinesAlongOneAxisAndMapsOverTwo() throws IOException {
        var unused = draw("sweep", SWEEP);
        assertThat(charts("sweep")).contains("sweep-first-try-success.png", "sweep-starvation-time.svg");
        var unused2 = draw("sweep", "sweep: {tenants.web.instances: [4, 6], /web/misc.max.pasid: [3, 5, 7]}\n");
        assertThat(charts("sweep")).contains("sweep-web-first-try-success-open.png");
        var unused3 = draw("plan", PLAN);
        assertThat(charts("plan")).contains("plan.png");
        assertThat(Files.readString(results("plan").resolve("plan.html")))
                .contains("is 7,")
                .contains("<svg");
    }

    private static final String TWO = """
            scenario: seats
            question: How many ids must the limit be?
            host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
            cgroups: {/web: {}, /db: {}}
            controls: {misc_pasid: on}
            tenants:
              web: {cgroup: /web, kind: container, instances: 7, processes: {initial: 1, arrivals: none, lifetime: forever, devices: [dsa]}}
              db: {cgroup: /db, kind: container, instances: 20, processes: {initial: 1, arrivals: none, lifetime: forever, devices: [dsa]}}
            run: {duration: 1s, replications: 2, seed: 1}
            """;

    /** Three spellings of the same sweep; web wants 7 ids and db 20, whatever both limits are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sweep: {'/web/misc.max.pasid, /db/misc.max.pasid': [5, 10, 20, 50]}\n",
                "sweep: {/web/misc.max.pasid: [5, 10, 20, 50], /db/misc.max.pasid: [5, 10, 20, 50],"
                        + " where: [/web/misc.max.pasid == /db/misc.max.pasid]}\n",
                "--axis"
            })
    void axesThatAreTiedAreOne(String spelling) throws IOException {
        boolean isOption = spelling.equals("--axis");
        Path file = Files.writeString(directory.resolve("two.yaml"), TWO + (isOption ? "" : spelling));
        List<String> args = new ArrayList<>(List.of("sweep", file.toString(), "--no-charts"));
        args.addAll(List.of("--out", directory.resolve("results").toString()));
        if (isOption) {
            args.addAll(List.of("--axis", "/web/misc.max.pasid,/db/misc.max.pasid=5..50"));
        }
        Cli cli = Cli.run(args.toArray(String[]::new));
        assertThat(cli.err())
                .startsWith(isOption ? "ioasid-sim: note: of the range that --axis gives " : "results are in ");
        assertThat(cli.out())
                .contains("over /web's PASID limit (and 1 other)")
                // 5 of 7, 5 of 20 and 10 of 20 get an id
                .containsPattern("at\\s5,\\sdb\\sand\\sweb\\smiss")
                .containsPattern("25\\s%\\sto\\s71.4\\s%")
                .containsPattern("at\\s10,\\sdb\\smisses");
        assertThat(cli.out().lines().count()).isLessThanOrEqualTo(25);
        assertThat(cli.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(Files.readAllLines(results("sweep").resolve("sweep.csv")))
                .anyMatch(line -> line.startsWith("20,20,base,db,first_try_success,fraction,higher,1,"));
    }

    /** The kernel takes whole numbers alone: 1.42 of a range that is spread evenly would end the sweep before it begins. */
    @Test
    void limitsOfCgroupsAreSweptAtWholeNumbers() throws IOException {
        assertThat(run("sweep", PLAN).status()).isZero();
        assertThat(Files.readAllLines(results("sweep").resolve("sweep.csv")).stream()
                        .skip(1)
                        .map(line -> line.substring(0, line.indexOf(',')))
                        .distinct())
                // from 1 to 20 by a factor of 1.45 each, rounded, without repetition
                .containsExactly("1", "2", "3", "4", "7", "9", "14", "20");
        assertThat(run("sweep", "", "--axis", "/web/misc.max.pasid=5..9").status())
                .isZero();
    }

    /** A range does not say which of its values are swept. */
    @Test
    void saysWhichValuesOfARangeAreSwept() throws IOException {
        assertThat(run("sweep", "", "--axis", "tenants.web.instances=1..12").err())
                .contains("note: of the range that --axis gives tenants.web.instances, 1, 2, 5, 10, 12 are swept;"
                        + " for others: --axis tenants.web.instances=VALUE,VALUE,...\n");
        assertThat(run("sweep", PLAN).err())
                .contains("note: of the range that plan.between gives /web/misc.max.pasid,"
                        + " 1, 2, 3, 4, 7, 9, 14, 20 are swept;");
        assertThat(run("sweep", "", "--axis", "tenants.web.instances=1,12").err())
                .doesNotContain("note: ");
        assertThat(run("sweep", "", "--axis", "tenants.web.instances=2..8").err())
                .contains(" 2, 3, 4, 5, 6, 7, 8 are swept;"); // 5 was left out
        assertThat(run("sweep", "", "--axis", "tenants.web.instances=1..12", "--quiet")
                        .err())
                .isEmpty();
        assertThat(Cli.run("help", "sweep").out().replaceAll("\\s+", " "))
                .contains("takes both ends and 1, 2, 5, 10, ... between them, any other range six values;"
                        + " to take others, list them.");
    }

    @Test
    void printsTheMetricsAskedForAndAnOwnQuestion() throws IOException {
        Cli cli = run(
                "sweep",
                "sweep: {tenants.web.instances: [4, 10], metrics: [requests], question: Who asks?}\n",
                "--variant",
                "closed");
        assertThat(cli.out())
                .startsWith("Who asks?\n")
                .containsPattern("(?m)^requests\n")
                .doesNotContain("Jain");
        assertThat(run("sweep", SWEEP, "--metric", "web.held_peak").out()).contains("held peak");
        Cli wrong = run("sweep", SWEEP, "--metric", "starvation_tim");
        assertThat(wrong.status()).isEqualTo(3);
        assertThat(wrong.err()).contains("expected a metric, found starvation_tim", "did you mean starvation_time?");
        Cli option = run("sweep", SWEEP, "--axis", "tenants.web.instances=4,5", "--metric", "starvation_tim");
        assertThat(option.err()).startsWith("--metric: ").hasLineCount(1);
    }

    @Test
    void aScreenLeavesOutRowsThatFullPrints() throws IOException {
        String wide = "sweep: {tenants.web.instances: {range: [1, 40], points: 40}}\n";
        Cli brief = run("sweep", wide);
        assertThat(brief.out().lines().count()).isLessThanOrEqualTo(25);
        assertThat(brief.out()).endsWith("More: --full, or sweep.csv\n");
        assertThat(run("sweep", wide, "--full").out().lines().count()).isGreaterThan(40);
    }

    /** A sweep of two variants that share a warm-up, and a plan: each point is run again by itself, as it was. */
    @Test
    void verifyRunsEachPointAgain() throws IOException {
        String[] found = {"--set", "run.warm_up=auto", "--set", "tenants.web.processes.arrivals={poisson: 3/s}"};
        var both = new ArrayList<>(List.of(found));
        both.addAll(List.of("--variant", "open", "--variant", "closed", "--duration", "20s"));
        both.addAll(List.of("--set", "tenants.web.processes.lifetime={exponential: {mean: 2s}}"));
        var unused = run("sweep", SWEEP, both.toArray(String[]::new));
        var unused2 = run("plan", PLAN);
        Cli sweep = Cli.run("verify", results("sweep").toString());
        // 4 points of 2 variants: a scenario and 2 replications each; sweep.csv and sweep.html
        assertThat(sweep.out()).endsWith("\n26 passed, 0 failed\n");
        Cli plan = Cli.run("verify", results("plan").toString());
        assertThat(plan.out()).endsWith(" 0 failed\n");
        Cli all = Cli.run("verify", directory.resolve("results/seats").toString(), "--format", "json");
        assertThat(JsonParser.parseString(all.out()).getAsJsonArray()).hasSize(2);

        Path manifest = results("sweep").resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replaceFirst("\"event_hash\": \"[0-9a-f]+\"", "\"event_hash\": \"0000000000000000\""));
        assertThat(Cli.run("verify", results("sweep").toString()).out())
                .contains("FAILED tenants.web.instances=4, open, replication 1: expected event hash 0000000000000000")
                .endsWith(" 1 failed\n");
    }

    /** A sweep of two variants, and a plan whose next value hangs on the answers before it. */
    @ParameterizedTest
    @ValueSource(strings = {"sweep", "plan"})
    void reportWritesItAgainWithoutSimulating(String command) throws IOException {
        Cli first = run(command, SWEEP + PLAN);
        Path table = results(command).resolve(command + ".csv");
        String written = Files.readString(table);
        Files.delete(table);

        Cli again = Cli.run("report", results(command).toString(), "--no-charts", "--full");

        assertThat(again.err()).isEqualTo("results are in " + results(command) + "\n");
        assertThat(again.out()).isEqualTo(command.equals("plan") ? first.out() : again.out());
        assertThat(table).hasContent(written);

        Path file = directory.resolve("seats.yaml");
        Files.writeString(file, Files.readString(file).replace("duration: 1s", "duration: 2s"));
        Cli changed = Cli.run("report", results(command).toString(), "--no-charts");
        assertThat(changed.status()).isEqualTo(3);
        assertThat(changed.err()).hasLineCount(1).contains("the scenario has changed since: nothing was written");
        assertThat(table).hasContent(written);
    }

    @Test
    void theManifestOfASweepHasTheScenarioOnce() throws IOException {
        var unused = run("sweep", SWEEP);
        String manifest = Files.readString(results("sweep").resolve("manifest.json"));

        assertThat(manifest.split("\"scenario_resolved\"", -1)).hasSize(1 + 1);
        assertThat(manifest).contains("instances: 10");
        assertThat(Cli.run("verify", results("sweep").toString()).out()).endsWith(" 0 failed\n");

        Files.writeString(
                results("sweep").resolve("manifest.json"),
                manifest.replaceFirst("(\"lines\": \\[\\s*\" *instances: )5", "$19"));
        assertThat(Cli.run("verify", results("sweep").toString()).out())
                .contains("FAILED tenants.web.instances=5, open, scenario");
    }

    private List<String> charts(String command) throws IOException {
        try (var files = Files.list(results(command).resolve("charts"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void planFitsOnOneScreen() throws IOException {
        Cli cli = draw("plan", """
                plan:
                  find: largest tenants.web.instances
                  between: [1, 20]
                  such_that: [web.first_try_success >= 100%]
                  across: {/web/misc.max.pasid: [3, 11]}
                """, "--no-charts");
        assertThat(cli.out()).startsWith("How many ids must the limit be?\nWith /web's PASID limit 3: the largest");
        assertThat(cli.out().lines())
                .hasSizeLessThanOrEqualTo(25)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    private Cli run(String command, String keys, String... more) throws IOException {
        var options = new ArrayList<>(List.of(more));
        options.add("--no-charts");
        if (command.equals("plan")) {
            options.add("--full");
        }
        return draw(command, keys, options.toArray(String[]::new));
    }

    private Cli draw(String command, String keys, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("seats.yaml"), SCENARIO + keys);
        var args = new ArrayList<>(List.of(
                command, file.toString(), "--out", directory.resolve("results").toString()));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    private Path results(String command) {
        return directory.resolve("results/seats").resolve(command);
    }
}
