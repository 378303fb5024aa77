package org.ioasidsim.kernel.base;

import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** A user whose host tasks are counted against RLIMIT_NPROC; or the same user in a pid namespace, whose numbers are counted too. */
public final class User implements Kept {
    private final long limit;
    private final long numbers;
    private final @Nullable User counted;
    /** The most tasks by what this object counts itself. */
    private final long most;

    private long tasks;

    public User(long limit) {
        this(limit, Long.MAX_VALUE, null);
    }

    private User(long limit, long numbers, @Nullable User counted) {
        this.limit = limit;
        this.numbers = numbers;
        this.counted = counted;
        this.most = counted == null ? Math.min(limit, numbers) : numbers;
    }

    /** Returns the same user for tasks exempt from the limit, as with CAP_SYS_ADMIN or CAP_SYS_RESOURCE; they still count. */
    public User exempt() {
        return new User(Long.MAX_VALUE, Long.MAX_VALUE, this);
    }

    /** Returns the same user for tasks in a pid namespace of their own in which {@code tasksThatFit} have numbers at once. */
    public User inNamespace(long tasksThatFit) {
        return new User(limit, tasksThatFit, this);
    }

    /** Returns the most tasks that the user may have; {@code Long.MAX_VALUE}: no limit. */
    public long limit() {
        return limit;
    }

    /** Returns the most tasks of the namespace that this user's tasks are in; {@code Long.MAX_VALUE}: they have none of their own. */
    public long numbers() {
        return numbers;
    }

    /** Returns whether {@code more} further tasks are within the limit. */
    public boolean hasRoom(int more) {
        boolean isLimited = limit != Long.MAX_VALUE;
        return counted != null ? !isLimited || counted.hasRoom(more) : tasks <= limit - more;
    }

    /** Returns whether {@code more} further tasks fit into the namespace. */
    public boolean hasNumbers(int more) {
        return tasks <= numbers - more;
    }

    /** Returns whether {@code more} further tasks are within the limit and fit into the namespace. */
    public boolean canHave(int more) {
        return tasks <= most - more && (counted == null || hasRoom(more));
    }

    /** Adds {@code change} to the count of tasks. */
    public void count(int change) {
        tasks += change;
        if (counted != null) {
            counted.count(change);
        }
    }

    @Override
    public void keep(StateTape tape) {
        tasks = tape.keep(tasks);
    }
}
