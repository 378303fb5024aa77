package org.ioasidsim.policy;

import org.ioasidsim.kernel.cgroup.Cgroup;

/** Receives the tenants whose requests a policy may answer differently than after the last event. */
public interface ChangeListener {
    /** One tenant may be answered differently. */
    void tenant(int tenant);

    /** All tenants in {@code group} and below it may be answered differently. */
    void below(Cgroup group);

    /** Any tenant may be answered differently. */
    void all();
}
