package org.ioasidsim.policy;

import org.ioasidsim.kernel.cgroup.Cgroup;

/**
 * One id that is wanted, held or given back: its tenant and cgroup, and the state of the host at this moment. The host reuses one object for
 * all calls: a policy must not keep a reference.
 */
public interface Request {
    /** Returns the tenant's place in {@link HostFacts#tenants}. */
    int tenant();

    /** Returns the cgroup that the id is charged to. */
    Cgroup cgroup();

    /** Returns the simulated time, from 0 at the start of the run. */
    double nowSeconds();

    /** Returns whether the host has free what the request needs: an id narrow enough for the device and, if it needs one, an ASID. */
    boolean hasFree();

    /** Returns whether no id narrow enough for the device is free; false if only an ASID is missing. */
    boolean lacksId();

    /** Returns how many more ids the host can give to tenants in all, at least 0. */
    long free();

    /**
     * Returns for how long the longest idle id that would serve this request has been idle, in seconds; NaN if there is none. Known only if
     * the policy {@linkplain Policy#reclaims reclaims}.
     */
    double longestIdleSeconds();
}
