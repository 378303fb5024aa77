package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
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

    private Cli validate(String text, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("mine.yaml"), text);
        String[] words = new String[2 + more.length];
        words[0] = "validate";
        words[1] = file.toString();
        System.arraycopy(more, 0, words, 2, more.length);
        return Cli.run(words);
    }
}
