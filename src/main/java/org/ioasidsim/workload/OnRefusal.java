package org.ioasidsim.workload;

/** What a process does when its request is refused. */
public sealed interface OnRefusal {
    /** The process exits. */
    record GiveUp() implements OnRefusal {}

    /** The process lives on without an id. */
    record FallBack() implements OnRefusal {}

    /** The process waits in the policy's queue. */
    record WaitInQueue() implements OnRefusal {}

    /**
     * The process tries again after pauses that grow.
     *
     * @param firstSeconds the first pause
     * @param factor by which each pause grows, at least 1
     * @param maxSeconds the longest pause
     * @param attempts in all, the first counted
     * @param jitter each pause is multiplied by a uniform number of [1 - jitter, 1 + jitter]
     */
    record Retry(double firstSeconds, double factor, double maxSeconds, int attempts, double jitter)
            implements OnRefusal {}
}
