package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.compare.ComparisonRow;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.ErlangB;
import org.ioasidsim.stats.interval.Intervals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An interval that leaves out what thirty rows do not know is far too narrow; one that has it must be as wide as theory says. */
@Tag("slow")
class InputUncertaintyTest {
    private static final int ROWS = 30;
    private static final int IDS = 10;
    private static final double PER_SECOND = 20;

    private static final String SCENARIO = """
            scenario: uncertain
            question: How sure are thirty rows of what is refused?
            host: {preset: x86-vtd-20bit, devices: {dsa: {}}, max_pasids: 11}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 20/s}, lifetime: {fit: {file: FILE, column: s, law: exponential}}, devices: [dsa]}
            run: {warm_up: 10s, duration: 50s, replications: 40, input_uncertainty: on}
            measure: {window: 1h}
            """;

    @TempDir
    private Path directory;

    /** Quantiles of the exponential law of mean 1, in an order that is not theirs. */
    private static double[] rows() {
        return IntStream.range(0, ROWS)
                .mapToDouble(i -> -Math.log1p(-((7 * i % ROWS) + 0.5) / ROWS))
                .toArray();
    }

    private Path written(String name, double[] values) throws IOException {
        String text = DoubleStream.of(values).mapToObj(Double::toString).collect(Collectors.joining("\n", "s\n", "\n"));
        return Files.writeString(directory.resolve(name), text);
    }

    private String scenario(double[] values) throws IOException {
        return SCENARIO.replace("FILE", written("rows.csv", values).toString());
    }

    private static SummaryRow row(ExperimentResult result, Metric metric) {
        return RunScenario.row(result, "base", "web", metric);
    }

    /**
     * M/M/10/10 at a load of a = 20 times the mean of the rows: the bootstrap's mean has the standard error sqrt(sum (x - mean)²) / n, exactly, and
     * Erlang's B the derivative B (c/a - 1 + B). The delta method multiplies both; B is nearly straight there.
     */
    @Test
    void isAsWideAsTheDerivativeOfErlangsFormulaSays() throws IOException {
        double[] values = rows();
        double mean = DoubleStream.of(values).average().orElseThrow();
        double error = Math.sqrt(DoubleStream.of(values)
                        .map(x -> (x - mean) * (x - mean))
                        .sum())
                / ROWS;
        double load = PER_SECOND * mean;
        double refused = ErlangB.blocking(load, IDS);
        double slope = refused * (IDS / load - 1 + refused);

        SummaryRow row = row(RunScenario.text(scenario(values)), Metric.CALL_CONGESTION);

        assertThat(row.method()).isEqualTo(IntervalMethod.INPUT_UNCERTAINTY);
        // the mean is that for the law of maximum likelihood: chance alone moves it
        assertThat(row.mean()).isCloseTo(refused, within(0.01));
        // of a side, 40 draws have 14 degrees of freedom, and 30 rows 7.5; as many rows drawn from 30 vary by 29/30 of
        // what 30 others would
        double degrees = 1 / (1 / 14.0 + 1 / 7.5);
        double expected = Intervals.tQuantile(degrees, 0.95) * slope * PER_SECOND * error * Math.sqrt(30.0 / 29);
        // forty draws know a standard error to 1 / sqrt(80), and the longer of two sides is the longer: three times
        // that
        assertThat(row.dataHalfWidth()).isCloseTo(expected, within(0.35 * expected));
        assertThat(row.dataShare()).isGreaterThan(0.95);
    }

    @Test
    void isFarWiderThanThatOfReplicationsAlone() throws IOException {
        ExperimentResult uncertain = RunScenario.text(scenario(rows()));
        ExperimentResult given =
                RunScenario.text(scenario(rows()).replace("input_uncertainty: on", "input_uncertainty: off"));

        assertThat(row(uncertain, Metric.CALL_CONGESTION).halfWidth())
                .isGreaterThan(5 * row(given, Metric.CALL_CONGESTION).halfWidth());
        assertThat(row(uncertain, Metric.CALL_CONGESTION).mean())
                .as("the figure is that for the estimated law either way")
                .isCloseTo(row(given, Metric.CALL_CONGESTION).mean(), within(0.01));
        assertThat(row(uncertain, Metric.REQUESTS).dataShare())
                .as("arrivals do not depend on lifetimes: on the same random numbers they are the same")
                .isZero();
    }

    @Test
    void aHundredTimesTheRowsLeaveFarLessOpen() throws IOException {
        double[] many = IntStream.range(0, 100)
                .mapToObj(i -> rows())
                .flatMapToDouble(DoubleStream::of)
                .toArray();

        double few =
                row(RunScenario.text(scenario(rows())), Metric.CALL_CONGESTION).dataHalfWidth();
        double less =
                row(RunScenario.text(scenario(many)), Metric.CALL_CONGESTION).dataHalfWidth();

        // 1 / sqrt(100), and what chance adds to the differences
        assertThat(less).isLessThan(0.25 * few);
    }

    @Test
    void theSameRowsDrawTheSameLawInEveryVariantUnderAnyName() throws IOException {
        Path other = written("other.csv", rows());
        String text = scenario(rows())
                + "variants:\n  a: {}\n  b: {host.max_pasids: 31}\n  c: {tenants.web.processes.lifetime: {fit: {file: "
                + other + ", column: s, law: exponential}}}\n";
        var variants = RunScenario.read(text.replace("replications: 40", "replications: 2"))
                .variants();

        for (int number : new int[] {1, 2, 17}) {
            Distribution drawn = drawn(variants.get(0).scenario(), number);
            assertThat(drawn).isInstanceOf(Exponential.class);
            assertThat(drawn(variants.get(1).scenario(), number)).isEqualTo(drawn);
            assertThat(drawn(variants.get(2).scenario(), number)).isEqualTo(drawn);
        }
        assertThat(drawn(variants.get(0).scenario(), 1))
                .isNotEqualTo(drawn(variants.get(0).scenario(), 2));
    }

    private static Distribution drawn(Scenario scenario, int number) {
        return scenario.drawn(number).tenants().get(0).processes().lifetimeSeconds();
    }

    @Test
    void givesTheSameForAnyNumberOfJobs() throws IOException {
        var file = RunScenario.read(scenario(rows()).replace("replications: 40", "replications: 6"));
        VariantResult alone = Experiment.of(file).jobs(1).run().variants().get(0);
        VariantResult together = Experiment.of(file).jobs(3).run().variants().get(0);

        assertThat(together.summary()).isEqualTo(alone.summary());
        for (int i = 0; i < 6; i++) {
            ReplicationResult one = alone.replications().get(i);
            assertThat(Arrays.deepEquals(together.replications().get(i).drawnValues(), one.drawnValues()))
                    .isTrue();
            assertThat(one.drawnDifference(0, Metric.HELD_MEAN)).isNotZero();
        }
    }

    /** Two variants with the same law: their difference is far surer than either, since a draw moves both. */
    @Test
    void aDifferenceOfVariantsHasOnlyTheDataThatMoveItApart() throws IOException {
        String text = scenario(rows()) + "variants:\n  ten: {}\n  eleven: {host.max_pasids: 12}\n";
        ExperimentResult result = RunScenario.text(text);

        ComparisonRow row = Comparison.of(result).rows().stream()
                .filter(one ->
                        one.metric() == Metric.CALL_CONGESTION && one.tenant().equals("web"))
                .findFirst()
                .orElseThrow();

        assertThat(row.halfWidth())
                .isLessThan(RunScenario.row(result, "ten", "web", Metric.CALL_CONGESTION)
                                .halfWidth()
                        / 3);
    }
}
