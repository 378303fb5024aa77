package org.ioasidsim.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.ioasidsim.experiment.measure.BatchRecorder;
import org.ioasidsim.experiment.measure.Measurement;
import org.ioasidsim.experiment.measure.MetricTable;
import org.ioasidsim.experiment.measure.SimulatedScenario;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.KernelListener;
import org.ioasidsim.policy.PolicyBreach;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.workload.Workload;
import org.ioasidsim.workload.trace.Traces;
import org.jspecify.annotations.Nullable;

/** One run of one variant: puts simulation, host and tenants together, runs them, and reads what was measured. */
public final class Replication {
    /** Few enough to take far less than a second even where each asks a slow policy. */
    private static final int EVENTS_BETWEEN_LOOKS = 1_024;

    private Replication() {}

    /** Runs {@code work} to the end; {@code recorder}, if given, records all kernel operations. */
    static ReplicationResult run(
            ReplicationWork work, Traces traces, BooleanSupplier isCancelled, @Nullable KernelListener recorder) {
        ReplicationResult result = run(
                work.scenario().atEstimates(),
                work.number(),
                work.warmUpSeconds(),
                work.recordsTimeline(),
                traces,
                isCancelled,
                recorder);
        return work.scenario().run().drawsInputs() && !work.isPilot()
                ? result.withDrawn(drawn(work, traces, isCancelled).values())
                : result;
    }

    /** Runs {@code work} once more, on the same random numbers, for inputs drawn anew from their data. */
    private static ReplicationResult drawn(ReplicationWork work, Traces traces, BooleanSupplier isCancelled) {
        return run(
                work.scenario().drawn(work.number()),
                work.number(),
                work.warmUpSeconds(),
                false,
                traces,
                isCancelled,
                null);
    }

    /**
     * Runs to the end.
     *
     * @param number of the replication, from 1; names its random streams together with the seed
     * @param warmUpSeconds before measuring starts
     * @param recordsTimeline whether to sample the state for plots
     * @param traces the rows of recorded arrivals
     * @param isCancelled polled every thousand events; once true, the run ends with a {@link CancellationException}
     */
    static ReplicationResult run(
            Scenario scenario,
            int number,
            double warmUpSeconds,
            boolean recordsTimeline,
            Traces traces,
            BooleanSupplier isCancelled) {
        return run(scenario, number, warmUpSeconds, recordsTimeline, traces, isCancelled, null);
    }

    /** Runs to the end as above; {@code recorder}, if given, records all kernel operations. */
    static ReplicationResult run(
            Scenario scenario,
            int number,
            double warmUpSeconds,
            boolean recordsTimeline,
            Traces traces,
            BooleanSupplier isCancelled,
            @Nullable KernelListener recorder) {
        double end = warmUpSeconds + scenario.run().durationSeconds();
        var measurement = new Measurement(scenario, end, recordsTimeline);
        var simulated = new SimulatedScenario(scenario, number, measurement, new SimulatedScenario.EventLoop());
        Simulation simulation = simulated.simulation();
        Host host = simulated.host();
        measurement.watch(host.kernel());
        if (recorder != null) {
            host.syscalls().recordTo(recorder, simulation::nowSeconds);
        }
        Workload workload = simulated.populate(traces);

        List<ReplicationResult.Batched> batches;
        try (workload) {
            batches = simulate(scenario, warmUpSeconds, simulation, measurement, workload, isCancelled);
        }
        host.syscalls().endRecording();
        measurement.advance(end);
        workload.reportOpen();
        measurement.finish(end);
        double[][] values = MetricTable.of(
                measurement, workload, host, scenario, scenario.run().durationSeconds(), simulation.eventCount());
        return result(number, measurement, values, batches);
    }

    /** Warms up and runs the measured time; returns its batches, none where the analysis has none. */
    private static List<ReplicationResult.Batched> simulate(
            Scenario scenario,
            double warmUpSeconds,
            Simulation simulation,
            Measurement measurement,
            Workload workload,
            BooleanSupplier isCancelled) {
        double duration = scenario.run().durationSeconds();
        double end = warmUpSeconds + duration;
        if (warmUpSeconds == 0) {
            measurement.restart(0);
        }
        if (scenario.run().isStationary()) {
            workload.startInEquilibrium();
        } else {
            workload.start();
        }
        if (warmUpSeconds > 0) {
            runTo(simulation, warmUpSeconds, isCancelled);
            measurement.restart(warmUpSeconds);
            workload.restartMeasuring();
        }
        int windows = scenario.run().analysis().batches() * BatchRecorder.WINDOWS;
        if (windows == 0) {
            runTo(simulation, end, isCancelled);
            return List.of();
        }
        var batches = new BatchRecorder(measurement, workload, warmUpSeconds);
        for (int i = 1; i <= windows; i++) {
            double to = i == windows ? end : warmUpSeconds + duration * i / windows;
            runTo(simulation, to, isCancelled);
            batches.endWindow(to);
        }
        return batches.batches();
    }

    /** Runs to just before {@code to}: measured time is half open, so that an event at its end belongs to the next interval. */
    private static void runTo(Simulation simulation, double to, BooleanSupplier isCancelled) {
        boolean isAtEnd = false;
        while (!isAtEnd) {
            if (isCancelled.getAsBoolean()) {
                throw new CancellationException("interrupted");
            }
            isAtEnd = simulation.runUntil(Math.nextDown(to), EVENTS_BETWEEN_LOOKS);
        }
    }

    private static ReplicationResult result(
            int number, Measurement measurement, double[][] values, List<ReplicationResult.Batched> batches) {
        return new ReplicationResult(
                number,
                null,
                measurement.hash(),
                measurement.names(),
                values,
                measurement.refusals(),
                measurement.blameIdSeconds(),
                measurement.timeToBind(),
                measurement.windowFairness(),
                measurement.timeline(),
                batches);
    }

    /** Runs {@code work} by itself, as a worker does; a model that fails gives a failed result. */
    public static ReplicationResult of(ReplicationWork work) {
        try {
            return run(work, new Traces(), () -> false, null);
        } catch (PolicyBreach breach) {
            return failed(work.scenario(), work.number(), String.valueOf(breach.getMessage()));
        } catch (Exception failure) {
            return failed(work.scenario(), work.number(), failure.toString());
        }
    }

    /** Returns the placeholder result of a failed replication. */
    public static ReplicationResult failed(Scenario scenario, int number, String why) {
        List<String> names =
                scenario.tenants().stream().map(tenant -> tenant.name()).toList();
        double[][] undefined = new double[names.size() + 1][Metric.values().length];
        for (double[] row : undefined) {
            Arrays.fill(row, Double.NaN);
        }
        return new ReplicationResult(
                number,
                why,
                0,
                names,
                undefined,
                List.of(),
                new double[names.size()][names.size()],
                List.of(),
                List.of(),
                null,
                List.of());
    }
}
