package org.ioasidsim.experiment;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.WarmUpResult;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.interval.Mser5;
import org.ioasidsim.stats.interval.Welch;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.TenantSpec;
import org.ioasidsim.workload.trace.Traces;

/**
 * Finds the warm-up from the first replications, each run once without one: the largest cut of MSER-5 over what all tenants hold, in each pilot run,
 * and over what each tenant holds, in the mean of them; and at least five mean residual holds, of which e^-5 of the initial state is left. A tenant
 * with few long holds settles later than the host, and a short series does not show it.
 *
 * <p>Source: White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69, 1997.
 */
final class WarmUp {
    private static final int PILOTS = 5;
    private static final int SAMPLES = 1000;
    private static final double LEAST_HOLDS = 5;

    /** Mean residual holds for which the limits settle when the demand is in equilibrium: at its start more of them are full than later. */
    private static final double HOLDS_OF_LIMITS = 2;

    private WarmUp() {}

    /** Returns the number of pilot runs for {@code replications}. */
    static int pilots(int replications) {
        return Math.min(PILOTS, replications);
    }

    /**
     * Returns the warm-up of a scenario that gives it or starts in equilibrium; in that case two of the longest mean residual hold, no more than the measured time. 0 for
     * one that is still to be found.
     */
    static WarmUpResult given(Scenario scenario) {
        if (!scenario.run().isStationary()) {
            return WarmUpResult.given(Math.max(0, scenario.run().warmUpSeconds()));
        }
        double longest = longest(scenario, law -> law.residual().mean());
        return WarmUpResult.given(
                Math.min(HOLDS_OF_LIMITS * longest, scenario.run().durationSeconds()));
    }

    /** Returns the warm-up found from what each tenant of {@code scenario} held at equal distances in its pilot runs: {@code [tenant][sample]}. */
    static WarmUpResult find(List<double[][]> pilots, Scenario scenario) {
        double seconds = scenario.run().durationSeconds();
        double step = seconds / SAMPLES;
        double[][] ofHost = pilots.stream().map(WarmUp::sum).toArray(double[][]::new);
        List<Mser5> found = Stream.of(ofHost).map(Mser5::of).toList();
        List<Double> cuts = found.stream().map(mser -> mser.cut() * step).toList();
        double ofTenants = IntStream.range(0, scenario.tenants().size())
                .map(tenant -> Mser5.of(mean(pilots, tenant)).cut())
                .max()
                .orElse(0);
        double settling = LEAST_HOLDS * longest(scenario, law -> law.residual().mean());
        double least = Math.min(settling, seconds);
        double[] times = new double[ofHost[0].length];
        Arrays.setAll(times, sample -> sample * step);
        return new WarmUpResult(
                Math.max(least, Math.max(Collections.max(cuts), ofTenants * step)),
                cuts,
                settling,
                settling > seconds || found.stream().anyMatch(Mser5::tooShort),
                times,
                Welch.pointwiseMean(ofHost));
    }

    private static double[] sum(double[][] ofTenants) {
        double[] sum = new double[ofTenants[0].length];
        for (double[] held : ofTenants) {
            Arrays.setAll(sum, sample -> sum[sample] + held[sample]);
        }
        return sum;
    }

    private static double[] mean(List<double[][]> pilots, int tenant) {
        return Welch.pointwiseMean(pilots.stream().map(pilot -> pilot[tenant]).toArray(double[][]::new));
    }

    /** Returns the largest {@code seconds} of a hold or lifetime; 0 if none is known. Processes that live for ever do not settle. */
    private static double longest(Scenario scenario, ToDoubleFunction<Distribution> seconds) {
        return scenario.tenants().stream()
                .map(TenantSpec::processes)
                .filter(processes -> !(processes.arrivals() instanceof ArrivalsSpec.Trace))
                .flatMap(processes -> Stream.of(processes.bind().holdSeconds(), processes.lifetimeSeconds()))
                .filter(law -> law != null && Double.isFinite(law.mean()))
                .mapToDouble(seconds)
                .max()
                .orElse(0);
    }

    /** Returns the ids held by each tenant in pilot run {@code number}, without a warm-up, at equal distances: {@code [tenant][sample]}. */
    static double[][] occupancy(
            Scenario scenario, int number, Traces traces, ReplicationStore store, BooleanSupplier isCancelled) {
        Scenario sampled =
                scenario.with(scenario.measure().sampled(scenario.run().durationSeconds() / SAMPLES));
        var work = new ReplicationWork(sampled, number, 0, true);
        ReplicationResult.Timeline timeline = store.get(work, () -> Replication.run(work, traces, isCancelled, null))
                .timeline();
        if (timeline == null) {
            throw new IllegalStateException("the pilot run has no timeline");
        }
        return Stream.of(timeline.held())
                .map(held -> Arrays.stream(held).asDoubleStream().toArray())
                .toArray(double[][]::new);
    }
}
