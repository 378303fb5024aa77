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
 * The loss model as a bare loop: the part of a simulation's cost that cannot be saved.
 *
 * <p>It has the same event list, draws the same numbers from the same streams, takes the lowest free id, and writes and reads the same
 * records: of a process, of its address space, and of its place in its instance. It has no kernel, no other limits, and no metric but the
 * refusals.
 */
final class BareLoss {
    /** The payload of the timer of the next arrival; other payloads are slots of processes. */
    private static final int ARRIVAL = 1 << 28;

    private static final int NONE = -1;
    private static final int HOLDING = 1;
    private static final int OWNER = 0;
    private static final int BOND = 1;

    /** The numbers in the record of a process, the same as in the simulation. */
    private static final int PROCESS = 8;

    private static final int STATUS = 0;
    private static final int INSTANCE = 1;
    private static final int SPACE = 2;
    private static final int REQUEST = 3;
    private static final int PLACE = 4;
    private static final int NUMBER = 5;

    /** The place of the time of its end, which takes two numbers, one for each half of its bits. */
    private static final int END = 6;

    /** The numbers in the record of an address space: its id, its owner, its bond. */
    private static final int SPACE_CELLS = 3;

    private final double endSeconds;
    private final double perSecond;
    private final Distribution lifetime;
    private final int lastId;
    private final RandomStream arrivals;
    private final KeyedStream stream = new KeyedStream();
    private final long lifetimeKey;

    /** The time from the next arrival to the one after it, drawn one ahead as in a simulation. */
    private double gap;

    private final BucketQueue queue = new BucketQueue(payload -> {});
    private final IdSpace ids = new IdSpace();
    private final int[] processes;
    private final int[] spaces;
    private final int[] members;
    private int firstFree = NONE;
    private int used;
    private int firstFreeSpace = NONE;
    private int usedSpaces;
    private int live;
    private long ordinal;
    private long events;
    private long refused;

    /** Prepares the model of a file with one tenant, whose arrivals are Poisson and whose requests are lost when refused. */
    BareLoss(ScenarioFile loss) {
        Scenario scenario = loss.variants().get(0).scenario();
        TenantSpec tenant = scenario.tenants().get(0);
        endSeconds = scenario.run().warmUpSeconds() + scenario.run().durationSeconds();
        perSecond = ((ArrivalsSpec.Poisson) tenant.processes().arrivals()).perSecond();
        lifetime = tenant.processes().lifetimeSeconds();
        lastId = scenario.kernel().maxPasids() - 1;
        var streams = new Streams(scenario.run().seed(), 1);
        arrivals = streams.stream(tenant.name(), 0, "arrivals");
        gap = Exponential.standard(arrivals) / perSecond;
        lifetimeKey = streams.key(tenant.name(), 0, "lifetime");
        processes = new int[(lastId + 1) * PROCESS];
        spaces = new int[(lastId + 1) * SPACE_CELLS];
        members = new int[lastId + 1];
    }

    /** Runs to the end; returns the number of arrivals and departures. */
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

    /** Returns the number of requests that found no free id. */
    long refused() {
        return refused;
    }

    private double nextArrival(double now) {
        double next = now + gap;
        gap = Exponential.standard(arrivals) / perSecond;
        return next;
    }

    private void arrive(double now) {
        stream.restart(lifetimeKey, ordinal++);
        double hold = lifetime.draw(stream);
        int id = ids.tryTake(1, lastId);
        if (id == IdSpace.NONE) {
            refused++;
            return;
        }
        int slot = fork(id);
        setEnd(slot, now + hold);
        schedule(now + hold, slot);
    }

    private int fork(int id) {
        int slot = allocate();
        int at = slot * PROCESS;
        processes[at + STATUS] = HOLDING;
        processes[at + INSTANCE] = 0;
        processes[at + SPACE] = createSpace(id);
        processes[at + REQUEST] = NONE;
        processes[at + PLACE] = live;
        processes[at + NUMBER] = (int) ordinal;
        members[live++] = slot;
        return slot;
    }

    private int allocate() {
        int slot = firstFree;
        if (slot < 0) {
            return used++;
        }
        firstFree = processes[slot * PROCESS + PLACE];
        return slot;
    }

    private int createSpace(int id) {
        int space = firstFreeSpace;
        if (space < 0) {
            space = usedSpaces++;
        } else {
            firstFreeSpace = spaces[space * SPACE_CELLS];
        }
        spaces[space * SPACE_CELLS] = id;
        spaces[space * SPACE_CELLS + 1] = OWNER;
        spaces[space * SPACE_CELLS + 2] = BOND;
        return space;
    }

    private void depart(int slot, double now) {
        if (end(slot) != now || processes[slot * PROCESS + STATUS] != HOLDING) {
            throw new IllegalStateException("process " + slot + " ends at a wrong time");
        }
        freeSpace(processes[slot * PROCESS + SPACE]);
        int place = processes[slot * PROCESS + PLACE];
        int moved = members[--live];
        members[place] = moved;
        processes[moved * PROCESS + PLACE] = place;
        processes[slot * PROCESS + STATUS] = 0;
        processes[slot * PROCESS + PLACE] = firstFree;
        firstFree = slot;
    }

    private void freeSpace(int space) {
        int at = space * SPACE_CELLS;
        if (spaces[at + 1] != OWNER || spaces[at + 2] != BOND) {
            throw new IllegalStateException("address space " + space + " is not bound");
        }
        ids.release(spaces[at]);
        spaces[at + 2] = 0;
        spaces[at + 1] = NONE;
        spaces[at] = firstFreeSpace;
        firstFreeSpace = space;
    }

    private double end(int slot) {
        int at = slot * PROCESS + END;
        return Double.longBitsToDouble(
                ((long) processes[at] << Integer.SIZE) | Integer.toUnsignedLong(processes[at + 1]));
    }

    private void setEnd(int slot, double seconds) {
        long bits = Double.doubleToRawLongBits(seconds);
        processes[slot * PROCESS + END] = (int) (bits >>> Integer.SIZE);
        processes[slot * PROCESS + END + 1] = (int) bits;
    }

    private void schedule(double seconds, int payload) {
        queue.add(Double.doubleToRawLongBits(seconds), payload);
    }
}
