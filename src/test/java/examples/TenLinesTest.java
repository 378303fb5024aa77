package examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.report.chart.Picture;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.junit.jupiter.api.Test;

/** What the README shows to programmers must compile against what is public, run, and stand there as it was compiled. */
class TenLinesTest {
    private static final Path SCENARIO = Path.of("scenarios/address-spaces-apart.yaml");

    /** The scenario's own comment derives the 96.4 %: 20,000 of 20,750 requests. */
    @Test
    void theExampleInTheReadmeRunsAndSaysWhatItsScenarioDerives() throws Exception {
        String printed = printed();

        assertThat(printed.lines()).hasSize(6);
        assertThat(printed)
                .contains(String.format(Locale.ROOT, "one-limit      queues   %5.1f %%", 100 * 20_000 / 20_750.0));
        assertThat(printed).contains("two-limits     queues   100.0 %");
    }

    @Test
    void theReadmeRepeatsTheExample() throws Exception {
        String source = Files.readString(Path.of("src/test/java/examples/TenLines.java"));
        String lines =
                source.replaceAll("(?s).*// begin\n(.*?)\n *// end.*", "$1").stripIndent();

        assertThat(lines.lines().count()).isLessThanOrEqualTo(12);
        assertThat(Files.readString(Path.of("README.md"))).contains(lines);
    }

    @Test
    void otherValuesComeInAsOnTheCommandLine() throws Exception {
        Overrides overrides = Overrides.NONE.replications(1).duration("10ms").set("tenants.queues.processes.initial=3");

        ExperimentResult result = Experiment.of(SCENARIO, overrides).run();

        // 3 processes ask for the id of their address space and 15 private ones each
        assertThat(result.variant("none").row("queues", Metric.REQUESTS).mean()).isEqualTo(3 * 16);
        assertThat(Picture.of(result, "occupancy-none").csv()).startsWith("time_s");
    }

    @Test
    void whatDoesNotExistIsToldWithWhatDoes() throws Exception {
        ExperimentResult result = Experiment.of(
                        SCENARIO, Overrides.NONE.replications(1).duration("1ms"))
                .run();

        assertThatThrownBy(() -> Experiment.of(Path.of("no-such.yaml")))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessageContaining("no-such.yaml");
        assertThatThrownBy(() -> result.variant("both")).hasMessageContaining("[none, one-limit, two-limits]");
        assertThatThrownBy(() -> result.variant("none").row("web", Metric.REQUESTS))
                .hasMessageContaining("[queues, spaces]");
        assertThatThrownBy(() -> Picture.of(result, "pie")).hasMessageContaining("occupancy-two-limits");
    }

    private static String printed() throws Exception {
        PrintStream before = System.out;
        Locale locale = Locale.getDefault();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Locale.setDefault(Locale.ROOT);
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            TenLines.main(new String[0]);
        } finally {
            System.setOut(before);
            Locale.setDefault(locale);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
