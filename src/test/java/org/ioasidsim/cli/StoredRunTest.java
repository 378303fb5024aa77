package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that is taken up again must give the bytes of one that was never stopped, whatever was kept of it; and a directory of results
 * must be told to be its own, or not.
 */
@Tag("slow")
class StoredRunTest {
    private static final String SCENARIO = """
            scenario: kept
            question: Is it kept?
            host: {preset: x86-vtd-8bit-viommu, devices: {dsa: {}}}
            cgroups: {/web: {}}
            controls: {misc_pasid: on}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes:
                  arrivals: {poisson: 5/s}
                  lifetime: {exponential: {mean: 1s}}
                  devices: [dsa]
            run: {duration: 10s, warm_up: auto, replications: 3, seed: 1}
            variants:
              free: {}
              narrow: {/web/misc.max: pasid 3}
            """;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void whatEarlierRunsFinishedIsNotSimulatedAgain() throws IOException {
        assertThat(run("--replications", "2").err()).doesNotContain("reused");
        // 2 variants of 2 replications, and 2 pilots of each for the warm-up
        Cli again = run("--replications", "2");
        assertThat(again.err()).startsWith("reused 8 replications of earlier runs (--fresh simulates them again)\n");
        assertThat(run("--replications", "2", "--fresh").err()).doesNotContain("reused");
    }

    @Test
    void aLongerRunOnKeptReplicationsGivesTheBytesOfAFreshOne() throws IOException {
        var unused = run("--replications", "6");
        Map<String, String> grown = contents(run("--replications", "7"));
        assertThat(grown).isEqualTo(contents(run("--replications", "7", "--fresh", "--jobs", "1")));
    }

    @Test
    void aDamagedReplicationIsSimulatedAgain() throws IOException {
        Map<String, String> whole = contents(run());
        for (Path file : kept()) {
            Files.write(file, new byte[] {1, 2, 3});
        }
        Cli repaired = run();
        assertThat(repaired.err())
                .doesNotContain("reused")
                .containsPattern(
                        "ioasid-sim: \\S+/.replications/\\S+/\\d{4}.bin and \\d+ more: damaged, or kept for something else");
        assertThat(contents(repaired)).isEqualTo(whole);
        assertThat(run().err()).contains("reused");
    }

    /** Files whole in themselves: that of one variant in the place of the other's, and replication 2 in that of 1. */
    @Test
    void aReplicationKeptForSomethingElseIsSimulatedAgain() throws IOException {
        Map<String, String> whole = contents(run());
        List<Path> files = kept();
        byte[] first = Files.readAllBytes(files.get(0));
        for (int i = 0; i < files.size(); i++) {
            Files.write(files.get(i), i + 1 < files.size() ? Files.readAllBytes(files.get(i + 1)) : first);
        }
        Cli repaired = run();
        assertThat(repaired.err()).doesNotContain("reused").contains("kept for something else: simulated again");
        assertThat(contents(repaired)).isEqualTo(whole);
    }

    @Test
    void anotherSeedFindsNothingKept() throws IOException {
        var unused = run();
        assertThat(run("--seed", "2").err()).doesNotContain("reused");
    }

    @Test
    void reportWritesTheBytesOfTheRunAgain() throws IOException {
        Map<String, String> written = contents(run());
        String manifest = Files.readString(results().resolve("manifest.json"));
        Files.delete(results().resolve("summary.csv"));
        Files.delete(results().resolve("report.html"));

        Cli report = Cli.run("report", results().toString(), "--no-charts");
        assertThat(report.err()).isEmpty();
        assertThat(contents(report)).isEqualTo(written);
        assertThat(results().resolve("manifest.json")).hasContent(manifest);
    }

    @Test
    void reportWritesAComparisonAgainToo() throws IOException {
        Map<String, String> written = contents("compare", command("compare"));
        Files.delete(results("compare").resolve("comparison.csv"));
        assertThat(contents("compare", Cli.run("report", results("compare").toString(), "--no-charts")))
                .isEqualTo(written);
    }

    @Test
    void reportWritesAnIsolationAgain() throws IOException {
        Path file = directory.resolve("kept.yaml");
        Files.writeString(
                file,
                SCENARIO.replace(
                        "tenants:\n",
                        "tenants:\n  db: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 1/s},"
                                + " lifetime: 1s, devices: [dsa]}}\n"));
        Cli isolation = Cli.run(
                "isolation",
                file.toString(),
                "--variant",
                "free",
                "--aggressor",
                "web",
                "--no-charts",
                "--out",
                directory.resolve("results").toString());
        Map<String, String> written = contents("isolation", isolation);
        Files.delete(results("isolation").resolve("isolation.csv"));
        assertThat(contents("isolation", Cli.run("report", results("isolation").toString(), "--no-charts")))
                .isEqualTo(written);
        // 8 loads, a scenario and 3 replications each; the 9 files of a run and 3 of the isolation
        Cli verify = Cli.run("verify", results("isolation").toString());
        assertThat(verify.out()).endsWith("\n44 passed, 0 failed\n");
    }

    @Test
    void morePrecisionAddsToWhatIsKeptAndReportFindsItAll() throws IOException {
        var unused = run("--replications", "10");
        String[] narrower = {
            "--set", "run.precision={metric: requests, tenant: web, half_width: 3, max_replications: 100}"
        };
        Cli precise = run(narrower);
        // 2 variants of 10 replications, and 5 pilots of each for the warm-up
        assertThat(precise.err()).startsWith("reused 30 replications");
        Map<String, String> written = contents(precise);
        assertThat(Files.readAllLines(results().resolve("replications.csv")))
                .anyMatch(line -> line.startsWith("free,11,"));
        assertThat(contents(Cli.run("report", results().toString(), "--no-charts")))
                .isEqualTo(written);
        assertThat(Cli.run("verify", results().toString()).out()).endsWith(" 0 failed\n");
    }

    @Test
    void aRecordedRunReusesNothing() throws IOException {
        var unused = run("--variant", "free");
        Path ops = directory.resolve("free.ops");
        Cli recorded = run("--variant", "free", "--record", ops.toString());
        assertThat(recorded.err()).doesNotContain("reused");
        assertThat(Files.size(ops)).isPositive();
    }

    @Test
    void reportSaysWhatToDoWhenNothingIsKept() throws IOException {
        var unused = run();
        for (Path file : kept()) {
            Files.delete(file);
        }
        Cli report = Cli.run("report", results().toString());
        assertThat(report.status()).isEqualTo(3);
        assertThat(report.err())
                .contains("stored replications are missing or damaged; this simulates them again: ")
                .contains("./ioasid-sim run");
    }

    @Test
    void verifyFindsTheRunItself() throws IOException {
        var unused = run();
        Cli verify = Cli.run("verify", results().toString());
        // 2 scenarios, 6 replications, 6 tables, answer.json, summary.txt and report.html
        assertThat(verify.out().replace('\n', ' ')).contains("written and checked by ioasid-sim");
        assertThat(verify.out()).endsWith("\n17 passed, 0 failed\n");
        assertThat(verify.status()).isZero();
    }

    @Test
    void verifyTellsAChangedFileAndAChangedNumber() throws IOException {
        var unused = run();
        Files.writeString(results().resolve("summary.csv"), "variant\n");
        Path manifest = results().resolve("manifest.json");
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replaceFirst("\"event_hash\": \"[0-9a-f]+\"", "\"event_hash\": \"0000000000000000\""));
        Cli verify = Cli.run("verify", results().toString());
        assertThat(verify.out())
                .contains("FAILED free, replication 1: expected event hash 0000000000000000, found event hash ")
                .contains("FAILED summary.csv: expected sha256 ")
                .endsWith("15 passed, 2 failed\n");
        assertThat(verify.status()).isEqualTo(5);
    }

    @Test
    void aDirectoryWithoutAWholeManifestIsAnInvalidInput() throws IOException {
        for (String command : List.of("verify", "report")) {
            Cli none = Cli.run(command, directory.toString());
            assertThat(none.status()).isEqualTo(3);
            assertThat(none.err()).contains("manifest.json: no such file: name a directory that");
        }
        Files.writeString(directory.resolve("manifest.json"), "{\"version\": \"1\"");
        for (String command : List.of("verify", "report")) {
            Cli broken = Cli.run(command, directory.toString());
            assertThat(broken.status()).isEqualTo(3);
            assertThat(broken.err()).contains("manifest.json: is no manifest").hasLineCount(1);
        }
    }

    /** What one command wrote must not change because another ran, and none simulates what another has kept. */
    @Test
    void eachCommandHasADirectoryAndTheyShareWhatIsKept() throws IOException {
        Map<String, String> written = contents(run());
        assertThat(command("compare").err()).startsWith("reused 12 replications");
        assertThat(contents(new Cli(0, written.getOrDefault("standard output", ""), "")))
                .isEqualTo(written);
        for (String command : List.of("run", "compare")) {
            try (var files = Files.list(results(command))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .as("what its manifest lists, and that")
                        .containsExactlyInAnyOrderElementsOf(listed(command));
            }
        }
        String index = Files.readString(directory.resolve("results/kept/index.html"));
        assertThat(index).contains("href=\"run/report.html\"", "href=\"compare/comparison.csv\"");
        assertThat(Pattern.compile("</h2>\\s*<p>(.*?)</p>")
                        .matcher(index)
                        .results()
                        .map(found -> found.group(1)))
                .as("each command's own answer")
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(Cli.run("report", directory.resolve("results/kept").toString(), "--no-charts")
                        .status())
                .isZero();
    }

    private List<String> listed(String command) throws IOException {
        var manifest = JsonParser.parseString(Files.readString(results(command).resolve("manifest.json")))
                .getAsJsonObject();
        List<String> files =
                new ArrayList<>(manifest.getAsJsonObject("files_sha256").keySet());
        files.add("manifest.json");
        return files;
    }

    /** What a manifest needs, its pilots and compare's included, must survive; what another seed left must not. */
    @Test
    void pruneKeepsWhatAManifestNeeds() throws IOException {
        var unused = run("--seed", "2");
        int ofOtherSeed = kept().size();
        Map<String, String> written = contents(run());
        var unused2 = command("compare");
        int all = kept().size();
        String out = directory.resolve("results").toString();
        assertThat(Cli.run("store", "prune", out, "--list").out().replaceAll("\\s+", " "))
                .contains(": " + ofOtherSeed + " replications can be removed (");
        assertThat(kept()).hasSize(all);

        assertThat(Cli.run("store", "prune", out).status()).isZero();
        assertThat(kept()).hasSize(all - ofOtherSeed);
        assertThat(contents(Cli.run("report", results().toString(), "--no-charts")))
                .isEqualTo(written);
        assertThat(Cli.run("store", "prune", out, "--format", "json").out()).contains("\"removed\": 0");
    }

    @Test
    void whatTheManifestDoesNotListMovesBeside() throws IOException {
        var unused = run();
        Files.writeString(results().resolve("notes.txt"), "mine");
        assertThat(run().err()).contains("1 file that run has not written moved from ");
        assertThat(results().resolve("notes.txt")).doesNotExist();
        assertThat(directory.resolve("results/kept/unlisted/run/notes.txt")).hasContent("mine");
    }

    /** Results of an earlier version lie in the directory of the scenario itself. */
    @Test
    void resultsWithoutADirectoryOfTheirCommandAreStillRead() throws IOException {
        Map<String, String> written = contents(run());
        Path old = directory.resolve("results/old");
        Files.move(directory.resolve("results/kept"), old);
        try (var files = Files.list(old.resolve("run"))) {
            for (Path file : files.toList()) {
                Files.move(file, old.resolve(file.getFileName().toString()));
            }
        }
        Files.delete(old.resolve("run"));
        Files.delete(old.resolve("index.html"));
        Files.delete(old.resolve("summary.csv"));
        Cli report = Cli.run("report", old.toString(), "--no-charts");
        assertThat(report.status()).as(report.err()).isZero();
        assertThat(old.resolve("summary.csv"))
                .hasContent(
                        written.getOrDefault(results().resolve("summary.csv").toString(), ""));
        assertThat(Cli.run("verify", old.toString()).out()).endsWith(" 0 failed\n");
        assertThat(old.resolve("run")).doesNotExist();
    }

    private Cli run(String... more) throws IOException {
        return command("run", more);
    }

    private Cli command(String command, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("kept.yaml"), SCENARIO);
        var args = new ArrayList<>(List.of(
                command,
                file.toString(),
                "--no-charts",
                "--out",
                directory.resolve("results").toString()));
        args.addAll(List.of(more));
        Cli cli = Cli.run(args.toArray(String[]::new));
        assertThat(cli.status()).as(cli.err()).isZero();
        return cli;
    }

    private Path results() {
        return results("run");
    }

    private Path results(String command) {
        return directory.resolve("results/kept").resolve(command);
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.walk(directory.resolve("results/kept"))) {
            return files.filter(file -> file.toString().endsWith(".bin")).toList();
        }
    }

    /** Returns what {@code cli} left and printed: all files but the manifest, which has the time, and what is kept. */
    private Map<String, String> contents(Cli cli) throws IOException {
        return contents("run", cli);
    }

    private Map<String, String> contents(String command, Cli cli) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        contents.put("standard output", cli.out());
        try (var files = Files.list(results(command))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("manifest.json")) {
                    contents.put(file.toString(), Files.readString(file));
                }
            }
        }
        return contents;
    }
}
