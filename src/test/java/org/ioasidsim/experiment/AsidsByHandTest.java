package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.api.Test;

/**
 * Where ASIDs are scarcer than ids, what is held, demanded and left unused counts ASIDs. All figures are worked out by hand, over 10 s, on private
 * 8-bit ASIDs of which DMA domains leave two or three.
 */
class AsidsByHandTest {
    private static final String HOST = """
            scenario: asids
            question: Are ASIDs counted where they bind?
            host: {preset: arm64-smmuv3-64k, asid_scheme: private, asid_bits: 8, dma_domains: DOMAINS,
                   devices: {a: {smmu: 0}, b: {smmu: 1}}}
            run: {duration: 10s, warm_up: none, replications: 1}
            """;

    /** Binds from 0 to 2 s and from 5 s to 7 s and keeps its id all the time; web binds from 1 s to 4.5 s, late from 3 s to 4 s. */
    private static final String CYCLES = HOST.replace("DOMAINS", "253") + """
            cgroups: {/batch: {}, /web: {}, /late: {}}
            tenants:
              batch:
                cgroup: /batch
                kind: container
                instances: 1
                processes: {arrivals: {at: [0s]}, lifetime: forever, devices: [a], bind: {hold: 2s, think: 3s}}
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {at: [1s]}, lifetime: 3500ms, devices: [a]}
              late:
                cgroup: /late
                kind: container
                instances: 1
                processes: {arrivals: {at: [1500ms, 3s]}, lifetime: 1s, devices: [a]}
            """;

    /** A process of wide needs two ASIDs, from 0 to 4 s; one of narrow needs one, from 1 s to 3 s, and finds none at 2 s. */
    private static final String WIDTHS = HOST.replace("DOMAINS", "252") + """
            cgroups: {/wide: {}, /narrow: {}}
            tenants:
              wide:
                cgroup: /wide
                kind: container
                instances: 1
                processes: {arrivals: {at: [0s, 3500ms]}, lifetime: 4s, devices: [a, b]}
              narrow:
                cgroup: /narrow
                kind: container
                instances: 1
                processes: {arrivals: {at: [1s, 2s]}, lifetime: 2s, devices: [a]}
            """;

    private static void check(String scenario, String tenant, Metric metric, double expected) {
        ExperimentResult result = RunScenario.text(scenario);
        String variant = result.variants().get(0).name();
        assertThat(RunScenario.row(result, variant, tenant, metric).mean())
                .as(tenant + "." + metric.word())
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void aProcessThatKeepsItsIdButIsBoundToNothingHoldsNoAsid() {
        check(CYCLES, "batch", Metric.HELD_MEAN, (2 + 2) / 10.0);
        check(CYCLES, "web", Metric.HELD_MEAN, 3.5 / 10);
        check(CYCLES, "late", Metric.HELD_MEAN, 1 / 10.0);
        // from 1.5 s to 2 s three want the two: late would have held one until 2.5 s
        check(CYCLES, "batch", Metric.ENTITLEMENT_SHARE, 4 / (4 - 0.5 * (1 - 2 / 3.0)));
        check(CYCLES, "*", Metric.CAPACITY, 2);
        check(CYCLES, "*", Metric.UTILISATION, (4 + 3.5 + 1) / (2 * 10));
        // both are taken from 1 s to 2 s and from 3 s to 4 s
        check(CYCLES, "*", Metric.EXHAUSTED_TIME, 2);
        check(CYCLES, "*", Metric.TIME_TO_EXHAUSTION, 1);
    }

    @Test
    void idsCountWhereTheScenarioSaysSo() {
        String ids = CYCLES + "measure: {resource: ids}\n";
        check(ids, "batch", Metric.HELD_MEAN, 1);
        check(ids, "*", Metric.CAPACITY, (1 << 20) - 1);
    }

    @Test
    void aProcessBehindTwoSmmusHoldsTwoAsids() {
        check(WIDTHS, "wide", Metric.HELD_MEAN, 2 * 4 / 10.0);
        check(WIDTHS, "narrow", Metric.HELD_MEAN, 2 / 10.0);
        check(WIDTHS, "narrow", Metric.FIRST_TRY_SUCCESS, 0.5);
        check(WIDTHS, "*", Metric.CAPACITY, 3);
        check(WIDTHS, "*", Metric.UTILISATION, (2 * 4 + 2) / (3 * 10.0));
        check(WIDTHS, "*", Metric.EXHAUSTED_TIME, 2);
    }

    /** Without the narrow tenant an address space with its two ASIDs is what counts as one, and the third ASID is of no use. */
    @Test
    void whatEveryProcessNeedsCountsAsOne() {
        String wideOnly = WIDTHS.substring(0, WIDTHS.indexOf("  narrow:")).replace(", /narrow: {}", "");
        check(wideOnly, "wide", Metric.HELD_MEAN, 4 / 10.0);
        check(wideOnly, "wide", Metric.HELD_PEAK, 1);
        check(wideOnly, "*", Metric.CAPACITY, 1);
        check(wideOnly, "*", Metric.UTILISATION, 0.4);
        check(wideOnly, "*", Metric.EXHAUSTED_TIME, 4);
    }
}
