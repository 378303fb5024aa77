package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.Limit;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait: served in the order that the policy gives their tenants and, among equals, of their arrivals, but one that its
 * own limits still refuse does not hold up those behind it. Requests of one instance meet the same limits, so that one try an instance and pass is enough.
 */
final class WaitQueue {
    private final Processes processes;
    private final Host host;
    private final List<Instance> withWaiting = new ArrayList<>();
    private long pass;

    WaitQueue(Processes processes, Host host) {
        this.processes = processes;
        this.host = host;
    }

    /** Adds a request: behind the others of its instance, or first when it arrived before them. */
    void add(int slot, Instance owner) {
        processes.noteQueuedArrival(slot);
        if (processes.isQueued(slot)) {
            return;
        }
        processes.refer(slot);
        host.noteWaiting(owner.tenant.index, owner.group, 1);
        int first = owner.firstWaiting;
        if (first == Processes.NONE) {
            owner.firstWaiting = slot;
            owner.lastWaiting = slot;
            processes.setNextWaiting(slot, Processes.NONE);
            withWaiting.add(owner);
        } else if (processes.queuedArrivalSeconds(slot) < processes.queuedArrivalSeconds(first)) {
            processes.setNextWaiting(slot, first);
            owner.firstWaiting = slot;
        } else {
            processes.setNextWaiting(owner.lastWaiting, slot);
            processes.setNextWaiting(slot, Processes.NONE);
            owner.lastWaiting = slot;
        }
    }

    /** Grants what can be granted now, if anything was given back since the last call. */
    void serve(ProcessLife life) {
        if (!host.takeReleased() || withWaiting.isEmpty()) {
            return;
        }
        pass++;
        for (Instance next = earliest(); next != null; next = earliest()) {
            int slot = next.firstWaiting;
            if (life.tryWaiting(slot, next)) {
                pop(next);
            } else if (isHostFull()) {
                return;
            } else {
                next.blockedInPass = pass;
            }
        }
    }

    private boolean isHostFull() {
        Limit limit = host.kernel().refusal().limit();
        return limit == Limit.POOL || limit == Limit.ASID;
    }

    private @Nullable Instance earliest() {
        Instance best = null;
        for (int i = withWaiting.size() - 1; i >= 0; i--) {
            Instance instance = withWaiting.get(i);
            dropGone(instance);
            if (instance.firstWaiting == Processes.NONE) {
                withWaiting.remove(i);
            } else if (instance.blockedInPass != pass && (best == null || isBefore(instance, best))) {
                best = instance;
            }
        }
        return best;
    }

    private boolean isBefore(Instance a, Instance b) {
        double turnOfA = host.turn(a.tenant.index, a.group);
        double turnOfB = host.turn(b.tenant.index, b.group);
        if (turnOfA != turnOfB) {
            return turnOfA < turnOfB;
        }
        double arrivalOfA = processes.queuedArrivalSeconds(a.firstWaiting);
        double arrivalOfB = processes.queuedArrivalSeconds(b.firstWaiting);
        return arrivalOfA < arrivalOfB || (arrivalOfA == arrivalOfB && a.index < b.index);
    }

    private void dropGone(Instance instance) {
        while (instance.firstWaiting != Processes.NONE && processes.state(instance.firstWaiting) != Processes.WAITING) {
            pop(instance);
        }
    }

    private void pop(Instance instance) {
        int slot = instance.firstWaiting;
        instance.firstWaiting = processes.nextWaiting(slot);
        if (instance.firstWaiting == Processes.NONE) {
            instance.lastWaiting = Processes.NONE;
        }
        processes.leaveQueue(slot);
        host.noteWaiting(instance.tenant.index, instance.group, -1);
        processes.release(slot);
    }
}
