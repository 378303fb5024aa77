package org.ioasidsim.kernel.base;

import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** A user whose host tasks are counted against RLIMIT_NPROC. */
public final class User implements Kept {
    private final long limit;
    private final @Nullable User counted;
    private long tasks;

    public User(long limit) {
        this(limit, null);
    }

    private User(long limit, @Nullable User counted) {
        this.limit = limit;
        this.counted = counted;
    }

    /** Returns the same user for tasks exempt from the limit, as with CAP_SYS_ADMIN or CAP_SYS_RESOURCE; they still count. */
    public User exempt() {
        return new User(Long.MAX_VALUE, counted == null ? this : counted);
    }

    /** Returns the most tasks that the user may have; {@code Long.MAX_VALUE}: no limit. */
    public long limit() {
        return limit;
    }

    /** Returns whether {@code more} further tasks are within the limit. */
    public boolean hasRoom(int more) {
        return tasks <= limit - more;
    }

    /** Adds {@code change} to the count of tasks. */
    public void count(int change) {
        if (counted == null) {
            tasks += change;
        } else {
            counted.tasks += change;
        }
    }

    @Override
    public void keep(StateTape tape) {
        tasks = tape.keep(tasks);
    }
}
