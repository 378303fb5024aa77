package org.ioasidsim.experiment.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.experiment.Experiment;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.ArrivalsSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A loss must be the aggressor's doing: the others ask for the same with it and without, and a wall between them leaves no difference. */
@Tag("slow")
class IsolationTest {
    private static final String SCENARIO = """
            scenario: neighbours
            question: Does a limit protect web?
            host: {preset: x86-vtd-20bit, max_pasids: 21, devices: {dsa: {}}}
            cgroups: {/web: {}, /noisy: {}}
            controls: {misc_pasid: on}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 4/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
              noisy:
                cgroup: /noisy
                kind: container
                instances: 2
                processes: {arrivals: ARRIVALS, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            events: [{at: 1s, stop: noisy}, {at: 2s, start: noisy}]
            run: {duration: 60s, replications: 4, seed: 3}
            variants:
              no-limit: {}
              wall: {/web/misc.max: pasid 10, /noisy/misc.max: pasid 10}
            """;

    @TempDir
    Path directory;

    private ScenarioFile file(String arrivals) throws IOException {
        Path file = Files.writeString(directory.resolve("neighbours.yaml"), SCENARIO.replace("ARRIVALS", arrivals));
        return RunScenario.read(file, Overrides.NONE);
    }

    private static IsolationRow row(Isolation isolation, String variant, Metric metric, double factor) {
        return isolation.rows().stream()
                .filter(row -> row.variant().equals(variant) && row.metric() == metric && row.factor() == factor)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theOthersAskForTheSameWhateverTheAggressorDoes() throws IOException {
        IsolationDesign design = IsolationDesign.of(file("{poisson: 20/s}"), "noisy", List.of(0.5, 2.0));
        List<VariantResult> runs = Experiment.of(design.file()).jobs(2).run().variants();
        double[] requests = requests(runs.get(0), 0);
        assertThat(requests[0]).isPositive();
        for (VariantResult run : runs) {
            assertThat(requests(run, 0)).as(run.name()).isEqualTo(requests);
        }
        assertThat(requests(runs.get(0), 1)).as("off").containsOnly(0);
        assertThat(requests(runs.get(3), 1)[0])
                .as("twice the load")
                .isCloseTo(2 * requests(runs.get(2), 1)[0], within(200.0)); // sd of twice 2,360: below 110
    }

    @SuppressWarnings("EnumOrdinal") // result records are arrays by ordinal
    private static double[] requests(VariantResult run, int tenant) {
        return run.replications().stream()
                .mapToDouble(result -> result.values()[tenant][Metric.REQUESTS.ordinal()])
                .toArray();
    }

    @Test
    void aWallLeavesNoDifferenceAndItsAbsenceOne() throws IOException {
        IsolationDesign design = IsolationDesign.of(file("{poisson: 20/s}"), "noisy", List.of(0.05, 10.0));
        Isolation isolation = design.evaluate(Experiment.of(design.file()).run(), 0.9);

        IsolationRow walled = row(isolation, "wall", Metric.FIRST_TRY_SUCCESS, 10);
        assertThat(walled.verdict()).isEqualTo(Verdict.IDENTICAL);
        assertThat(walled.difference()).isZero();
        assertThat(walled.ratio()).isEqualTo(1);
        assertThat(walled.qosImpact()).isZero();

        IsolationRow open = row(isolation, "no-limit", Metric.FIRST_TRY_SUCCESS, 10);
        assertThat(open.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(open.alone()).isEqualTo(1); // 4 erlangs on 20 ids: refused once in 10^9
        // 404 erlangs on 20 ids, but for the 20/404 s until they are full and the second in which noisy is stopped
        double free = (1 + 20.0 / 404) / 60;
        assertThat(open.with()).isCloseTo(free + (1 - free) * 20 / 404, within(0.02));
        assertThat(open.difference()).isCloseTo(open.with() - open.alone(), within(1e-12));
        assertThat(open.perSecond()).isEqualTo(400);
        assertThat(open.qosImpact()).isCloseTo((1 - open.ratio()) / 98, within(0.001)); // 400 less a second, on 4

        IsolationCurve curve = isolation.curves().get(0);
        assertThat(curve.keptUpTo()).isEqualTo(0.05);
        assertThat(curve.missedFrom()).isEqualTo(1);
        assertThat(isolation.curves().get(1).keptUpTo()).isEqualTo(10);
        assertThat(isolation.curves().get(1).missedFrom()).isInfinite();
        // trapezoids over log10: 0.05, 1, 10 lie 1.301 and 1 apart
        double atOne = row(isolation, "no-limit", Metric.FIRST_TRY_SUCCESS, 1).difference();
        double atFirst =
                row(isolation, "no-limit", Metric.FIRST_TRY_SUCCESS, 0.05).difference();
        double area = Math.log10(20) * (atFirst + atOne) / 2 + (atOne + open.difference()) / 2;
        assertThat(curve.meanLoss().mean()).isCloseTo(-area / Math.log10(200), within(1e-9));
        assertThat(isolation.curves().get(1).lossOverBaseline().mean())
                .isCloseTo(-curve.meanLoss().mean(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {poisson: 20/s}                                          | 20
            {renewal: {uniform: {min: 0s, max: 100ms}}}              | 20
            {batch: {size: 4, poisson: 5/s}}                         | 20
            {on_off: {on: 1s, off: 3s, rate: 80/s}}                  | 20
            {profile: {mean: 20/s, period: 10s, shape: [1, 3]}}      | 20
            """)
    void everyRateIsScaledAsAWhole(String arrivals, double perSecond) throws IOException {
        var tenant = file(arrivals).variants().get(0).scenario().tenants().get(1);
        assertThat(ScaledLoad.obstacle(tenant)).isEmpty();
        assertThat(ScaledLoad.perSecond(tenant)).isCloseTo(2 * perSecond, within(1e-9)); // two instances
        var scaled = ScaledLoad.of(file(arrivals).variants().get(0).scenario(), "noisy", 2.5);
        assertThat(ScaledLoad.perSecond(scaled.tenants().get(1))).isCloseTo(5 * perSecond, within(1e-9));
        assertThat(scaled.tenants().get(0))
                .isEqualTo(file(arrivals).variants().get(0).scenario().tenants().get(0));
    }

    @Test
    void aPopulationStaysWhole() throws IOException {
        IsolationDesign design =
                IsolationDesign.of(file("{closed: {population: 3, think: 1s}}"), "noisy", List.of(0.01, 0.3, 0.4, 2.1));
        List<Integer> populations = design.file().variants().stream()
                .limit(4)
                .map(variant -> variant.scenario().tenants().get(1).processes().arrivals())
                .filter(ArrivalsSpec.Closed.class::isInstance)
                .map(closed -> ((ArrivalsSpec.Closed) closed).population())
                .toList();
        assertThat(populations).containsExactly(3, 1, 3, 6); // off, a third, as in the file, twice
    }

    @Test
    void listedTimesAreOnOrOff() throws IOException {
        assertThat(IsolationDesign.obstacle(file("{at: [1s, 2s]}"), "noisy"))
                .hasValueSatisfying(why -> assertThat(why).contains("one by one"));
    }
}
