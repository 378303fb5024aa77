package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.stats.exact.ErlangB;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that starts in the equilibrium of its demand gives at once what a run gives that has warmed up for long. */
@Tag("slow")
class EquilibriumStartTest {
    private static final String SCENARIO = """
            scenario: equilibrium
            question: Does it start settled?
            host: {preset: x86-vtd-20bit, PASIDS, devices: {dsa: {}}}
            cgroups: {/web: {}, /batch: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 2
                processes: {arrivals: {poisson: 2/s}, lifetime: LIFETIME, devices: [dsa]}
              batch:
                cgroup: /batch
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 2/s}, lifetime: LIFETIME, devices: [dsa]}
            run: {warm_up: stationary, duration: DURATION, replications: REPLICATIONS, seed: 5}
            measure: {window: 1h}
            """;

    /** Laws of mean 10 s. */
    private static final String HYPEREXPONENTIAL = "{hyperexponential: [{p: 0.9, mean: 2s}, {p: 0.1, mean: 82s}]}";

    private static String scenario(String pasids, String lifetime, String duration, int replications) {
        return SCENARIO.replace("PASIDS", pasids)
                .replace("LIFETIME", lifetime)
                .replace("DURATION", duration)
                .replace("REPLICATIONS", Integer.toString(replications));
    }

    /** Without limits the held ids are Poisson distributed with mean load at every instant. The run is short beside the residual holds. */
    @ParameterizedTest
    @ValueSource(strings = {"{exponential: {mean: 10s}}", HYPEREXPONENTIAL, "10s", "{uniform: {min: 0s, max: 20s}}"})
    void holdsTheLoadAtOnceWithoutLimits(String lifetime) {
        ExperimentResult result = RunScenario.text(scenario("pasid_bits: 20", lifetime, "1s", 400));
        SummaryRow web = RunScenario.row(result, result.variants().get(0).name(), "web", Metric.HELD_MEAN);
        SummaryRow batch = RunScenario.row(result, result.variants().get(0).name(), "batch", Metric.HELD_MEAN);

        // means of 400 counts of variance 40 and 20, of which a second changes little
        assertThat(web.mean()).isCloseTo(40, within(3.3 * Math.sqrt(40 / 400.0)));
        assertThat(batch.mean()).isCloseTo(20, within(3.3 * Math.sqrt(20 / 400.0)));
    }

    /** 60 erlang on 63 ids. Time congestion is an average over time, which the number of requests in a short run does not bias. */
    @ParameterizedTest
    @ValueSource(strings = {"{exponential: {mean: 10s}}", HYPEREXPONENTIAL})
    void refusesAsOftenAsErlangBSays(String lifetime) {
        ExperimentResult result = RunScenario.text(scenario("pasid_bits: 6", lifetime, "150s", 300));
        SummaryRow row = RunScenario.row(result, result.variants().get(0).name(), "*", Metric.HELD_MEAN);
        double blocking = ErlangB.blocking(60, 63);
        double standardError = (row.upper() - row.lower()) / 2 / 1.968;

        assertThat(row.mean()).isCloseTo(60 * (1 - blocking), within(3.3 * standardError));
    }

    @Test
    void saysWhichTenantHasNoKnownEquilibrium() {
        String closed = scenario("pasid_bits: 6", "10s", "10s", 1)
                .replaceFirst("\\{poisson: 2/s}", "{closed: {population: 5, think: 1s}}");

        assertThatThrownBy(() -> RunScenario.text(closed)).hasMessageContaining("found other arrivals");
        String drawn = scenario("pasid_bits: 6", "10s", "10s", 1)
                .replaceFirst("\\{poisson: 2/s}", "{poisson: {each: {uniform: [1/s, 3/s]}}}");
        assertThatThrownBy(() -> RunScenario.text(drawn))
                .hasMessageContaining("found a rate that is drawn for each instance (each)");
    }
}
