package org.ioasidsim.workload;

import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.base.Limit;

/**
 * Serves the waiting requests in the order of the queue. A request that its own limits still refuse does not hold up other instances; the rest of its own
 * instance meets the same limits, so that one refusal ends that instance's turn in this pass.
 */
final class QueuePass {
    private final Host host;
    private final WaitQueue queue;
    private final Requests requests;

    QueuePass(Host host, WaitQueue queue, Requests requests) {
        this.host = host;
        this.queue = queue;
        this.requests = requests;
    }

    /** Grants what can be granted now, if anything was given back since the last call. */
    void run() {
        if (!host.takeReleased() || queue.isEmpty()) {
            return;
        }
        queue.dropGone();
        serveUntilFull();
        queue.bringBack();
    }

    private void serveUntilFull() {
        while (!queue.isEmpty()) {
            Instance next = queue.next();
            if (requests.tryWaiting(next.firstWaiting, next)) {
                queue.removeFirst(next);
            } else if (isHostFull()) {
                return;
            } else {
                queue.setAside(next);
            }
        }
    }

    /** Returns whether the last refusal is one that every request would meet. */
    private boolean isHostFull() {
        Limit limit = host.kernel().refusal().limit();
        return limit == Limit.POOL || limit == Limit.ASID;
    }
}
