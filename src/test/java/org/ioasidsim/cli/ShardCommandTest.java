package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ioasidsim.cli.base.Console;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shards simulated apart must give the bytes of one process, whatever became of a shard; and nobody may be a shard unasked. */
@Tag("slow")
class ShardCommandTest {
    private static final String SCENARIO = """
            scenario: shared-out
            question: Do shards add up?
            host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
            cgroups: {/web: {}}
            controls: {misc_pasid: on}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 2
                processes:
                  arrivals: {poisson: 5/s}
                  lifetime: {exponential: {mean: 1s}}
                  devices: [dsa]
            run: {duration: 10s, warm_up: 5s, replications: 5, seed: 1}
            sweep: {tenants.web.instances: [1, 2, 3]}
            variants:
              free: {}
              narrow: {/web/misc.max: pasid 3}
            """;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"run", "compare", "sweep", "isolation --aggressor db --factors 0,1,2"})
    void shardsGiveTheBytesOfOneProcess(String words) throws IOException {
        String command = words + " --set tenants.db=" + "{cgroup: /web, kind: container, instances: 1, processes: "
                + "{arrivals: {poisson: 2/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}}";
        Map<String, String> whole = results("whole", command, "--jobs", "1");
        int simulated = 0;
        for (int number = 1; number <= 3; number++) {
            Cli shard = shard("shards", command, number + "/3");
            assertThat(shard.out()).isEmpty();
            simulated += simulated(shard);
        }
        Cli merged = run("shards", command);
        assertThat(merged.err()).startsWith("reused " + simulated + " replications");
        assertThat(contents("shards", merged)).isEqualTo(whole);
    }

    /** Without another's pilots there is no warm-up, and no number of replications without all the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run.warm_up=auto",
                "run.precision={metric: held_mean, tenant: web, relative: 8%, max_replications: 20}"
            })
    void whatReplicationsDecideTogetherIsAsInOneProcess(String change) throws IOException {
        for (String command : List.of("run", "sweep")) {
            Map<String, String> whole = results(command + "-whole", command + " --set " + change);
            for (String shard : List.of("1/2", "2/2", "2/2")) {
                var unused = shard(command, command + " --set " + change, shard);
            }
            assertThat(results(command, command + " --set " + change)).isEqualTo(whole);
        }
    }

    @Test
    void aPackCutShortCostsOnlyWhatWasCut() throws IOException {
        Map<String, String> whole = results("whole", "run");
        assertThat(simulated(shard("shards", "run", "1/1"))).isEqualTo(10);
        Path pack = packs("shards").get(0);
        byte[] bytes = Files.readAllBytes(pack);
        Files.write(pack, Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(simulated(shard("shards", "run", "1/1"))).isEqualTo(1);
        Cli merged = run("shards", "run");
        assertThat(merged.err()).startsWith("reused 10 replications");
        assertThat(contents("shards", merged)).isEqualTo(whole);
    }

    @Test
    void mergingBringsTogetherWhatMachinesKeptApart() throws IOException {
        Map<String, String> whole = results("whole", "sweep");
        for (int number = 1; number <= 2; number++) {
            var unused = shard("machine-" + number, "sweep", number + "/2");
        }
        assertThat(merge()).isEqualTo("15 replications copied into DIR/here, 0 were there already\n");
        assertThat(merge()).isEqualTo("0 replications copied into DIR/here, 15 were there already\n");
        Cli merged = run("here", "sweep");
        assertThat(merged.err()).startsWith("reused 15 replications");
        assertThat(contents("here", merged)).isEqualTo(whole);
    }

    private String merge() {
        Cli merge = Cli.run(
                "store",
                "merge",
                directory.resolve("machine-1").toString(),
                directory.resolve("machine-2").toString(),
                "--out",
                directory.resolve("here").toString());
        assertThat(merge.err()).isEmpty();
        assertThat(merge.status()).isZero();
        return merge.out().replace(directory.toString(), "DIR");
    }

    /** What lies at any other place is found by no command, and nobody would learn why all is simulated again. */
    @ParameterizedTest
    @ValueSource(strings = {"machines", "machines/1", "machines/1/shared-out", "machines/1/shared-out/.replications"})
    void mergingPutsEachScenarioWhereCommandsLook(String named) throws IOException {
        assertThat(simulated(shard("machines/1", "run", "1/1"))).isEqualTo(10);
        Cli merge = Cli.run("store", "merge", path(named), "--out", path("here"));
        assertThat(merge.out()).startsWith("10 replications copied into ");
        assertThat(run("here", "run").err()).startsWith("reused 10 replications");
    }

    /** The case of a forgotten --seed: the shards' hours would be lost without a word. Ten replications are of the run, in two variants of five. */
    @ParameterizedTest
    @ValueSource(strings = {"--seed 2", "--set tenants.web.instances=3"})
    void shardsWithOtherOptionsAreNotPassedOverInSilence(String other) throws IOException {
        assertThat(simulated(shard("results", "run " + other, "1/1"))).isEqualTo(10);
        assertThat(run("results", "run").err())
                .contains("10 replications that shards kept here are not used, and 10 were simulated");
        assertThat(run("results", "run").err()).as("nothing is simulated").doesNotContain("not used");
        assertThat(simulated(shard("more", "run --replications 7", "1/1"))).isEqualTo(14);
        assertThat(run("more", "run").err()).as("enough").doesNotContain("not used");
    }

    /** The case of a machine with another Java: what it simulated is not found, and its hours would be lost without a word. */
    @Test
    void shardsOfAnotherProgramAreNotPassedOverInSilence() throws IOException {
        String warning =
                "has shards of another version of the program, its policies or Java, which this one does not use";
        assertThat(simulated(shard("results", "run", "1/1"))).isEqualTo(10);
        Path program = packs("results").get(0).resolve("../..").normalize();
        Files.move(program, program.resolveSibling("0123456789abcdef"));
        Cli shard = shard("results", "run", "1/2");
        assertThat(shard.err()).containsOnlyOnce(warning);
        assertThat(run("results", "run").err()).containsOnlyOnce(warning);
        assertThat(run("results", "run").err()).doesNotContain(warning); // nothing is simulated again
    }

    @Test
    void pruningCountsWhatPacksHold() throws IOException {
        assertThat(simulated(shard("results", "run", "1/1"))).isEqualTo(10);
        assertThat(pruned("--list"))
                .contains("shared-out: 10 replications can be removed (")
                .contains(", 0 kept");
        var unused = run("results", "run");
        assertThat(pruned()).contains("shared-out: 0 replications removed (0.0 MB), 10 kept");
    }

    private String pruned(String... more) {
        var args = new ArrayList<>(List.of("store", "prune", path("results")));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new)).out().replaceAll("\\s+", " ");
    }

    @Test
    void mergingSaysWhereNothingIsKept() {
        Cli merge = Cli.run("store", "merge", directory.toString(), directory + "/none", "--out", directory + "/here");
        assertThat(merge.status()).isEqualTo(3);
        assertThat(merge.err())
                .contains(directory + ": expected replications that a run or a shard kept, found none\n")
                .contains(directory + "/none: no such directory: name one with results\n");
    }

    @Test
    void anArrayOfSlurmOrKubernetesSaysWhichShard() throws IOException {
        Map<String, String> slurm =
                Map.of("SLURM_ARRAY_TASK_ID", "8", "SLURM_ARRAY_TASK_MIN", "7", "SLURM_ARRAY_TASK_COUNT", "4");
        assertThat(automatic(slurm).err()).startsWith("shard 2 of 4, by SLURM_ARRAY_TASK_ID\n");
        Map<String, String> kubernetes = Map.of("JOB_COMPLETION_INDEX", "0", "JOB_COMPLETIONS", "4");
        assertThat(automatic(kubernetes).err()).startsWith("shard 1 of 4, by JOB_COMPLETION_INDEX\n");
        assertThat(packs("auto").stream().map(pack -> pack.getFileName().toString()))
                .containsExactlyInAnyOrder("shard-1-of-4.1.pack", "shard-2-of-4.1.pack");
    }

    /** The arrays of {@code sbatch --array}: 0-3, 1-4, 2-8:2 and the last task of one that was started again alone. */
    @ParameterizedTest
    @ValueSource(strings = {"2 0 3 1 4: 3 of 4", "4 1 4 1 4: 4 of 4", "6 2 8 2 4: 3 of 4", "7 7 7 1 1: 1 of 1"})
    void anArrayOfEqualStepsDealsOutAllShards(String words) throws IOException {
        String[] taskAndShard = words.split(": ", -1);
        assertThat(automatic(slurm(taskAndShard[0])).err())
                .startsWith("shard " + taskAndShard[1] + ", by SLURM_ARRAY_TASK_ID\n");
    }

    /** The first task of such an array used to be shard 1 of 3, and shard 2 nobody's. */
    @ParameterizedTest
    @ValueSource(strings = {"0 0 7 1 3", "5 0 7 1 3", "7 0 7 1 3", "3 2 8 2 4"})
    void anArrayWithGapsIsRefused(String task) throws IOException {
        Cli cli = automatic(slurm(task));
        assertUsage(cli, "--shard auto: an array with gaps (");
        assertThat(cli.err()).contains(", or say --shard I/N");
        assertThat(directory.resolve("auto")).doesNotExist();
    }

    /** Returns the environment of a task: its number, the least and the greatest of its array, the step, and how many there are. */
    private static Map<String, String> slurm(String task) {
        String[] numbers = task.split(" ", -1);
        return Map.of(
                "SLURM_ARRAY_TASK_ID", numbers[0],
                "SLURM_ARRAY_TASK_MIN", numbers[1],
                "SLURM_ARRAY_TASK_MAX", numbers[2],
                "SLURM_ARRAY_TASK_STEP", numbers[3],
                "SLURM_ARRAY_TASK_COUNT", numbers[4]);
    }

    @Test
    void autoSaysWhatItLacks() throws IOException {
        assertUsage(automatic(Map.of()), "--shard auto: neither SLURM_ARRAY_TASK_ID");
        assertUsage(
                automatic(Map.of("JOB_COMPLETION_INDEX", "0")),
                "--shard auto: expected a number in JOB_COMPLETIONS, found none");
        assertUsage(
                automatic(Map.of("SLURM_ARRAY_TASK_ID", "9", "SLURM_ARRAY_TASK_COUNT", "4")),
                "SLURM_ARRAY_TASK_ID: shard 9 of 4 does not exist: shards are counted from 1 to 4\n");
        assertUsage(
                automatic(Map.of("JOB_COMPLETION_INDEX", "4", "JOB_COMPLETIONS", "4")),
                "JOB_COMPLETION_INDEX: shard 5 of 4 does not exist: shards are counted from 1 to 4: set JOB_COMPLETIONS to the"
                        + " Job's completions\n");
    }

    /** Somebody whose shell runs in an array wants all of it. */
    @Test
    void nobodyIsAShardUnasked() throws IOException {
        Cli cli = runIn(Map.of("SLURM_ARRAY_TASK_ID", "1", "SLURM_ARRAY_TASK_COUNT", "4"), "--out", path("all"));
        assertThat(cli.err()).doesNotContain("shard");
        assertThat(cli.out()).isNotEmpty();
    }

    @Test
    void whatCannotBeSharedOutIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("f.yaml"), SCENARIO);
        assertUsage(
                Cli.run("run", file.toString(), "--shard", "0/4"),
                "--shard 0/4: shard 0 of 4 does not exist: shards are counted from 1 to 4\n");
        assertUsage(
                Cli.run("run", file.toString(), "--shard", "1/0"),
                "--shard 1/0: expected at least one shard, such as 1/4, found 1/0\n");
        assertUsage(Cli.run("run", file.toString(), "--shard", "1"), "--shard '1' is neither I/N");
        assertUsage(
                Cli.run("plan", file.toString(), "--shard", "0/4"),
                "--shard: plan has no shards, for it chooses each value by the answers");
        assertUsage(Cli.run("show", file.toString(), "--shard", "1/4"), "--shard belongs to run, compare,");
        assertUsage(
                Cli.run("run", file.toString(), "--shard", "1/4", "--seed", "random"), "--seed random with --shard");
        assertUsage(
                Cli.run("run", file.toString(), "--shard", "1/4", "--record", path("ops")), "--record with --shard");
        assertUsage(
                Cli.run("run", file.toString(), "--shard", "1/4", "--fresh"),
                "--fresh with --shard: the command that writes the results would simulate everything again");
    }

    private static void assertUsage(Cli cli, String message) {
        assertThat(cli.err()).contains("ioasid-sim: " + message);
        assertThat(cli.status()).isEqualTo(2);
    }

    private Cli automatic(Map<String, String> environment) throws IOException {
        return runIn(environment, "--shard", "auto", "--out", path("auto"));
    }

    private Cli runIn(Map<String, String> environment, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("f.yaml"), SCENARIO);
        var args = new ArrayList<>(List.of("run", file.toString(), "--no-charts"));
        args.addAll(List.of(more));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Console plain = Cli.console(new ByteArrayInputStream(new byte[0]), out, err);
        var console = new Console(plain.in(), plain.out(), plain.err(), false, false, false, environment, plain.pipe());
        int status = Main.execute(console, args.toArray(String[]::new));
        return new Cli(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private Cli shard(String out, String command, String shard) throws IOException {
        return run(out, command, "--shard", shard);
    }

    private static int simulated(Cli shard) {
        String[] words = shard.err().split(": ", 2)[1].split(" ", 2);
        return Integer.parseInt(words[0]);
    }

    private Map<String, String> results(String out, String command, String... more) throws IOException {
        return contents(out, run(out, command, more));
    }

    /** Runs a command whose last {@code --set} may hold blanks. */
    private Cli run(String out, String command, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("shared-out.yaml"), SCENARIO);
        String[] set = command.split(" --set ", 2);
        var args = new ArrayList<>(List.of(set[0].split(" ", -1)));
        args.addAll(List.of(file.toString(), "--no-charts", "--out", path(out)));
        if (set.length > 1) {
            args.addAll(List.of("--set", set[1]));
        }
        args.addAll(List.of(more));
        Cli cli = Cli.run(args.toArray(String[]::new));
        assertThat(cli.status()).as(cli.err()).isIn(0, 6);
        return cli;
    }

    /** Returns standard output and all result files but the manifest, which tells the time. */
    private Map<String, String> contents(String out, Cli cli) throws IOException {
        Map<String, String> contents = new TreeMap<>(Map.of("standard output", cli.out()));
        for (Path file : files(out)) {
            String name = directory.resolve(out).relativize(file).toString();
            if (!name.contains(".replications") && !name.endsWith("manifest.json")) {
                contents.put(name, Files.readString(file));
            }
        }
        assertThat(contents).hasSizeGreaterThan(1);
        return contents;
    }

    private List<Path> packs(String out) throws IOException {
        return files(out).stream()
                .filter(file -> file.toString().endsWith(".pack"))
                .toList();
    }

    private List<Path> files(String out) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve(out))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
