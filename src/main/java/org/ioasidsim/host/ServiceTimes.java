package org.ioasidsim.host;

import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.KeyedStream;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The time that the kernel takes: for binds, which may queue for one lock, and from the release of an id until it can be allocated again.
 *
 * <p>Both are drawn from one stream, a number for each bind and each free, so that a free has the same number whatever binds cost.
 */
public final class ServiceTimes implements Kept {
    private final Simulation simulation;
    private final Distribution bindSeconds;
    private final Distribution freeSeconds;
    private final boolean bindsAreFree;
    private final Distribution flushSeconds;
    private final Distribution invalidateSeconds;
    private final boolean flushesAreFree;
    private final boolean invalidates;
    private final boolean serialisesBinds;
    private final long key;
    private final KeyedStream stream = new KeyedStream();
    private long drawn;
    private long branch;
    private double lockFreeAt;
    private double flushedSeconds;
    private double invalidatedSeconds;

    /**
     * Starts with an unused lock.
     *
     * @param bindSeconds the time that a bind takes
     * @param freeSeconds the time from the release of an id until it can be allocated again
     * @param serialisesBinds whether binds queue for one lock
     * @param key of the random stream
     */
    public ServiceTimes(
            Simulation simulation,
            Distribution bindSeconds,
            Distribution freeSeconds,
            boolean serialisesBinds,
            long key) {
        this(simulation, bindSeconds, freeSeconds, new Constant(0), new Constant(0), serialisesBinds, key);
    }

    /**
     * Starts with an unused lock.
     *
     * @param flushSeconds the flush of one CPU's TLB after a rollover of ASIDs
     * @param invalidateSeconds the invalidation at the end of a bond, for which the lock is held
     */
    public ServiceTimes(
            Simulation simulation,
            Distribution bindSeconds,
            Distribution freeSeconds,
            Distribution flushSeconds,
            Distribution invalidateSeconds,
            boolean serialisesBinds,
            long key) {
        this.simulation = simulation;
        this.bindSeconds = bindSeconds;
        this.freeSeconds = freeSeconds;
        this.flushSeconds = flushSeconds;
        this.invalidateSeconds = invalidateSeconds;
        this.flushesAreFree = flushSeconds.equals(new Constant(0));
        this.invalidates = !invalidateSeconds.equals(new Constant(0));
        this.bindsAreFree = bindSeconds.equals(new Constant(0));
        this.serialisesBinds = serialisesBinds;
        this.key = key;
    }

    /** Draws other numbers from now on: those of {@code branch}. */
    void branch(long newBranch) {
        branch = newBranch;
    }

    /** Has nobody hold the lock of binds from now on, as the machine starts anew. */
    void restart() {
        lockFreeAt = simulation.nowSeconds();
    }

    /** Returns whether no bind takes time or waits for another, whatever it flushes: each is decided as it is asked for. */
    boolean bindsAtOnce() {
        return bindsAreFree && flushesAreFree && !serialisesBinds;
    }

    /** Counts {@code count} binds that take no time, each of which uses up its number all the same. */
    void countBinds(int count) {
        drawn += count;
    }

    /** Returns whether the end of a bond takes time. */
    boolean invalidates() {
        return invalidates;
    }

    /** Holds the lock, from when it is free, for the invalidations of {@code count} bonds that end now. */
    void invalidate(long count) {
        for (long i = 0; i < count; i++) {
            double seconds = draw(invalidateSeconds);
            invalidatedSeconds += seconds;
            lockFreeAt = Math.max(simulation.nowSeconds(), lockFreeAt) + seconds;
        }
    }

    /** Returns how long all flushes took so far. */
    double flushedSeconds() {
        return flushedSeconds;
    }

    /** Returns for how long all invalidations so far hold the lock. */
    double invalidatedSeconds() {
        return invalidatedSeconds;
    }

    /** Returns how long {@code count} flushes of a CPU's TLB take; nothing is drawn where they take no time. */
    double flushes(long count) {
        double seconds = 0;
        if (flushesAreFree) {
            return seconds;
        }
        for (long i = 0; i < count; i++) {
            seconds += draw(flushSeconds);
        }
        flushedSeconds += seconds;
        return seconds;
    }

    /** Returns when {@code count} binds that begin now are decided; refused ones take the lock as long as others. */
    double bindDecidedAt(int count) {
        return bindDecidedAt(count, 0);
    }

    /** Returns when {@code count} binds are decided that begin {@code delaySeconds} from now. */
    double bindDecidedAt(int count, double delaySeconds) {
        double cost = bindCost(count);
        double now = simulation.nowSeconds() + delaySeconds;
        if (!serialisesBinds) {
            return now + cost;
        }
        lockFreeAt = Math.max(now, lockFreeAt) + cost;
        return lockFreeAt;
    }

    private double bindCost(int count) {
        if (bindsAreFree) {
            countBinds(count);
            return 0;
        }
        double cost = 0;
        for (int i = 0; i < count; i++) {
            cost += draw(bindSeconds);
        }
        return cost;
    }

    /** Returns when an id that is released now can be allocated again. */
    double freedAt() {
        return simulation.nowSeconds() + draw(freeSeconds);
    }

    private double draw(Distribution distribution) {
        stream.restart(key ^ branch, drawn++);
        return distribution.draw(stream);
    }

    @Override
    public void keep(StateTape tape) {
        drawn = tape.keep(drawn);
        lockFreeAt = tape.keep(lockFreeAt);
        flushedSeconds = tape.keep(flushedSeconds);
        invalidatedSeconds = tape.keep(invalidatedSeconds);
        branch = tape.keep(branch);
    }
}
