package org.ioasidsim.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import nl.tudelft.simulation.dsol.eventlists.RedBlackTree;
import nl.tudelft.simulation.dsol.formalisms.eventscheduling.LambdaSimEvent;
import org.cloudsimplus.core.SimEntity;
import org.cloudsimplus.core.events.CloudSimEvent;
import org.cloudsimplus.core.events.FutureQueue;
import org.cloudsimplus.core.events.SimEvent;
import org.ioasidsim.sim.HoldModel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The hold model on our list and on those of others, each with the event objects that its simulator makes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 3, jvmArgs = {"-XX:+UseSerialGC", "-Xmx3g"})
public class HoldBenchmark {
    private static final int EVENTS = 100_000;
    private static final double[] INCREMENTS = increments();

    /** Whose list. */
    public enum List {
        BARE_QUEUE,
        OURS,
        PRIORITY_QUEUE,
        SSJ,
        DSOL,
        CLOUDSIM_PLUS
    }

    @Param
    public List list;

    @Param({"1000", "100000", "1000000", "4000000"})
    public int pending;

    private LongSupplier model;

    @Setup
    public void fill() {
        model = switch (list) {
            case BARE_QUEUE -> HoldModel.bareQueue(pending, EVENTS);
            case OURS -> HoldModel.timers(pending, EVENTS);
            case PRIORITY_QUEUE -> HoldModel.priorityQueue(pending, EVENTS);
            case SSJ -> HoldModel.splayTree(pending, EVENTS);
            case DSOL -> dsol(pending);
            case CLOUDSIM_PLUS -> cloudSimPlus(pending);
        };
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long hold() {
        return model.getAsLong();
    }

    private static double[] increments() {
        var random = new SplittableRandom(1);
        double[] increments = new double[1 << 16];
        Arrays.setAll(increments, i -> -StrictMath.log1p(-random.nextDouble()));
        return increments;
    }

    private static LongSupplier dsol(int pending) {
        var events = new RedBlackTree<Double>();
        for (int i = 0; i < pending; i++) {
            events.add(new LambdaSimEvent<>(INCREMENTS[i & 0xFFFF], () -> {}));
        }
        return () -> {
            for (int i = 0; i < EVENTS; i++) {
                double now = events.removeFirst().getAbsoluteExecutionTime();
                events.add(new LambdaSimEvent<>(now + INCREMENTS[i & 0xFFFF], () -> {}));
            }
            return EVENTS;
        };
    }

    private static LongSupplier cloudSimPlus(int pending) {
        var events = new FutureQueue();
        for (int i = 0; i < pending; i++) {
            events.addEvent(event(INCREMENTS[i & 0xFFFF]));
        }
        return () -> {
            for (int i = 0; i < EVENTS; i++) {
                SimEvent first = events.first();
                events.remove(first);
                events.addEvent(event(first.getTime() + INCREMENTS[i & 0xFFFF]));
            }
            return EVENTS;
        };
    }

    private static SimEvent event(double seconds) {
        return new CloudSimEvent(SimEvent.Type.SEND, seconds, SimEntity.NULL);
    }
}
