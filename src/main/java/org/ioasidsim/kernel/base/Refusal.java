package org.ioasidsim.kernel.base;

/** The limit, level and errno of the last refused request. The next refusal overwrites it, so that refusing allocates nothing. */
public final class Refusal {
    private Limit limit = Limit.POOL;
    private String level = "";
    private Errno errno = Errno.ENOSPC;
    private String miscGroup = "";
    private String miscKey = "";
    private int miscSlot;

    public Limit limit() {
        return limit;
    }

    /** Returns the cgroup's path (with the resource behind it where misc counts by device), the device's name, or {@code host} if the limit is that of the whole host. */
    public String level() {
        return level;
    }

    public Errno errno() {
        return errno;
    }

    /** Returns the path of the cgroup whose misc limit refused. */
    public String miscGroup() {
        return miscGroup;
    }

    /** Returns the name of misc's resource that refused. */
    public String miscKey() {
        return miscKey;
    }

    /** Returns the place of misc's resource that refused in a cgroup's counters. */
    public int miscSlot() {
        return miscSlot;
    }

    /** Records a refusal. */
    public void set(Limit newLimit, String newLevel, Errno newErrno) {
        limit = newLimit;
        level = newLevel;
        errno = newErrno;
    }

    /** Records that misc refused as the host has none of the resource {@code key}, so that no cgroup can be charged for it (misc_cg_try_charge). */
    public void setNoMisc(String newLevel, String key) {
        set(Limit.MISC, newLevel, Errno.EINVAL);
        miscKey = key;
    }

    /** Records that misc refused at the cgroup {@code group}; {@code slot} and {@code key} are those of its resource. */
    public void setMisc(String newLevel, String group, int slot, String key) {
        set(Limit.MISC, newLevel, Errno.EBUSY);
        miscGroup = group;
        miscSlot = slot;
        miscKey = key;
    }
}
