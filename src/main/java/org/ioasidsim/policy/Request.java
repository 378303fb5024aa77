package org.ioasidsim.policy;

import org.ioasidsim.kernel.cgroup.Cgroup;

/** One id wanted, held or given back: whose it is, and how the host stands just now. The same object at each call: keep no reference. */
public interface Request {
    /** Returns the tenant's number in {@link HostFacts#tenants}. */
    int tenant();

    /** Returns the cgroup that is charged. */
    Cgroup cgroup();

    /** Returns the simulated time. */
    double nowSeconds();

    /** Returns whether the host could give what this request takes: an id narrow enough for the device and, where it needs one, an ASID. */
    boolean hasFree();

    /** Returns whether it is an id that is missing, narrow enough for the device; false where only an ASID is. */
    boolean lacksId();

    /** Returns how many more ids the host as a whole could give to tenants, at least 0. */
    long free();

    /**
     * Returns for how long the longest idle id that would do for this request has been idle, in seconds; NaN when there is none. Known to
     * policies that {@linkplain Policy#reclaims reclaim}.
     */
    double longestIdleSeconds();
}
