package org.ioasidsim.sim;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.ioasidsim.math.PortableMath;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.SplayTree;

/**
 * The hold model, which compares event lists: remove the first of n pending events and insert it again after an exponential time of mean 1.
 * Each method returns a benchmark round, which does this about {@code events} times and returns the exact number.
 *
 * <p>Source: Jones, "An empirical comparison of priority-queue and event-set implementations", CACM 29(4), 1986.
 */
public final class HoldModel {
    private static final double[] INCREMENTS = increments();

    private HoldModel() {}

    private static double[] increments() {
        var random = new SplittableRandom(1);
        double[] increments = new double[1 << 16];
        Arrays.setAll(increments, i -> -PortableMath.log1p(-random.nextDouble()));
        return increments;
    }

    /** Returns increment {@code count} of a fixed sequence that repeats after 65,536, so that drawing costs no time. */
    private static double increment(int count) {
        return INCREMENTS[count & (INCREMENTS.length - 1)];
    }

    /** Returns a round on the simulation's queue alone, without a clock. */
    public static LongSupplier bareQueue(int pending, int events) {
        return new Bare(pending, events);
    }

    /** Returns a round of the simulation's timers. */
    public static LongSupplier timers(int pending, int events) {
        return new Timers(pending, events);
    }

    /** Returns a round of SSJ's event objects on its default list. */
    public static LongSupplier splayTree(int pending, int events) {
        return new Events(pending, events);
    }

    /** Returns a round on the JDK's binary heap, one object for each event. */
    public static LongSupplier priorityQueue(int pending, int events) {
        return new Heap(pending, events);
    }

    private static final class Bare implements LongSupplier {
        private final BucketQueue queue = new BucketQueue(payload -> {});
        private final int events;
        private int next;

        Bare(int pending, int events) {
            this.events = events;
            for (int i = 0; i < pending; i++) {
                queue.add(Double.doubleToRawLongBits(increment(next++)), i);
            }
        }

        @Override
        public long getAsLong() {
            for (int i = 0; i < events && queue.findFirst(); i++) {
                double now = Double.longBitsToDouble(queue.firstKey());
                int slot = queue.removeFirst();
                queue.add(Double.doubleToRawLongBits(now + increment(next++)), slot);
            }
            return events;
        }
    }

    private static final class Timers implements LongSupplier {
        private final Simulation simulation = new Simulation(payload -> again(payload));
        private final double seconds;
        private int next;

        Timers(int pending, int events) {
            this.seconds = (double) events / pending; // each fires once a second
            for (int i = 0; i < pending; i++) {
                again(i);
            }
        }

        private void again(int payload) {
            simulation.schedule(simulation.nowSeconds() + increment(next++), payload);
        }

        @Override
        public long getAsLong() {
            long before = simulation.eventCount();
            simulation.runUntil(simulation.nowSeconds() + seconds);
            return simulation.eventCount() - before;
        }
    }

    private static final class Events implements LongSupplier {
        private final Simulator simulator = new Simulator(new SplayTree());
        private final int events;
        private int left;
        private int next;

        Events(int pending, int events) {
            this.events = events;
            for (int i = 0; i < pending; i++) {
                new Step().schedule(increment(next++));
            }
        }

        @Override
        public long getAsLong() {
            left = events;
            simulator.start();
            return events;
        }

        private final class Step extends Event {
            Step() {
                super(simulator);
            }

            @Override
            public void actions() {
                schedule(increment(next++));
                if (--left == 0) {
                    simulator.stop();
                }
            }
        }
    }

    private static final class Heap implements LongSupplier {
        private final PriorityQueue<Entry> queue = new PriorityQueue<>();
        private final int events;
        private int next;

        Heap(int pending, int events) {
            this.events = events;
            for (int i = 0; i < pending; i++) {
                queue.add(new Entry(increment(next++)));
            }
        }

        @Override
        public long getAsLong() {
            for (int i = 0; i < events; i++) {
                Entry entry = queue.remove();
                entry.timeSeconds += increment(next++);
                queue.add(entry);
            }
            return events;
        }
    }

    private static final class Entry implements Comparable<Entry> {
        private double timeSeconds;

        Entry(double timeSeconds) {
            this.timeSeconds = timeSeconds;
        }

        @Override
        public int compareTo(Entry other) {
            return Double.compare(timeSeconds, other.timeSeconds);
        }
    }
}
