package org.ioasidsim.bench;

import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.random.KeyedStream;
import org.ioasidsim.random.Streams;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.sim.BucketQueue;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.TenantSpec;
import umontreal.ssj.rng.RandomStream;

/**
 * The loss model as a loop and nothing else: the same event list, the same numbers drawn from the same streams, a record as large for each
 * process, the lowest free id; no kernel, no limits on the way, no metrics but the refusals. What a simulation of it cannot save.
 */
final class BareLoss {
    /** The payload of the timer of the next arrival. */
    private static final int ARRIVAL = 1 << 28;

    /** Whole numbers kept of a process, of its address space with the bond, and as a member of its instance, beside the time of its end: as many as the simulation keeps. */
    private static final int CELLS = 6 + 3 + 1;

    private final double endSeconds;
    private final double perSecond;
    private final Distribution lifetime;
    private final int lastId;
    private final RandomStream arrivals;
    private final KeyedStream stream = new KeyedStream();
    private final long lifetimeKey;

    private final BucketQueue queue = new BucketQueue(payload -> {});
    private final IdSpace ids = new IdSpace();
    private final int[] cells;
    private final double[] endSecondsOf;
    private int firstFree = -1;
    private int used;
    private long ordinal;
    private long events;
    private long refused;

    /** Reads a file of one tenant with Poisson arrivals whose requests are lost when refused. */
    BareLoss(ScenarioFile loss) {
        Scenario scenario = loss.variants().get(0).scenario();
        TenantSpec tenant = scenario.tenants().get(0);
        endSeconds = scenario.run().warmUpSeconds() + scenario.run().durationSeconds();
        perSecond = ((ArrivalsSpec.Poisson) tenant.processes().arrivals()).perSecond();
        lifetime = tenant.processes().lifetimeSeconds();
        lastId = scenario.kernel().maxPasids() - 1;
        var streams = new Streams(scenario.run().seed(), 1);
        arrivals = streams.stream(tenant.name(), 0, "arrivals");
        lifetimeKey = streams.key(tenant.name(), 0, "lifetime");
        cells = new int[(lastId + 1) * CELLS];
        endSecondsOf = new double[lastId + 1];
    }

    /** Runs to the end; returns the arrivals and departures. */
    long run() {
        schedule(nextArrival(0), ARRIVAL);
        while (queue.findFirst()) {
            double now = Double.longBitsToDouble(queue.firstKey());
            if (now >= endSeconds) {
                return events;
            }
            events++;
            int payload = queue.removeFirst();
            if (payload == ARRIVAL) {
                arrive(now);
                schedule(nextArrival(now), ARRIVAL);
            } else {
                depart(payload, now);
            }
        }
        return events;
    }

    /** Returns how many requests found no id. */
    long refused() {
        return refused;
    }

    private double nextArrival(double now) {
        return now + Exponential.standard(arrivals) / perSecond;
    }

    private void arrive(double now) {
        stream.restart(lifetimeKey, ordinal++);
        double hold = lifetime.draw(stream);
        int id = ids.tryTake(1, lastId);
        if (id == IdSpace.NONE) {
            refused++;
            return;
        }
        int slot = allocate();
        cells[slot * CELLS] = id;
        cells[slot * CELLS + CELLS - 1]++;
        endSecondsOf[slot] = now + hold;
        schedule(now + hold, slot);
    }

    private int allocate() {
        int slot = firstFree;
        if (slot < 0) {
            return used++;
        }
        firstFree = cells[slot * CELLS];
        return slot;
    }

    private void depart(int slot, double now) {
        if (endSecondsOf[slot] != now) {
            throw new IllegalStateException("process " + slot + " ends at a wrong time");
        }
        cells[slot * CELLS + CELLS - 1]--;
        ids.release(cells[slot * CELLS]);
        cells[slot * CELLS] = firstFree;
        firstFree = slot;
    }

    private void schedule(double seconds, int payload) {
        queue.add(Double.doubleToRawLongBits(seconds), payload);
    }
}
