package org.ioasidsim.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.exact.ExactModels;
import org.ioasidsim.experiment.exact.UncappedDemand;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.stats.exact.ErlangB;
import org.ioasidsim.stats.exact.Loss;
import org.ioasidsim.stats.interval.Interval;
import org.ioasidsim.stats.interval.Intervals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the mean demand is known, its deviation in the replications is taken off other figures; where it is not, they stay as they are. */
@Tag("slow")
class KnownDemandTest {
    private static final String SCENARIO = """
            scenario: known
            question: Does the known demand narrow the interval?
            host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}}
            cgroups: {/web: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 1
                processes: {arrivals: {poisson: 6/s}, lifetime: {exponential: {mean: 10s}}, devices: [dsa], on_refusal: REACTION}
            run: {warm_up: stationary, duration: 200s, replications: REPLICATIONS, seed: 11}
            measure: {window: 1h}
            """;

    private static SummaryRow row(String reaction, int replications, Metric metric) {
        ExperimentResult result = RunScenario.text(
                SCENARIO.replace("REACTION", reaction).replace("REPLICATIONS", Integer.toString(replications)));
        return RunScenario.row(result, result.variants().get(0).name(), "web", metric);
    }

    /** 60 erlang on 63 ids: the demand explains three quarters of the variance of refusals (the half-width is halved). */
    @Test
    void narrowsTheIntervalOfRefusals() {
        SummaryRow row = row("give-up", 60, Metric.CALL_CONGESTION);

        assertThat(row.method()).isEqualTo(IntervalMethod.CONTROL_VARIATES);
        assertThat(row.varianceRatio()).isGreaterThan(2.5);
        // four standard errors
        assertThat(row.mean()).isCloseTo(ErlangB.blocking(60, 63), within(2 * row.halfWidth()));
    }

    @Test
    void reportsTheDemandAsSimulated() {
        assertThat(row("give-up", 20, Metric.DEMAND_MEAN).method()).isEqualTo(IntervalMethod.STUDENT_T);
    }

    /** A request that waits holds for its whole lifetime from the grant on: how many want an id depends on the refusals. */
    @Test
    void usesNoDemandThatTheRefusalsChange() {
        assertThat(row("wait", 20, Metric.HELD_MEAN).method()).isEqualTo(IntervalMethod.STUDENT_T);
    }

    @Test
    void needsTwelveReplications() {
        assertThat(row("give-up", 11, Metric.HELD_MEAN).method()).isEqualTo(IntervalMethod.STUDENT_T);
    }

    /** With private ASIDs, a process of `two` needs two ASIDs and counts as two: 20 processes want 40 of them. */
    @Test
    void countsTheDemandInTheResourceThatBinds() {
        ExperimentResult result = RunScenario.text("""
                scenario: two-smmus
                question: Is the demand known in ASIDs?
                host:
                  preset: arm64-smmuv3-64k
                  sva: mm-drop
                  asid_scheme: private
                  asid_bits: 8
                  devices: {near: {smmu: 0}, far: {smmu: 1}}
                cgroups: {/one: {}, /two: {}}
                tenants:
                  one: {cgroup: /one, kind: container, instances: 1, processes: {arrivals: {poisson: 3/s}, lifetime: 10s, devices: [near]}}
                  two: {cgroup: /two, kind: container, instances: 1, processes: {arrivals: {poisson: 2/s}, lifetime: 10s, devices: [near, far]}}
                run: {warm_up: stationary, duration: 400s, replications: 12, seed: 5}
                measure: {window: 1h}
                """);
        for (String tenant : new String[] {"one", "two"}) {
            VariantResult variant = result.variants().get(0);
            SummaryRow measured = RunScenario.row(result, variant.name(), tenant, Metric.DEMAND_MEAN);
            double exact = ExactModels.value(variant.scenario(), tenant, Metric.DEMAND_MEAN)
                    .orElseThrow();
            assertThat(exact).isEqualTo(tenant.equals("one") ? 30 : 40);
            // four standard errors
            assertThat(measured.mean()).isCloseTo(exact, within(2 * measured.halfWidth()));
        }
    }

    /** Processes of the start that end, a rate that varies, and a neighbour that never lets go: no steady state, and yet the law is known. */
    private static final String TRANSIENT = """
            scenario: transient
            question: Is the demand known at any time?
            host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}}
            cgroups: {/web: {}, /batch: {}}
            tenants:
              web:
                cgroup: /web
                kind: container
                instances: 2
                processes:
                  initial: 10
                  arrivals: {profile: {mean: 2/s, period: 20s, shape: [1, 3, 2]}}
                  lifetime: {gamma: {shape: 2, mean: 8s}}
                  devices: [dsa]
              batch:
                cgroup: /batch
                kind: container
                instances: 1
                processes:
                  initial: 5
                  arrivals: {poisson: 4/s}
                  lifetime: forever
                  bind: {probability: 50%}
                  devices: [dsa]
            run: {warm_up: 3s, duration: 30s, replications: 60, seed: 3}
            measure: {window: 1h}
            """;

    private static double[] excess(List<ReplicationResult> replications) {
        return replications.stream()
                .mapToDouble(one -> IntStream.range(0, 2)
                        .mapToDouble(tenant ->
                                one.value(tenant, Metric.DEMAND_MEAN) - one.value(tenant, Metric.ENTITLEMENT_MEAN))
                        .sum())
                .toArray();
    }

    private static void assertMean(double[] values, double expected) {
        Interval interval = Intervals.studentT(values, 0.95);
        // four standard errors
        assertThat(interval.mean()).isCloseTo(expected, within(2 * interval.halfWidth()));
    }

    @Test
    void theLawOfTheDemandHoldsAtAnyTime() {
        VariantResult variant = RunScenario.text(TRANSIENT).variants().get(0);
        var demand = UncappedDemand.of(variant.scenario());
        for (int tenant = 0; tenant < 2; tenant++) {
            int number = tenant;
            assertMean(
                    variant.replications().stream()
                            .mapToDouble(one -> one.value(number, Metric.DEMAND_MEAN))
                            .toArray(),
                    demand.mean(number, 3, 33).orElseThrow());
        }
        assertMean(excess(variant.replications()), demand.excess(3, 33).orElseThrow());
    }

    /** What is wanted above the capacity explains refusals better than the demand itself: here two thirds of their variance. */
    @Test
    void theExcessNarrowsTheIntervalWithoutASteadyState() {
        ExperimentResult result = RunScenario.text(TRANSIENT);
        SummaryRow row = RunScenario.row(result, result.variants().get(0).name(), "web", Metric.CALL_CONGESTION);

        assertThat(row.method()).isEqualTo(IntervalMethod.CONTROL_VARIATES);
        assertThat(row.varianceRatio()).isGreaterThan(2.5);
    }

    private static final String UNREFUSED = """
            scenario: unrefused
            question: How many requests can be refused at all?
            host: {preset: x86-vtd-20bit, pasid_bits: 6, devices: {dsa: {}}}
            controls: {misc_pasid: on}
            cgroups: {/web: {misc.max: pasid WEB}, /noisy: {misc.max: pasid NOISY}}
            tenants:
              web: {cgroup: /web, kind: container, instances: 1, processes: {arrivals: {poisson: 2/s}, lifetime: 5s, devices: [dsa]}}
              noisy: {cgroup: /noisy, kind: container, instances: 1, processes: {arrivals: {poisson: 20/s}, lifetime: forever, devices: [dsa]}}
            run: {warm_up: 10s, duration: 10s, replications: 3, seed: 1}
            measure: {window: 1h}
            """;

    private static SummaryRow unrefused(String web, String noisy) {
        ExperimentResult result = RunScenario.text(UNREFUSED.replace("WEB", web).replace("NOISY", noisy));
        return RunScenario.row(result, result.variants().get(0).name(), "web", Metric.FIRST_TRY_SUCCESS);
    }

    /** 20 requests are expected; 10 of them at a time are wanted, a Poisson number; at most 20 ids are left to others than its 63 - 20 = 43. */
    @Test
    void theDemandBoundsWhatIsRefused() {
        double bound = 20 * Loss.unlimitedTail(10, 43).doubleValue();
        SummaryRow row = unrefused("max", "20");

        assertThat(row.method()).isEqualTo(IntervalMethod.DEMAND_BOUND);
        assertThat(row.mean()).isEqualTo(1);
        assertThat(1 - row.lower()).isCloseTo(Math.max(1e-9, bound), within(1e-12));
    }

    /** The bounds of two limits add up. */
    @Test
    void aLimitOfItsOwnCountsAsWell() {
        double bound = 20
                * (Loss.unlimitedTail(10, 33).doubleValue()
                        + Loss.unlimitedTail(10, 29).doubleValue());

        assertThat(1 - unrefused("33", "34").lower()).isCloseTo(bound, within(1e-6 * bound));
    }

    /** A neighbour that may hold all ids leaves no bound. */
    @Test
    void withoutALimitOnOthersThereIsNoBound() {
        assertThat(unrefused("max", "max").method()).isNotEqualTo(IntervalMethod.DEMAND_BOUND);
    }
}
