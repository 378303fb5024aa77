package org.ioasidsim.policy;

import org.ioasidsim.kernel.cgroup.Cgroup;

/** Is told who may be answered otherwise than after the last event. */
public interface ChangeListener {
    /** Tells of one tenant. */
    void tenant(int tenant);

    /** Tells of all tenants in a cgroup and below it. */
    void below(Cgroup group);

    /** Tells of all tenants. */
    void all();
}
