package org.ioasidsim.policy;

/** A policy's answer to a request for one id. */
public enum Answer {
    /** The request gets an id. Where the host has none left, this answer breaks the contract. */
    GRANT,
    /** The request gets none. Where the host has none left, the kernel's own limit is the one that refuses. */
    REFUSE,
    /** The request waits in the policy's queue, whatever its tenant does on a refusal. */
    WAIT,
    /** The host takes back the id that has been idle for longest and asks again; the same answer to the second question is a refusal. */
    RECLAIM
}
