package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ioasidsim.scenario.ScenarioTemplate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One mistake must give one line, and the line must say what to do: a newcomer who gets ten, or the words of a library, gives up. */
class MistakesTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            duration: 2min               | duration: 5sec          | run.duration: expected a time above 0 with its unit, such as 150ms or 2h30m, found 5sec (did you mean 5s?)
            duration: 2min               | duration: 2 minutes     | (did you mean 2min?)
            poisson: 10/s                | poisson: 10 per hour    | (did you mean 10/h?)
            poisson: 10/s                | poisson: 10Hz           | (did you mean 10/s?)
            poisson: 10/s                | poisson: 10s            | found 10s
            on_refusal: give-up          | on_refusal: giveup      | (did you mean give-up?)
            policy: first-come}          | policy: firstcome}      | (did you mean first-come?)
            cgroup: /small               | cgroup: /smal           | (did you mean /small?)
            question: Which              | question: Hm: Which     | expected YAML, found ': ' within a text: quote the text
            '  replications: 10'         | '\treplications: 10'    | expected YAML, found a tab: indent with spaces, like line
            '  replications: 10'         | '   replications: 10'   | expected YAML, found a key that is indented too far: indent it like line
            tenants: [small]             | tenants: [small         | expected YAML, found '[' in line
            preset: arm64-8bit           | preset arm64-8bit       | expected YAML, found no ': ' between key and value in the line above: preset arm64-8bit
            question: Which              | question: %Which        | expected YAML, found '%' at the beginning of a text: quote the text
            baseline: first-come         | baseline: *first        | expected YAML, found '*', which refers to an anchor
            """)
    void oneMistakeGivesOneLine(String right, String wrong, String message) throws IOException {
        String text = ScenarioTemplate.POLICY.text("policy");
        assertThat(text).contains(right);
        Cli cli = validate(text.replaceFirst(Pattern.quote(right), wrong));
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).hasLineCount(1).contains("mine.yaml:", message);
    }

    /** A guess must be of the kind that is expected: a time is no rate. */
    @ParameterizedTest
    @CsvSource({"'10s', poisson"})
    void aTimeIsNotGuessedForARate(String value, String key) throws IOException {
        Cli cli = validate(ScenarioTemplate.POLICY.text("policy").replaceFirst(key + ": 10/s", key + ": " + value));
        assertThat(cli.err()).contains("found " + value + "\n").doesNotContain("did you mean");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tenants.smal.weight=2    | --set tenants.smal.weight: tenants.smal: expected a tenant, small or large, found smal (did you mean small?)
            tenants.nobody.weight=2  | --set tenants.nobody.weight: tenants.nobody: expected a tenant, small or large, found nobody
            /smal/misc.max=pasid 3   | --set /smal/misc.max: /smal: expected a cgroup that is listed under cgroups, /small or /large, found /smal (did you mean /small?)
            run.duration=5sec        | (did you mean 5s?)
            expect=['first-come: small.first_try >= 99%'] | (did you mean first_try_success?)
            run.durration=5s         | (did you mean duration?)
            """)
    void soOnTheCommandLine(String setting, String message) throws IOException {
        Cli cli = validate(ScenarioTemplate.POLICY.text("policy"), "--set", setting);
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).hasLineCount(1).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'sweep: {tenants.smal.weight: [1, 2]}' | sweep
            'sweep: {/smal/misc.max.pasid: [1, 2]}' | cgroup
            'plan: {find: largest tenants.smal.instances, between: [1, 9], such_that: [small.first_try_success >= 99%]}' | plan
            """)
    void soInWhatVariesATenant(String lines, String key) throws IOException {
        Cli cli = validate(ScenarioTemplate.POLICY.text("policy") + lines + "\n");
        assertThat(cli.status()).as(key).isEqualTo(3);
        assertThat(cli.err()).hasLineCount(1).contains("smal (did you mean ", "small?)");
    }

    /** What is wrong with the first of several values is wrong with the others: it is told once, where that value stands. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sweep: {tenants.small.instances: [one, two]}             | sweep: {tenants.small.instances: [
            sweep: {tenants.small.processes.arrivals.poisson: [1, 2]} | sweep: {tenants.small.processes.arrivals.poisson: [
            'sweep: {"tenants.small.weight, tenants.large.weight": [a, b]}' | sweep: {"tenants.small.weight, tenants.large.weight": [
            'plan: {find: largest tenants.small.processes.arrivals.poisson, between: [1, 9], such_that: [small.first_try_success >= 99%]}' | plan: {find: largest tenants.small.processes.arrivals.poisson, between: [
            'plan: {find: largest tenants.small.kind, between: [1, 9], such_that: [small.first_try_success >= 99%]}' | plan: {find: largest tenants.small.kind, between: [
            'plan: {find: largest tenants.small.instances, between: [1, 9], such_that: [small.first_try_success >= 99%], across: {tenants.large.weight: [a, b]}}' | plan: {find: largest tenants.small.instances, between: [1, 9], such_that: [small.first_try_success >= 99%], across: {tenants.large.weight: [
            """)
    void valuesThatAreWrongAlikeAreToldOnceAndWhereTheyStand(String line, String before) throws IOException {
        String text = ScenarioTemplate.POLICY.text("policy");
        Cli cli = validate(text + line + "\n");
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err())
                .hasLineCount(1)
                .contains("mine.yaml:" + (text.lines().count() + 1) + ":" + (before.length() + 1) + ": ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'plan: {find: largest tenants.small.instances, between: [1, 9], such_that: []}' | plan.such_that: expected a list that is not empty, found an empty list
            'plan: {find: largest tenants.small.instances, such_that: [small.first_try_success >= 99%]}' | plan.between: expected a list that is not empty, found nothing
            'plan: {find: largest tenants.small.instances, between: [1, 9], such_that: [small.first_try_success >= 1s]}' | expected a share, such as 99%, for first_try_success, found the time 1s
            'plan: {find: largest tenants.small.instances, between: [1, 9], such_that: [small.denied_time <= 1%]}' | expected a time, such as 1s, for denied_time, found the percentage 1%
            'plan: {find: largest tenants.small.instances, between: [1, 9], such_that: [small.requests <= 1%]}' | expected a number for requests, found the percentage 1%
            'plan: {find: largest tenants.small.instances, between: [1, 9], such_that: [small.first_try_success >= 99%], across: {tenants.small.instances: [1, 2]}}' | plan.across: expected another key than the one that find looks for, found tenants.small.instances
            'plan: {find: largest tenants.small.instances, between: [1, 9], such_that: [small.first_try_success >= 99%], variant: best}' | plan.variant: expected a variant, first-come or
            'sweep: {tenants.small.instances: [1, 2], where: [tenants.small.weight < 3]}' | expected a condition on an axis of the sweep, tenants.small.instances, found tenants.small.weight < 3
            'sweep: {tenants.small.instances: {range: [1, x], points: 3}}' | expected two values of the same unit, found 1, x
            'fleet: {find: small, such_that: [small.first_try_success >= 99%], hosts: {a: {}}, flavours: {b: {}}}' | fleet.find: expected `instances of TENANT` or a path, found small
            'fleet: {find: instances of small, such_that: [small.first_try_success >= 99%], hosts: {}, flavours: {b: {}}}' | fleet.hosts: expected at least one name with what it changes, found an empty mapping
            """)
    void soInASearch(String line, String message) throws IOException {
        Cli cli = validate(ScenarioTemplate.POLICY.text("policy") + line + "\n");
        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).hasLineCount(1).contains("mine.yaml:", message);
    }

    /** A key that nobody knows stands in the place of the one that is missing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replications: 10 | precision: {small.first_try_success: 1%} | found the unknown key small.first_try_success
            duration: 2min   | length: 2min                             | found the unknown key length
            """)
    void aKeyThatNobodyKnowsIsNotMissingToo(String right, String wrong, String message) throws IOException {
        Cli cli = validate(ScenarioTemplate.POLICY.text("policy").replaceFirst(Pattern.quote(right), wrong));
        assertThat(cli.err()).hasLineCount(1).contains(message);
    }

    /** A guess has something in common with what stands there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            preset: arm64-8bit           | preset: x86-vtd-8bit      | (did you mean x86-vtd-8bit-viommu?)
            baseline: first-come         | baseline: x               | ''
            """)
    void guessesWhatWasMeant(String right, String wrong, String guess) throws IOException {
        Cli cli = validate(ScenarioTemplate.POLICY.text("policy").replaceFirst(Pattern.quote(right), wrong));
        assertThat(cli.err())
                .hasLineCount(1)
                .endsWith(wrong.replaceFirst(".*: ", "") + (guess.isEmpty() ? "" : " " + guess) + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            import NONE                                    | 3 | NONE: no such file
            import DIR                                     | 3 | DIR: is a directory, name a file in it
            import FILE -o FILE/x                          | 2 | ioasid-sim: -o FILE/x: FILE is a file, name a directory
            fit NONE --column a                            | 3 | NONE: no such file
            fit DIR --column a                             | 3 | DIR: is a directory, name a file in it
            fit ZERO --column a                            | 3 | ZERO: line 2: expected text, found a zero byte
            verify FILE                                    | 3 | FILE: is a file, no directory: name one that
            verify NONE                                    | 3 | NONE: no such directory: name one that
            report FILE                                    | 3 | FILE: is a file, no directory: name one that
            store prune FILE                               | 3 | FILE: is a file, no directory: name one with results
            store merge NONE --out DIR                     | 3 | NONE: no such directory: name one with results
            init FILE/x                                    | 2 | ioasid-sim: init: FILE is a file, name a directory
            snapshot -o FILE/x                             | 2 | ioasid-sim: -o FILE/x: FILE is a file, name a directory
            compare SCENARIO --baseline best --out DIR     | 3 | --baseline: expected a variant, first-come or static-quota or
            explore SCENARIO --variant x                   | 2 | ioasid-sim: no option '--variant' (try 'ioasid-sim explore --help')
            fleet SCENARIO --time 5sec                     | 2 | ioasid-sim: --time '5sec' is not a time with its unit, such as 10min or 0s (did you mean 5s?)
            sweep SCENARIO --axis tenants.small.weight=1-20 --out DIR | 2 | expected FROM..TO or VALUE,VALUE,..., found 1-20 (did you mean 1..20?)
            sweep SCENARIO --axis tenants.small.weight=1..x --out DIR | 2 | such as 500..20000 or 10/s..1000/s, found 'x' in 1..x
            ops FILE                                       | 3 | FILE:1: expected an operation, found 'nothing to see'
            ops --check NONE                               | 3 | NONE: no such file
            ops --list aloc                                | 2 | ioasid-sim: ops: no operation aloc (did you mean alloc?); `ioasid-sim ops --list` lists them
            ops --list nonsense                            | 2 | ioasid-sim: ops: no operation nonsense; `ioasid-sim ops --list` lists them
            analytic erlang-b --ids 3 --target 1%          | 2 | '1%' is not a number (did you mean 0.01?)
            """)
    void soOfEachCommand(String words, int status, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("file.txt"), "nothing to see\n");
        Path zero = Files.write(directory.resolve("zero.csv"), new byte[] {'a', '\n', 0});
        Path scenario = Files.writeString(directory.resolve("mine.yaml"), ScenarioTemplate.POLICY.text("policy"));
        Map<String, Path> named = Map.of(
                "NONE", directory.resolve("none"), "FILE", file, "ZERO", zero, "SCENARIO", scenario, "DIR", directory);
        String said = words;
        String wanted = message;
        for (Map.Entry<String, Path> one : named.entrySet()) {
            said = said.replace(one.getKey(), one.getValue().toString());
            wanted = wanted.replace(one.getKey(), one.getValue().toString());
        }
        Cli cli = Cli.run(said.split(" +"));
        assertThat(cli.err()).hasLineCount(1).contains(wanted);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.status()).isEqualTo(status);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactlyInAnyOrder(file, zero, scenario);
        }
    }

    private Cli validate(String text, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), text);
        String[] words = new String[2 + more.length];
        words[0] = "validate";
        words[1] = file.toString();
        System.arraycopy(more, 0, words, 2, more.length);
        return Cli.run(words);
    }
}
