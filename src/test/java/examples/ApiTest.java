package examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ioasidsim.api.Differences;
import org.ioasidsim.api.Grid;
import org.ioasidsim.api.PlannedCapacity;
import org.ioasidsim.api.Results;
import org.ioasidsim.api.ScenarioException;
import org.ioasidsim.api.Simulation;
import org.ioasidsim.api.Summary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library must answer what the commands answer, say what is wrong, and show in its reference only what compiles. */
@Tag("slow")
class ApiTest {
    private static final Path SCENARIO = Path.of("scenarios/address-spaces-apart.yaml");
    private static final Path SEATS = Path.of("src/test/resources/examples/seats.yaml");

    @TempDir
    private Path directory = Path.of("");

    /** What the reference shows, too. */
    @ParameterizedTest
    @ValueSource(strings = {"package-info", "Simulation", "Summary"})
    void theReferenceRepeatsWhatIsCompiled(String page) throws Exception {
        String compiled = source("TenLines") + source("Questions");
        String text = Files.readString(Path.of("src/main/java/org/ioasidsim/api/" + page + ".java"));
        Matcher example = Pattern.compile("<pre>\\{@code\n(.*?) *\\* }</pre>", Pattern.DOTALL)
                .matcher(text);
        int examples = 0;
        while (example.find()) {
            String lines = example.group(1).replaceAll("(?m)^ *\\* ?", "");
            assertThat(compiled).contains(lines);
            examples++;
        }
        assertThat(examples).isEqualTo(page.equals("Simulation") ? 4 : 1);
    }

    /** Returns an example without its indentation. */
    private static String source(String name) throws IOException {
        String source = Files.readString(Path.of("src/test/java/examples/" + name + ".java"));
        return Pattern.compile("// begin.*?\n(.*?)\n *// end", Pattern.DOTALL)
                .matcher(source)
                .results()
                .map(region -> region.group(1).stripIndent() + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void otherValuesComeInAsOnTheCommandLine() throws Exception {
        Results results = Simulation.of(SCENARIO)
                .replications(1)
                .duration("10ms")
                .set("tenants.queues.processes.initial=3")
                .run();

        // 3 processes ask for the id of their address space and 15 private ones each
        assertThat(results.variant("none").estimate("queues", "requests").mean())
                .isEqualTo(3 * 16);
        assertThat(results.chart("occupancy-none").csv()).startsWith("time_s");
    }

    @Test
    void whatDoesNotExistIsToldWithWhatDoes() throws Exception {
        Simulation simulation = Simulation.of(SCENARIO).replications(1).duration("1ms");
        Results results = simulation.run();

        assertThatThrownBy(() -> Simulation.of(Path.of("no-such.yaml")).run())
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("no-such.yaml");
        assertThatThrownBy(() -> simulation.variants("one").run()).hasMessageContaining("none, one-limit, two-limits");
        assertThatThrownBy(simulation::sweep).hasMessageContaining("no sweep:");
        assertThatThrownBy(simulation::plan).hasMessageContaining("no plan:");
        assertThatThrownBy(() -> simulation.variants("one-limit").compare())
                .hasMessageContaining("besides the baseline");
        assertThatThrownBy(() -> results.variant("both")).hasMessageContaining("[none, one-limit, two-limits]");
        assertThatThrownBy(() -> results.variant("none").estimate("web", "requests"))
                .hasMessageContaining("[queues, spaces, *]");
        assertThatThrownBy(() -> results.variant("none").estimate("queues", "utilisation"))
                .hasMessageContaining("first_try_success");
        Differences differences = simulation.compare();
        assertThatThrownBy(() -> differences.difference("one-limit", "queues", "requests"))
                .hasMessage("no variant compared with one-limit 'one-limit', there are [none, two-limits]");
        assertThatThrownBy(() -> differences.difference("none", "queues", "request"))
                .hasMessageContaining("did you mean requests?");
        assertThatThrownBy(() -> results.chart("pie")).hasMessageContaining("occupancy-two-limits");
    }

    /** 7 instances ask for one id each, 5 of them may have one in the variant misc. */
    @Test
    void aSummaryIsReadBackAsItWasWritten() throws Exception {
        Summary summary = Simulation.of(SEATS).run().summary();
        Files.writeString(directory.resolve("summary.csv"), summary.csv());

        Summary read = Summary.read(directory);

        assertThat(read).isEqualTo(summary);
        assertThat(read.variants()).containsExactly("base", "misc");
        assertThat(read.estimate("misc", "web", "first_try_success").mean()).isEqualTo(5 / 7.0);
    }

    @Test
    void aFileThatIsNoSummaryIsReportedAsThat() throws Exception {
        Files.writeString(directory.resolve("summary.csv"), "a,b\n1,2\n");

        assertThatThrownBy(() -> Summary.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected the columns variant,tenant");
        assertThatThrownBy(() -> Summary.read(directory.resolve("none"))).isInstanceOf(IOException.class);
        Files.writeString(directory.resolve("summary.csv"), "");
        assertThatThrownBy(() -> Summary.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected rows");
        String whole = Simulation.of(SEATS).run().summary().csv();
        Files.writeString(directory.resolve("summary.csv"), whole.replaceFirst("neither,7", "neither,many"));
        assertThatThrownBy(() -> Summary.read(directory))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("summary.csv:2: expected a number in mean, found many");
    }

    /** A limit of 5 for 7 instances refuses 2 of 7, for 10 it refuses 5 of 10. */
    @Test
    void variantsAreChosenByName() throws Exception {
        Grid grid = Simulation.of(SEATS).variants("misc").sweep();
        Differences differences = Simulation.of(SEATS).variants("misc").compare();

        assertThat(grid.cells().stream()
                        .map(cell -> cell.estimate("web", "first_try_success").mean()))
                .containsExactly(1.0, 5 / 10.0);
        assertThat(differences.baseline()).isEqualTo("base");
        assertThat(differences.difference("misc", "web", "first_try_success").difference())
                .isEqualTo(5 / 7.0 - 1);
        assertThat(differences.results().variant("misc").refusals())
                .singleElement()
                .matches(refusal -> refusal.level().equals("/web") && refusal.count() == 2 * 2);
    }

    @Test
    void aPolicyNeedsANameOfItsOwn() {
        Simulation simulation = Simulation.of(SEATS).policy(new OwnPolicy());

        assertThatThrownBy(() -> simulation.policy(new OwnPolicy())).hasMessageContaining("head-count");
    }

    /** Its author sees in which line; the run goes on, and says that nothing is known. */
    @Test
    void aPolicyThatFailsIsNamedWithTheLine() throws Exception {
        Results results = Simulation.of(SEATS)
                .policy(new FailingPolicy())
                .set("controls.policy=failing")
                .variants("base")
                .run();

        assertThat(results.failures())
                .hasSize(2)
                .allSatisfy(
                        failure -> assertThat(failure)
                                .contains(
                                        "policy failing failed: java.lang.IllegalStateException: lost count at FailingPolicy.java:"));
        assertThat(results.variant("base").estimate("web", "requests").replications())
                .isZero();
    }

    @Test
    void anInterruptedThreadGetsAnAnswerSoonAndStaysInterrupted() throws Exception {
        Simulation simulation =
                Simulation.of(Path.of("scenarios/noisy-neighbour-arm64.yaml")).replications(1000);

        Thread.currentThread().interrupt();
        Results results = simulation.run();
        Grid grid = simulation.sweep();
        PlannedCapacity plan = simulation.plan();
        boolean isStillInterrupted = Thread.interrupted();

        assertThat(isStillInterrupted).isTrue();
        assertThat(results.isInterrupted()).isTrue();
        assertThat(grid.isInterrupted()).isTrue();
        assertThat(plan.ranges()).singleElement().matches(PlannedCapacity.Range::isInterrupted);
    }
}
