package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ioasidsim.experiment.summary.Metric;
import org.junit.jupiter.api.Test;

/**
 * A process that binds again and again and keeps its id, so that the ASIDs that are held tell when it is bound: on private 8-bit ASIDs of which
 * DMA domains leave one or two, over 10 s that are followed by hand.
 */
class RebindsByHandTest {
    private static final String SCENARIO = """
            scenario: rebinds
            question: When is it bound?
            host: {preset: arm64-smmuv3-64k, asid_scheme: private, asid_bits: 8, dma_domains: DOMAINS, COSTS, devices: {a: {}, b: {}}}
            cgroups: {/batch: {}, /web: {}}
            tenants:
              batch:
                cgroup: /batch
                kind: container
                instances: 1
                processes: {arrivals: {at: [0s]}, BATCH, devices: [a]}
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {at: [WEB]}, lifetime: 1s, devices: [a]}
            events: [EVENTS]
            run: {duration: 10s, warm_up: none, replications: 1}
            """;

    private static ExperimentResult run(String domains, String costs, String batch, String web, String events) {
        return RunScenario.text(SCENARIO.replace("DOMAINS", domains)
                .replace("COSTS", costs)
                .replace("BATCH", batch)
                .replace("WEB", web)
                .replace("EVENTS", events));
    }

    private static double value(ExperimentResult result, String tenant, Metric metric) {
        return RunScenario.row(result, "base", tenant, metric).mean();
    }

    private static void assertHeld(ExperimentResult result, String tenant, double seconds) {
        assertThat(value(result, tenant, Metric.HELD_MEAN)).as(tenant).isCloseTo(seconds / 10, within(1e-9));
    }

    /**
     * Each bind takes 0.5 s. The first holds from then on for 2 s, to 2.5 s. The next is asked for at 3.5 s and at 6.5 s, and holds for 2 s from
     * then, of which half a second passes before: from 4 s to 5.5 s, and from 7 s to 8.5 s. The one of 9.5 s is decided at 10 s.
     */
    @Test
    void aBindThatTakesTimeHoldsForLess() {
        ExperimentResult result =
                run("253", "costs: {bind: 500ms}", "lifetime: 20s, bind: {hold: 2s, think: 1s}", "9s", "");
        assertHeld(result, "batch", 2 + 1.5 + 1.5);
        assertThat(value(result, "batch", Metric.REQUESTS))
                .as("it keeps its id")
                .isOne();
        assertThat(value(result, "batch", Metric.TIME_TO_BIND_MAX)).isCloseTo(0.5, within(1e-9));
        assertHeld(result, "web", 0.5); // bound at 9.5 s
    }

    /** A bind takes 3 s, and what it is to hold is over by then: it is let go at once. */
    @Test
    void aHoldThatIsOverWhenTheBindIsDecidedIsNone() {
        ExperimentResult result =
                run("253", "costs: {bind: 3s}", "lifetime: 20s, bind: {hold: 1s, think: 1s}", "11s", "");
        // bound from 3 s to 4 s; from 5 s it asks again, which is decided at 8 s, for a hold to 6 s; then from 9 s on
        assertHeld(result, "batch", 1);
    }

    /** The life ends at 5 s, in the middle of its second hold. */
    @Test
    void aLifeEndsTheHold() {
        ExperimentResult result =
                run("253", "costs: {bind: 0s}", "lifetime: 5s, bind: {hold: 2s, think: 2s}", "11s", "");
        assertHeld(result, "batch", 2 + 1);
    }

    /**
     * One ASID: web has it from 2.5 s to 3.5 s, so that batch does not get it back at 3 s. It thinks to the end of what it would have held, 5 s,
     * and binds at once; and at 8 s again.
     */
    @Test
    void aRefusedRebindThinksOnUntilItsHoldWouldHaveEnded() {
        ExperimentResult result =
                run("254", "costs: {bind: 0s}", "lifetime: 20s, bind: {hold: 2s, think: 1s}", "2500ms", "");
        assertHeld(result, "web", 1);
        // from 0 to 2 s, from 5 s to 7 s, from 8 s to 10 s
        assertHeld(result, "batch", 6);
        assertThat(value(result, "batch", Metric.CALL_CONGESTION))
                .as("a rebind is no request")
                .isZero();
    }

    /**
     * A removal at 4 s ends the bond; binding again takes a second. A second removal at 4.5 s, on the other device, is none of its business. Its life
     * ends at 9 s.
     */
    @Test
    void aRemovedDeviceIsBoundAgain() {
        ExperimentResult result =
                run("253", "costs: {bind: 1s}", "lifetime: 9s", "11s", "{at: 4s, remove: a}, {at: 4500ms, remove: b}");
        // the first bind is decided at 1 s and holds for the 9 s that were drawn
        assertHeld(result, "batch", 3 + 5);
    }

    /** Web takes the one ASID at the moment of the removal, if it comes first; batch is then without a bond to its end. */
    @Test
    void aBondLostToAnotherIsNotMadeAgain() {
        ExperimentResult result = run("254", "costs: {bind: 1s}", "lifetime: 9s", "3500ms", "{at: 4s, remove: a}");
        // web asks at 3.5 s and is decided at 4.5 s, after the bond was ended and before it is made again at 5 s
        assertHeld(result, "web", 1);
        assertHeld(result, "batch", 3);
    }
}
