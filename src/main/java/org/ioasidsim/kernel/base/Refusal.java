package org.ioasidsim.kernel.base;

/** The limit, level and errno of the last refused request. The next refusal overwrites it, so that refusing allocates nothing. */
public final class Refusal {
    private Limit limit = Limit.POOL;
    private String level = "";
    private Errno errno = Errno.ENOSPC;
    private boolean isOfAsid;

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

    /** Returns whether misc refused an ASID and not a PASID. */
    public boolean isOfAsid() {
        return isOfAsid;
    }

    /** Records a refusal. */
    public void set(Limit newLimit, String newLevel, Errno newErrno) {
        limit = newLimit;
        level = newLevel;
        errno = newErrno;
        isOfAsid = false;
    }

    /** Records a refusal of an ASID, which misc counts apart from PASIDs. */
    public void setOfAsid(Limit newLimit, String newLevel, Errno newErrno) {
        set(newLimit, newLevel, newErrno);
        isOfAsid = true;
    }
}
