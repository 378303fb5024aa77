package org.ioasidsim.kernel.base;

/**
 * The limits that a request can meet, in the order in which the kernel checks them. The limit of a policy, which no kernel has, comes last.
 */
public enum Limit {
    RLIMIT("rlimit"),
    THREADS_MAX("threads-max"),
    PID_MAX("pid-max"),
    /** A cgroup in which no process may live; only op scripts meet it, for a scenario with such a tenant is not run. */
    CGROUP("cgroup"),
    PIDS("pids"),
    /** No ASID for an encrypted guest, no key id for a trust domain: the VM does not start. */
    KEY_ID("key-id"),
    /** No VMID for a VM's stage 2: the VM does not start. */
    VMID("vmid"),
    GUEST_PID_MAX("guest-pid-max"),
    WORK_QUEUE("work-queue"),
    /** Refuses every bind of a kernel that has SVA switched off; no scenario describes such a host. */
    SVA_GATE("sva-gate"),
    WIDTH("width"),
    MEMORY("memory"),
    /** A device in reset, or one that a VM owns: nothing can be attached. */
    DEVICE("device"),
    MISC("misc"),
    IOASIDS("ioasids"),
    CAPACITY("capacity"),
    VM_QUOTA("vm-quota"),
    POOL("pool"),
    ASID("asid"),
    POLICY("policy"),
    /** An id in use was taken back, by a policy that no kernel has. */
    REVOKED("revoked");

    private final String word;

    Limit(String word) {
        this.word = word;
    }

    /** Returns the name as scenarios and results spell it. */
    public String word() {
        return word;
    }
}
