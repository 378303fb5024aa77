package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.base.Limit;

/**
 * The requests that wait: served in the order that the policy gives their tenants and, among equals, of their arrivals, but one that its
 * own limits still refuse does not hold up those behind it. Requests of one instance meet the same limits, so that one try an instance and pass is enough.
 */
final class WaitQueue {
    private final LiveProcesses processes;
    private final Host host;
    private final InstanceTable instances;

    /** The instances with waiting requests, by the turn of their tenant, as it was when they were put there, and the arrival of the first. */
    private final EarliestFirst withWaiting = new EarliestFirst();

    /** The instances that cannot be served in this pass. */
    private final List<Instance> blocked = new ArrayList<>();

    /** The instances of which a request has stopped waiting since the last pass. */
    private final List<Instance> left = new ArrayList<>();

    WaitQueue(LiveProcesses processes, Host host, InstanceTable instances) {
        this.processes = processes;
        this.host = host;
        this.instances = instances;
    }

    /** Adds a request: behind the others of its instance, or first when it arrived before them. */
    void add(int slot, Instance owner) {
        processes.noteQueuedArrival(slot);
        if (processes.isQueued(slot)) {
            place(owner);
            return;
        }
        processes.refer(slot);
        host.noteWaiting(owner.tenant.index, owner.group, 1);
        int first = owner.firstWaiting;
        if (first == LiveProcesses.NONE) {
            owner.firstWaiting = slot;
            owner.lastWaiting = slot;
            processes.setNextWaiting(slot, LiveProcesses.NONE);
            place(owner);
        } else if (processes.queuedArrivalSeconds(slot) < processes.queuedArrivalSeconds(first)) {
            processes.setNextWaiting(slot, first);
            owner.firstWaiting = slot;
            place(owner);
        } else {
            processes.setNextWaiting(owner.lastWaiting, slot);
            processes.setNextWaiting(slot, LiveProcesses.NONE);
            owner.lastWaiting = slot;
        }
    }

    /** Says that a request of {@code owner} waits no longer; it is taken out in the next pass in which it would be its instance's turn. */
    void leave(Instance owner) {
        left.add(owner);
    }

    /** Returns how many requests of an instance are in the queue, those that wait no longer included. */
    int count(Instance instance) {
        int count = 0;
        for (int slot = instance.firstWaiting; slot != LiveProcesses.NONE; slot = processes.nextWaiting(slot)) {
            count++;
        }
        return count;
    }

    /** Grants what can be granted now, if anything was given back since the last call. */
    void serve(ProcessLife life) {
        if (!host.takeReleased() || withWaiting.isEmpty()) {
            return;
        }
        left.forEach(this::dropGone);
        left.clear();
        serveUntilFull(life);
        blocked.forEach(this::place);
        blocked.clear();
    }

    private void serveUntilFull(ProcessLife life) {
        while (!withWaiting.isEmpty()) {
            Instance next = instances.at(host.ordersQueue() ? firstInTurn() : withWaiting.first());
            if (life.tryWaiting(next.firstWaiting, next)) {
                pop(next);
                dropGone(next);
            } else if (isHostFull()) {
                return;
            } else {
                withWaiting.remove(next.index);
                blocked.add(next);
            }
        }
    }

    private boolean isHostFull() {
        Limit limit = host.kernel().refusal().limit();
        return limit == Limit.POOL || limit == Limit.ASID;
    }

    /** Returns the first by the turns as they are now. They may have grown since they were kept, so that one in front moves back until it has not. */
    private int firstInTurn() {
        while (true) {
            int first = withWaiting.first();
            Instance instance = instances.at(first);
            double kept = withWaiting.turn(first);
            double turn = host.turn(instance.tenant.index, instance.group, kept);
            if (turn == kept) {
                return first;
            }
            withWaiting.put(first, turn, processes.queuedArrivalSeconds(instance.firstWaiting));
        }
    }

    private void dropGone(Instance instance) {
        while (instance.firstWaiting != LiveProcesses.NONE
                && processes.state(instance.firstWaiting) != LiveProcesses.WAITING) {
            pop(instance);
        }
        place(instance);
    }

    /** Puts an instance in its place among those with waiting requests, by its first one. */
    private void place(Instance instance) {
        if (instance.firstWaiting == LiveProcesses.NONE) {
            withWaiting.remove(instance.index);
        } else {
            double turn =
                    host.ordersQueue() ? host.turn(instance.tenant.index, instance.group, Double.NEGATIVE_INFINITY) : 0;
            withWaiting.put(instance.index, turn, processes.queuedArrivalSeconds(instance.firstWaiting));
        }
    }

    private void pop(Instance instance) {
        int slot = instance.firstWaiting;
        instance.firstWaiting = processes.nextWaiting(slot);
        if (instance.firstWaiting == LiveProcesses.NONE) {
            instance.lastWaiting = LiveProcesses.NONE;
        }
        processes.leaveQueue(slot);
        host.noteWaiting(instance.tenant.index, instance.group, -1);
        processes.release(slot);
    }
}
