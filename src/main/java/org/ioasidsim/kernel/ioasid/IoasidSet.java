package org.ioasidsim.kernel.ioasid;

import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** A set of ioasids with a quota: one for each VM, and one for the host. */
public final class IoasidSet implements Kept {
    private final int number;
    private final @Nullable Object token;
    private final long quota;
    private int ids;
    private boolean isAlive = true;

    IoasidSet(int number, @Nullable Object token, long quota) {
        this.number = number;
        this.token = token;
        this.quota = quota;
    }

    /** Returns a set outside the table, which reserves nothing of the capacity. */
    public static IoasidSet unreserved(Object token, long quota) {
        return new IoasidSet(IdSpace.NONE, token, quota);
    }

    /** Returns the mm or VM that owns the set; null for the host's set, which is of type NULL. */
    public @Nullable Object token() {
        return token;
    }

    /** Returns the largest number of ids that it can have. */
    public long quota() {
        return quota;
    }

    /** Returns the number of ids in the set, those being freed included. */
    public int ids() {
        return ids;
    }

    /** Returns whether one more id would exceed the quota. */
    public boolean isFull() {
        return ids >= quota;
    }

    public boolean isAlive() {
        return isAlive;
    }

    /** Adds an id, which must be within the quota. */
    public void add() {
        if (isFull()) {
            throw new IllegalStateException("set " + number + " is at its quota of " + quota);
        }
        ids++;
    }

    /** Removes an id. */
    public void remove() {
        if (ids == 0) {
            throw new IllegalStateException("set " + number + " has no ids");
        }
        ids--;
    }

    int number() {
        return number;
    }

    void end() {
        isAlive = false;
    }

    @Override
    public void keep(StateTape tape) {
        ids = tape.keep(ids);
        isAlive = tape.keep(isAlive);
    }
}
