package org.ioasidsim.kernel;

/** A user whose host tasks are counted against RLIMIT_NPROC. */
public final class User {
    private final long limit;
    private long tasks;

    User(long limit) {
        this.limit = limit;
    }

    /** Returns whether {@code more} tasks more are within the limit. */
    public boolean hasRoom(int more) {
        return tasks <= limit - more;
    }

    void count(int change) {
        tasks += change;
    }
}
