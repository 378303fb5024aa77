package org.ioasidsim.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ioasidsim.experiment.RunScenario;
import org.ioasidsim.experiment.exact.Accuracy;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.PlanSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.ErlangB;
import org.junit.jupiter.api.Test;

/** Theory must name the last load that meets a condition and the first that misses it, and say nothing where it has no exact value. */
class PlanTheoryTest {
    private static final String SCENARIO = """
            scenario: fits
            question: Which load fits?
            host: {preset: x86-vtd-20bit, pasid_bits: 10, devices: {dsa: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {ARRIVALS: RATE/s}, lifetime: {exponential: {mean: 1s}}, devices: [dsa]}
            run: {warm_up: 12s, duration: 2s, replications: 5}
            """;

    private static Scenario poisson(long rate) {
        return RunScenario.read(SCENARIO.replace("ARRIVALS", "poisson").replace("RATE", Long.toString(rate)))
                .variants()
                .get(0)
                .scenario();
    }

    private static PlanSpec plan(long from, long to, String metric, Expectation.Relation relation, double bound) {
        var condition = new Expectation("base", "web", metric, relation, bound, metric);
        return new PlanSpec(
                true,
                "tenants.web.processes.arrivals.poisson",
                from,
                to,
                "/s",
                1,
                40,
                List.of(condition),
                "base",
                List.of());
    }

    @Test
    void namesBothSidesOfTheBorder() {
        PlanSpec plan = plan(850, 1100, "first_try_success", Expectation.Relation.AT_LEAST, 0.999);

        PlanTheory theory = PlanTheory.of(plan, PlanTheoryTest::poisson).orElseThrow();

        long met = theory.met().orElseThrow();
        assertThat(theory.missed()).hasValue(met + 1);
        assertThat(ErlangB.blocking(met, 1023)).isLessThanOrEqualTo(0.001);
        assertThat(ErlangB.blocking(met + 1, 1023)).isGreaterThan(0.001);
        assertThat(theory.models()).containsExactly("Erlang B");
        assertThat(theory.border()).hasValue(met);
        assertThat(theory.accuracy()).isEqualTo(Accuracy.EXACT); // twelve mean holds from an empty start
    }

    /** After four mean holds, or from a start that is not empty, Erlang's formula is that of the steady state and not yet that of the run. */
    @Test
    void isExactAfterALongWarmUpOnly() {
        PlanSpec plan = plan(850, 1100, "call_congestion", Expectation.Relation.AT_MOST, 0.001);
        for (String warmUp : List.of("warm_up: 4s", "warm_up: stationary", "warm_up: auto")) {
            PlanTheory theory = PlanTheory.of(
                            plan,
                            rate -> RunScenario.read(SCENARIO.replace("ARRIVALS", "poisson")
                                            .replace("RATE", Long.toString(rate))
                                            .replace("exponential: {mean: 1s}", "erlang: {shape: 2, mean: 1s}")
                                            .replace("warm_up: 12s", warmUp))
                                    .variants()
                                    .get(0)
                                    .scenario())
                    .orElseThrow();
            assertThat(theory.accuracy()).isEqualTo(Accuracy.EXACT_IN_STEADY_STATE);
        }
    }

    /** A run of two mean holds from an empty start never sees the steady state: its border lies where Erlang's formula refuses too much. */
    @Test
    void takesTheValueOfTheRunWhereItEndsBeforeTheSteadyState() {
        PlanSpec plan = plan(850, 1400, "call_congestion", Expectation.Relation.AT_MOST, 0.001);
        PlanTheory theory = PlanTheory.of(
                        plan,
                        rate -> RunScenario.read(SCENARIO.replace("ARRIVALS", "poisson")
                                        .replace("RATE", Long.toString(rate))
                                        .replace("warm_up: 12s", "warm_up: 0s"))
                                .variants()
                                .get(0)
                                .scenario())
                .orElseThrow();
        assertThat(theory.accuracy()).isEqualTo(Accuracy.EXACT);
        for (boolean isMet : List.of(
                true,
                false)) { // the curve is known where a twentieth is refused of what may be, and where it is twenty
            // times as much
            assertThat(theory.curve())
                    .filteredOn(point -> isMet
                            ? point.figures().get(0) <= 0.001 / 20
                            : point.figures().get(0) >= 0.001 * 20)
                    .anySatisfy(point -> assertThat(
                                    Math.abs(Math.log(point.figures().get(0) / 0.001)))
                            .isLessThan(4.1));
        }
        assertThat(theory.figure(plan, 0, theory.met().getAsLong()))
                .isLessThanOrEqualTo(0.001)
                .isLessThan(theory.figure(plan, 0, theory.met().getAsLong() + 1));
        assertThat(theory.figure(plan, 0, 2000)).isNaN();
        assertThat(ErlangB.blocking(theory.met().orElseThrow(), 1023)).isGreaterThan(0.01);
    }

    @Test
    void saysThatAllValuesMeetOrNone() {
        PlanTheory all = PlanTheory.of(
                        plan(800, 900, "call_congestion", Expectation.Relation.AT_MOST, 0.001), PlanTheoryTest::poisson)
                .orElseThrow();
        PlanTheory none = PlanTheory.of(
                        plan(1200, 1300, "call_congestion", Expectation.Relation.AT_MOST, 0.001),
                        PlanTheoryTest::poisson)
                .orElseThrow();

        assertThat(all.met()).hasValue(900);
        assertThat(all.missed()).isEmpty();
        assertThat(none.met()).isEmpty();
        assertThat(none.missed()).hasValue(1200);
        assertThat(List.of(all.border(), none.border())).containsOnly(OptionalLong.empty());
    }

    @Test
    void saysNothingWhereItHasNoExactValue() {
        Optional<PlanTheory> theory = PlanTheory.of(
                plan(850, 1100, "longest_denial", Expectation.Relation.AT_MOST, 1), PlanTheoryTest::poisson);

        assertThat(theory).isEmpty();
    }

    /** Too few are refused at 10/s and at 850/s, not at 1,300/s: the largest value meets what the smallest misses. */
    @Test
    void saysWhereTheConditionsComeBackAfterAMiss() {
        PlanSpec plan = plan(10, 1300, "call_congestion", Expectation.Relation.AT_LEAST, 0.05);

        PlanTheory theory = PlanTheory.of(plan, PlanTheoryTest::poisson).orElseThrow();

        assertThat(theory.missed()).hasValue(10);
        assertThat(ErlangB.blocking(theory.met().orElseThrow(), 1023)).isGreaterThanOrEqualTo(0.05);
        assertThat(theory.isOrdered(plan)).isFalse();
        assertThat(theory.underLoad()).isEmpty();
    }
}
