package org.ioasidsim.host;

import java.util.Objects;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.Request;
import org.ioasidsim.sim.Simulation;
import org.jspecify.annotations.Nullable;

/** A request as a policy sees it; one object that is set anew for each request, so that none is allocated. */
final class PolicyRequest implements Request {
    private final Simulation simulation;
    private final Stock stock;
    private final IdReclaim reclaim;
    private int tenant;
    private @Nullable Cgroup cgroup;
    private int maxPasids;
    private boolean takesAsid;
    private boolean supposesFree;

    PolicyRequest(Simulation simulation, Stock stock, IdReclaim reclaim) {
        this.simulation = simulation;
        this.stock = stock;
        this.reclaim = reclaim;
    }

    /** Sets it to something other than a request for an id; {@link #hasFree} and {@link #longestIdleSeconds} say nothing then. */
    PolicyRequest of(int newTenant, Cgroup newCgroup) {
        return of(newTenant, newCgroup, 0, false);
    }

    /** Sets it to a request for an id below {@code newMaxPasids}. */
    PolicyRequest of(int newTenant, Cgroup newCgroup, int newMaxPasids, boolean newTakesAsid) {
        tenant = newTenant;
        cgroup = newCgroup;
        maxPasids = newMaxPasids;
        takesAsid = newTakesAsid;
        supposesFree = false;
        return this;
    }

    /** Sets it to the same request on a host that has free what it takes. */
    PolicyRequest supposingFree() {
        supposesFree = true;
        return this;
    }

    @Override
    public int tenant() {
        return tenant;
    }

    @Override
    public Cgroup cgroup() {
        return Objects.requireNonNull(cgroup);
    }

    @Override
    public double nowSeconds() {
        return simulation.nowSeconds();
    }

    @Override
    public boolean hasFree() {
        return supposesFree || (!lacksId() && (!takesAsid || stock.hasFreeAsid()));
    }

    @Override
    public boolean lacksId() {
        return !supposesFree && !stock.hasFreeId(maxPasids);
    }

    @Override
    public long free() {
        return stock.free();
    }

    @Override
    public double longestIdleSeconds() {
        return reclaim.longestIdleSeconds(maxPasids);
    }
}
