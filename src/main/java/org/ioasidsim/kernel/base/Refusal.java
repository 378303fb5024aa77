package org.ioasidsim.kernel.base;

/** The limit, level and errno of the last refused request. The next refusal overwrites it, so that refusing allocates nothing. */
public final class Refusal {
    private Limit limit = Limit.POOL;
    private String level = "";
    private Errno errno = Errno.ENOSPC;

    public Limit limit() {
        return limit;
    }

    /** Returns the cgroup's path, the device's name, or {@code host} if the limit is that of the whole host. */
    public String level() {
        return level;
    }

    public Errno errno() {
        return errno;
    }

    /** Records a refusal. */
    public void set(Limit newLimit, String newLevel, Errno newErrno) {
        limit = newLimit;
        level = newLevel;
        errno = newErrno;
    }
}
