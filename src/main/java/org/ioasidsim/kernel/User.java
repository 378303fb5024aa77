package org.ioasidsim.kernel;

/** A user whose host tasks are counted against RLIMIT_NPROC. SKELETON. */
public final class User {
    /** Returns whether {@code tasks} more tasks are within the limit. */
    public boolean hasRoom(int tasks) {
        throw new IllegalStateException("skeleton");
    }
}
