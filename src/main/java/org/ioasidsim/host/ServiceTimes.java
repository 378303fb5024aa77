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
    private final boolean serialisesBinds;
    private final long key;
    private final KeyedStream stream = new KeyedStream();
    private long drawn;
    private long branch;
    private double lockFreeAt;

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
        this.simulation = simulation;
        this.bindSeconds = bindSeconds;
        this.freeSeconds = freeSeconds;
        this.bindsAreFree = bindSeconds.equals(new Constant(0));
        this.serialisesBinds = serialisesBinds;
        this.key = key;
    }

    /** Draws other numbers from now on: those of {@code branch}. */
    void branch(long newBranch) {
        branch = newBranch;
    }

    /** Returns when {@code count} binds that begin now are decided; refused ones take the lock as long as others. */
    double bindDecidedAt(int count) {
        double cost = bindCost(count);
        double now = simulation.nowSeconds();
        if (!serialisesBinds) {
            return now + cost;
        }
        lockFreeAt = Math.max(now, lockFreeAt) + cost;
        return lockFreeAt;
    }

    private double bindCost(int count) {
        if (bindsAreFree) {
            drawn += count; // a bind uses up its number all the same
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
        branch = tape.keep(branch);
    }
}
