package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.host.Host;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The requests that wait, in the order that the policy gives their tenants and, among equals, of their arrivals. Requests of one instance meet the
 * same limits, so that the queue is one of instances, each with a chain of its requests.
 */
final class WaitQueue implements Kept {
    private final LiveProcesses processes;
    private final Host host;
    private final InstanceTable instances;

    /** The instances with waiting requests, by the turn of their tenant when they were put there, and the arrival of their first request. */
    private final EarliestFirst withWaiting = new EarliestFirst();

    /** The instances that are set aside: with waiting requests, but not in {@link #withWaiting}. */
    private final List<Instance> aside = new ArrayList<>();

    /** The instances of which a request has stopped waiting since {@link #dropGone()}. */
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
            place(owner); // it was tried, and waits again without having been taken out
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

    /** Notes that a request of {@code owner} waits no longer; it is taken out by a pass, once it is the first of its instance. */
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

    /** Returns whether no instance is in the queue, apart from those set aside. */
    boolean isEmpty() {
        return withWaiting.isEmpty();
    }

    /** Returns the instance whose first request is next; the queue must not be empty. */
    Instance next() {
        return instances.at(host.ordersQueue() ? firstInTurn() : withWaiting.first());
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

    /** Takes out the first request of an instance, and those behind it that wait no longer. */
    void removeFirst(Instance instance) {
        pop(instance);
        dropGone(instance);
    }

    /** Takes an instance out until {@link #bringBack}. */
    void setAside(Instance instance) {
        withWaiting.remove(instance.index);
        aside.add(instance);
    }

    /** Puts the instances back that were set aside. */
    void bringBack() {
        aside.forEach(this::place);
        aside.clear();
    }

    /** Takes out the requests that wait no longer, as far as they are the first of their instance. */
    void dropGone() {
        left.forEach(this::dropGone);
        left.clear();
    }

    private void dropGone(Instance instance) {
        while (instance.firstWaiting != LiveProcesses.NONE
                && processes.state(instance.firstWaiting) != ProcessState.WAITING) {
            pop(instance);
        }
        place(instance);
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

    /** Puts an instance in its place by its first request, or takes it out if it has none. */
    private void place(Instance instance) {
        if (instance.firstWaiting == LiveProcesses.NONE) {
            withWaiting.remove(instance.index);
        } else {
            double turn =
                    host.ordersQueue() ? host.turn(instance.tenant.index, instance.group, Double.NEGATIVE_INFINITY) : 0;
            withWaiting.put(instance.index, turn, processes.queuedArrivalSeconds(instance.firstWaiting));
        }
    }

    @Override
    public void keep(StateTape tape) {
        withWaiting.keep(tape);
        tape.keepElements(aside);
        tape.keepElements(left);
    }
}
