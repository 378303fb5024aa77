package org.ioasidsim.kernel;

import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.cgroup.Cgroup;

/**
 * A further rule that each id of the pool must pass: asked behind the controllers and the set's quota, before the pool and the ASID. Owned
 * here and implemented above.
 */
public interface Admission {
    /** What it says. */
    enum Verdict {
        /** Charged: {@link #undo} or {@link #uncharge} follows in the end. */
        CHARGED,
        /** Refused, with {@link #level} and {@link #errno}. */
        REFUSED,
        /** Not charged, since the host has nothing left: the pool or the ASIDs are the limit that refuses. */
        EXHAUSTED
    }

    /**
     * Asks for one id of the current caller.
     *
     * @param maxPasids ids must lie below
     * @param takesAsid whether the bind needs an ASID too
     */
    Verdict tryCharge(int maxPasids, boolean takesAsid);

    /** Takes the last charge back: a later limit said no, and nobody was told of the id. */
    void undo();

    /** Gives back the charge of {@code id}, which can be allocated again from now on. */
    void uncharge(int id);

    /** Counts host tasks that were forked into {@code group} within all limits of the kernel, and returns true, or refuses them. */
    boolean tryFork(Cgroup group, int tasks);

    /** Counts host tasks that came to ({@code tasks} above 0) or left {@code group} without being asked for. */
    void forked(Cgroup group, int tasks);

    /** Returns the level at which it refused last. */
    String level();

    /** Returns the error of its last refusal. */
    Errno errno();
}
