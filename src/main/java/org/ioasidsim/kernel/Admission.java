package org.ioasidsim.kernel;

import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.cgroup.Cgroup;

/**
 * A further rule that each id of the pool must pass, after the controllers and the set's quota, before the pool and the ASID. Declared here and
 * implemented above.
 */
public interface Admission {
    /** The answer of the rule. */
    enum Verdict {
        /** Charged: {@link #undo} or {@link #uncharge} follows in the end. */
        CHARGED,
        /** Refused, with {@link #level} and {@link #errno}. */
        REFUSED,
        /** Not charged because the host has nothing left: the refusal is that of the pool or of the ASIDs. */
        EXHAUSTED
    }

    /**
     * Decides on one id for the current caller.
     *
     * @param maxPasids the id must be below this
     * @param takesAsid whether the bind needs an ASID too
     */
    Verdict tryCharge(int maxPasids, boolean takesAsid);

    /** Undoes the last charge: a later limit refused, and the listener was not notified of the id. */
    void undo();

    /** Returns the charge of {@code id}, which can be allocated again from now on. */
    void uncharge(int id);

    /** Admits and counts host tasks that were forked into {@code group} within all limits of the kernel, or refuses them all; returns whether they were admitted. */
    boolean tryFork(Cgroup group, int tasks);

    /** Counts host tasks that joined {@code group} ({@code tasks} above 0) or left it, on which the rule has no say. */
    void forked(Cgroup group, int tasks);

    /** Returns the level of its last refusal. */
    String level();

    /** Returns the error of its last refusal. */
    Errno errno();
}
