package org.ioasidsim.workload;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.host.Congestion;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.sva.Device;

/** A tenant while it runs. */
final class Tenant {
    final TenantSpec spec;
    final int index;
    final User user;
    final Device[] devices;
    final boolean isVm;
    final boolean bindsInCycles;

    /** Whether its processes may be without a bond before they end, because they bind in cycles or a device is reset. */
    final boolean bindsAgain;

    /** Whether numbers are drawn for its processes after their arrival. */
    final boolean drawsLater;

    final int privateIds;

    /** In the order of their starts. */
    final Set<Instance> alive = new LinkedHashSet<>();

    final Congestion congestion;

    CgroupPath cgroup;
    boolean isOff;
    int nextInstance;
    int fullInstances;
    /** When the next instance, or the next row that makes one, arrives. */
    double arrivalDueSeconds = Double.POSITIVE_INFINITY;

    Arrivals instanceArrivals = () -> Double.POSITIVE_INFINITY;

    /** The live instances that rows of a trace make, by the number of the row's instance. */
    final Map<Integer, Instance> ofRows = new HashMap<>();

    Tenant(TenantSpec spec, int index, User user, Device[] devices, boolean isReset, Congestion congestion) {
        this.spec = spec;
        this.index = index;
        this.user = user;
        this.devices = devices;
        this.congestion = congestion;
        this.isVm = spec.kind() == TenantSpec.Kind.VM;
        this.bindsInCycles = spec.processes().bind().holdSeconds() != null;
        this.bindsAgain = bindsInCycles || isReset;
        this.drawsLater = bindsInCycles
                || spec.processes().arrivals() instanceof ArrivalsSpec.Closed
                || spec.processes().onRefusal() instanceof OnRefusal.Retry;
        this.privateIds = spec.processes().privateIds();
        this.cgroup = spec.cgroup();
        this.isOff = spec.instances().startsOff();
    }

    /** Returns whether each instance has a cgroup of its own. */
    boolean hasOwnGroups() {
        return cgroup.isTemplate();
    }

    /** Says how many live instances have full limits of their own. */
    void tellCongestion(double nowSeconds) {
        congestion.instances(alive.size(), fullInstances, nowSeconds);
    }
}
