package org.ioasidsim.workload;

import org.ioasidsim.math.PortableMath;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.KeyedStream;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The random numbers of processes and instances. Each is found by a key (instance and purpose) and an index (arrival number of the process,
 * and what it has done so far). It therefore depends on no decision about any other process, and every policy sees the same demand.
 */
final class Draws implements Kept {
    /** Spreads counts over all 64 bits, away from the places in the order of arrivals; odd, so that different counts stay different. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private static final int TRY_BITS = 20;
    private static final int CYCLE_BITS = 31;

    private final LiveProcesses processes;
    private final KeyedStream stream = new KeyedStream();

    /** Changes every number that is drawn; 0 in a run that was never restored. */
    private long branch;

    Draws(LiveProcesses processes) {
        this.processes = processes;
    }

    /** Draws other numbers from now on: those of {@code newBranch}. */
    void branch(long newBranch) {
        branch = newBranch;
    }

    /** Draws, for a process in this branch, what it draws only where the branch begins. */
    double redraw(Distribution distribution, int slot) {
        stream.restart(branch, slot);
        return distribution.draw(stream);
    }

    /** Draws the one number that belongs to a key and an index. */
    double draw(Distribution distribution, long key, long index) {
        stream.restart(key ^ branch, index);
        return distribution.draw(stream);
    }

    /** Draws a number that a process needs in each bind cycle; the index of the first cycle is that of the process's arrival. */
    double drawInCycle(Distribution distribution, long key, int slot) {
        return draw(distribution, key, processes.drawIndex(slot) + STEP * processes.cycle(slot));
    }

    /** Draws a number for the worker {@code number} of those that a process forks. */
    double drawForWorker(Distribution distribution, long key, int slot, int number) {
        return draw(distribution, key, processes.drawIndex(slot) + STEP * number);
    }

    /** Returns whether something of this probability happens; draws nothing if that is certain. */
    boolean happens(double probability, long key, long index) {
        if (probability <= 0 || probability >= 1) {
            return probability >= 1;
        }
        stream.restart(key ^ branch, index);
        return stream.nextDouble() < probability;
    }

    /** Draws the pause, in seconds, of a process that was refused, by the tries that its request has had. */
    double pause(OnRefusal.Retry retry, Instance owner, int slot) {
        int tries = processes.attempts(slot);
        stream.restart(
                owner.jitterKey ^ branch, processes.drawIndex(slot) + STEP * tryNumber(processes.cycle(slot), tries));
        Distribution drawn = retry.pauseSeconds();
        if (drawn != null) {
            return drawn.draw(stream);
        }
        double grown = Math.min(retry.maxSeconds(), retry.firstSeconds() * PortableMath.pow(retry.factor(), tries - 1));
        return grown * (1 + retry.jitter() * (2 * stream.nextDouble() - 1));
    }

    /**
     * Returns a number of a try that no other try of a process has, for any cycle and tries of at least 0: from the lowest bit, 20 bits of
     * tries, 31 of the cycle, and the upper 11 of tries.
     *
     * <p>The tries are split because {@code attempts: max} allows 2<sup>31</sup> - 1 of them, which would run into the cycle's bits from
     * 2<sup>20</sup> on, while few requests have so many: below that the number is {@code cycle * 2^20 + tries}.
     */
    static long tryNumber(int cycle, int tries) {
        long lower = tries & ((1 << TRY_BITS) - 1);
        long upper = (long) tries >>> TRY_BITS;
        return (upper << (TRY_BITS + CYCLE_BITS)) | ((long) cycle << TRY_BITS) | lower;
    }

    @Override
    public void keep(StateTape tape) {
        branch = tape.keep(branch);
    }
}
