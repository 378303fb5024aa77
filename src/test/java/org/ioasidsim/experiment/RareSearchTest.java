package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ioasidsim.experiment.summary.RareRefusals;
import org.ioasidsim.stats.exact.ErlangB;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What `estimate: auto` adds by itself, and where it adds nothing. */
@Tag("slow")
class RareSearchTest {
    private static final String SCENARIO = """
            scenario: rare
            question: How often is a request refused?
            host: {preset: x86-vtd-20bit, devices: {dsa: {}}, max_pasids: 32}
            controls: {misc_pasid: on}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {ARRIVALS}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            measure: {window: 1h}
            run: {warm_up: 10s, duration: 20s, replications: 5, seed: 3, estimate: ESTIMATE}
            """;

    private static List<RareRefusals> found(String arrivals, String estimate) {
        return Experiment.of(
                        RunScenario.read(SCENARIO.replace("ARRIVALS", arrivals).replace("ESTIMATE", estimate)))
                .withRareRefusals()
                .run()
                .variants()
                .get(0)
                .rare();
    }

    /** 31 ids at load 12 refuse 1.2e-6 of all requests, misc counting them or not; a run of 1,200 sees none. */
    @Test
    void estimatesWhatTheRunCouldNotSee() {
        double exact = ErlangB.blocking(12, 31);

        assertThat(found("poisson: 12/s", "auto")).singleElement().satisfies(one -> {
            assertThat(one.tenant()).isEqualTo("web");
            // twice the half-width of 95 %: four standard errors
            double off = Math.abs(one.share().mean() - exact);
            assertThat(off).isLessThan(2 * one.share().halfWidth());
            assertThat(one.share().halfWidth()).isLessThan(exact / 2);
        });
    }

    @Test
    void addsNothingWhereReplicationsSawRefusalsOrNoneIsWanted() {
        assertThat(found("poisson: 25/s", "auto")).isEmpty();
        assertThat(found("poisson: 12/s", "simulation")).isEmpty();
    }

    /** Ten sources never hold 31 ids at once. */
    @Test
    void addsNothingWhereNoLimitCanBeReached() {
        assertThat(found("closed: {population: 10, think: 1s}", "auto")).isEmpty();
    }
}
