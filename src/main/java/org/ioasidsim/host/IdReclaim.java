package org.ioasidsim.host;

import java.util.function.Supplier;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/** The ids that may be taken back: those whose address space is bound to no device, the longest idle one first. */
final class IdReclaim implements Kept {
    private final Supplier<Kernel> kernel;
    private final Simulation simulation;
    private final IdHolders holders;
    private final IdleIds idle = new IdleIds();
    private int reclaimedInstance = IdHolders.NO_INSTANCE;

    /** @param kernel the same one at each call; asked for as late as used, since a kernel is made after the policy that it consults */
    IdReclaim(Supplier<Kernel> kernel, Simulation simulation, IdHolders holders) {
        this.kernel = kernel;
        this.simulation = simulation;
        this.holders = holders;
    }

    void idled(int mm) {
        idle.add(mm, simulation.nowSeconds());
    }

    void idleEnded(int mm) {
        idle.remove(mm);
    }

    /** Returns whether an id below {@code maxPasids} is idle. */
    boolean hasIdleId(int maxPasids) {
        return longestIdle(maxPasids) != IdleIds.NONE;
    }

    /** Returns for how many seconds the longest idle id below {@code maxPasids} has been idle; NaN when there is none. */
    double longestIdleSeconds(int maxPasids) {
        int mm = longestIdle(maxPasids);
        return mm == IdleIds.NONE ? Double.NaN : simulation.nowSeconds() - idle.sinceSeconds(mm);
    }

    private int longestIdle(int maxPasids) {
        int mm = idle.first();
        while (mm != IdleIds.NONE && kernel.get().pasid(mm) >= maxPasids) {
            mm = idle.after(mm);
        }
        return mm;
    }

    /** Takes back the longest idle id below {@code maxPasids}, of which there must be one. */
    void reclaim(int maxPasids) {
        int mm = longestIdle(maxPasids);
        int id = kernel.get().pasid(mm);
        Group group = holders.group(id);
        reclaimedInstance = holders.instance(id);
        kernel.get().reclaim(mm);
        group.refreshPath(simulation.nowSeconds());
    }

    /** Returns, once, the instance that lost an id since the last call, or {@link IdHolders#NO_INSTANCE}. */
    int takeReclaimedInstance() {
        int instance = reclaimedInstance;
        reclaimedInstance = IdHolders.NO_INSTANCE;
        return instance;
    }

    @Override
    public void keep(StateTape tape) {
        idle.keep(tape);
        reclaimedInstance = tape.keep(reclaimedInstance);
    }
}
