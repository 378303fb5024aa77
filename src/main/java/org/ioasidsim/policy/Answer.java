package org.ioasidsim.policy;

/** What a policy says to a request for one id. */
public enum Answer {
    /** Take it. Where the host has none left, this answer is a breach of the contract. */
    GRANT,
    /** No. Where the host has none left, the kernel's own limit is the one that refuses. */
    REFUSE,
    /** Not now: the request waits in the policy's queue, whatever its tenant does on a refusal. */
    WAIT,
    /** Take back the id that has been idle for longest, then ask again; once for a request, a second time it means no. */
    RECLAIM
}
