package org.ioasidsim.sim;

import java.util.Arrays;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;
import umontreal.ssj.simevents.eventlist.EventList;
import umontreal.ssj.simevents.eventlist.SplayTree;

/**
 * A timing, run by hand: the hold model (take the first event, put it back an exponential time later) on this package's list, on SSJ's own
 * and on {@code java.util.PriorityQueue}. Prints the median ns per event of five rounds each, the lists taking turns.
 */
public final class HoldModel {
    private static final int ROUNDS = 5;
    private static final double[] INCREMENTS = new double[1 << 16];

    private HoldModel() {}

    public static void main(String[] arguments) {
        var random = new SplittableRandom(1);
        Arrays.setAll(INCREMENTS, i -> -Math.log1p(-random.nextDouble()));
        System.out.printf("%10s %14s %14s %14s %14s%n", "pending", "timers", "events", "SplayTree", "PriorityQueue");
        for (int pending : new int[] {1_000, 100_000, 1_000_000}) {
            measure(pending);
        }
    }

    private static void measure(int pending) {
        Runner[] runners = {
            new Timers(pending),
            new Events(pending, new FutureEvents(payload -> {})),
            new Events(pending, new SplayTree()),
            new Plain(pending)
        };
        int events = Math.max(1_000_000, 2 * pending);
        var nanos = new double[runners.length][ROUNDS];
        for (int round = -2; round < ROUNDS; round++) { // two rounds to warm up
            for (int i = 0; i < runners.length; i++) {
                long start = System.nanoTime();
                runners[i].run(events);
                if (round >= 0) {
                    nanos[i][round] = (double) (System.nanoTime() - start) / events;
                }
            }
        }
        var line = new StringBuilder(String.format(Locale.ROOT, "%10d", pending));
        for (double[] rounds : nanos) {
            Arrays.sort(rounds);
            line.append(String.format(Locale.ROOT, " %11.1f ns", rounds[ROUNDS / 2]));
        }
        System.out.println(line);
    }

    private interface Runner {
        void run(int events);
    }

    private static final class Timers implements Runner {
        private final Simulation simulation = new Simulation(payload -> again(payload));
        private final int pending;
        private int next;

        Timers(int pending) {
            this.pending = pending;
            for (int i = 0; i < pending; i++) {
                again(i);
            }
        }

        private void again(int payload) {
            simulation.schedule(simulation.nowSeconds() + INCREMENTS[next++ & 0xFFFF], payload);
        }

        @Override
        public void run(int events) {
            simulation.runUntil(simulation.nowSeconds() + (double) events / pending); // rate 1 each
        }
    }

    private static final class Events implements Runner {
        private final Simulator simulator;
        private int left;
        private int next;

        Events(int pending, EventList list) {
            this.simulator = list instanceof FutureEvents ours ? ours.clock() : new Simulator(list);
            for (int i = 0; i < pending; i++) {
                new Step(simulator).schedule(INCREMENTS[next++ & 0xFFFF]);
            }
        }

        @Override
        public void run(int events) {
            left = events;
            simulator.start();
        }

        private final class Step extends Event {
            Step(Simulator simulator) {
                super(simulator);
            }

            @Override
            public void actions() {
                schedule(INCREMENTS[next++ & 0xFFFF]);
                if (--left == 0) {
                    simulator().stop();
                }
            }
        }
    }

    private static final class Plain implements Runner {
        private final PriorityQueue<Entry> queue = new PriorityQueue<>();
        private int next;

        Plain(int pending) {
            for (int i = 0; i < pending; i++) {
                queue.add(new Entry(INCREMENTS[next++ & 0xFFFF]));
            }
        }

        @Override
        public void run(int events) {
            for (int i = 0; i < events; i++) {
                Entry entry = queue.remove();
                entry.timeSeconds += INCREMENTS[next++ & 0xFFFF];
                queue.add(entry);
            }
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
