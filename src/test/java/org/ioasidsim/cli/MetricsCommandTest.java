package org.ioasidsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ioasidsim.cli.command.MetricsCommand;
import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsCommandTest {
    @TempDir
    private Path directory;

    @Test
    void listsEachMetricWithItsDefinition() {
        String listed = Cli.run("metrics").out();

        assertThat(listed)
                .containsPattern(
                        "(?m)^call_congestion +fraction +lower\n    share of requests refused at their first try$");
        assertThat(listed.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        for (Metric metric : Metric.values()) {
            assertThat(listed)
                    .containsPattern(
                            "(?m)^" + metric.word() + " +" + metric.unit().word());
        }
    }

    @Test
    void theDocumentationHasTheSameTable() throws IOException {
        assertThat(Files.readString(Path.of("docs/metrics.md"))).contains(MetricsCommand.markdown());
        assertThat(Cli.run("metrics", "--format", "markdown").out()).isEqualTo(MetricsCommand.markdown());
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void explainsOneWithAConditionThatAScenarioTakes(Metric metric) throws IOException {
        String text = Cli.run("metrics", metric.word()).out();

        assertThat(text.replace('\n', ' ')).startsWith(metric.word() + ": " + metric.definition() + ". ");
        String expect = text.lines().reduce((first, second) -> second).orElseThrow();
        Cli checked = validate(expect.replace("TENANT", "web"));
        assertThat(checked.err()).isEmpty();
        assertThat(checked.status()).isZero();
    }

    private Cli validate(String expect) throws IOException {
        Path file = directory.resolve("scenario.yaml");
        Files.writeString(file, """
                scenario: metrics
                question: Is the condition right?
                host: {preset: x86-vtd-20bit, devices: {dsa: {}}}
                cgroups: {/web: {}}
                tenants:
                  web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 1/s}, lifetime: 1s, devices: [dsa]}}
                run: {duration: 10s}
                """ + expect + "\n");
        return Cli.run("validate", file.toString());
    }

    @Test
    void aMisspeltOneIsGuessed() {
        Cli cli = Cli.run("metrics", "starvation");

        assertThat(cli.status()).isEqualTo(2);
        assertThat(cli.err()).contains("no metric starvation").contains("`ioasid-sim metrics` lists them");
        assertThat(Cli.run("metrics", "starvaton").err()).contains("did you mean starvation_time?");
        assertThat(Cli.run("metrics", "call_congstion").err()).contains("did you mean call_congestion?");
        assertThat(Cli.run("metrics", "slowdown").err()).contains("replaced by weighted_slowdown");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "base: web.first_try_success >= 99.9 | at most 1 (100%) for first_try_success, found 99.9 (did you mean 99.9%?)",
                "base: web.call_congestion <= 10 | at most 1 (100%) for call_congestion, found 10 (did you mean 10%?)",
                "base: \"*.utilisation <= 101\" | at most 1 (100%) for utilisation, found 101"
            })
    void aBoundThatNoValueReachesIsRefused(String condition, String message) throws IOException {
        Cli cli = validate("expect: ['" + condition.replace("\"", "") + "']");

        assertThat(cli.status()).isEqualTo(3);
        assertThat(cli.err()).contains("scenario.yaml:8:").contains(message);
    }

    /** A share of entitlement exceeds 1 where a tenant holds more than its share. */
    @Test
    void aBoundThatAValueMayReachIsTaken() throws IOException {
        assertThat(validate("expect: ['base: web.entitlement_share <= 1.5']").status())
                .isZero();
    }
}
