package org.ioasidsim.host;

import java.util.Arrays;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.sva.Device;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's request asks of the host, so that its whole path can be judged without side effects: would a fresh process be refused
 * at this cgroup, or by the host as a whole?
 */
final class RequestShape {
    private final Kernel kernel;
    private final @Nullable Arbiter arbiter;
    private final User user;
    private final int forkedTasks;
    private final Device[] queueing;
    private final int narrowestPasids;
    private final int asidsNeeded;
    private final boolean takesHostId;
    private final boolean chargesMiscPasid;
    private final boolean chargesMiscAsid;
    private final boolean chargesIoasids;
    private final boolean takesFromHostSet;

    /**
     * @param arbiter who may take idle ids back for such a request; null where nobody does
     * @param forkedTasks host tasks that a process forks; 0 for guest processes
     */
    RequestShape(
            Kernel kernel,
            @Nullable Arbiter arbiter,
            KernelConfig config,
            User user,
            int forkedTasks,
            Device[] devices,
            boolean ofVm) {
        this.kernel = kernel;
        this.arbiter = arbiter;
        this.user = user;
        this.forkedTasks = forkedTasks;
        this.queueing = Arrays.stream(devices).filter(Device::hasQueues).toArray(Device[]::new);
        int narrowest = config.maxPasids();
        long smmus = 0;
        for (Device device : devices) {
            narrowest = Math.min(narrowest, device.maxPasids());
            smmus |= 1L << device.smmu();
        }
        narrowestPasids = narrowest;
        boolean guestOwnsIds = ofVm && config.guestIds() == KernelConfig.GuestIds.NONE;
        boolean withoutAsid = config.asidScheme() == KernelConfig.AsidScheme.NONE
                || (ofVm && config.guestIds() != KernelConfig.GuestIds.POOL_AND_ASID);
        takesHostId = !guestOwnsIds;
        asidsNeeded = withoutAsid
                ? 0
                : config.asidScheme() == KernelConfig.AsidScheme.PRIVATE ? Math.max(1, Long.bitCount(smmus)) : 1;
        takesFromHostSet = !ofVm;
        chargesMiscPasid = takesHostId && config.miscPasid();
        chargesMiscAsid = asidsNeeded > 0 && config.miscAsid();
        chargesIoasids = takesHostId
                && config.ioasids() != KernelConfig.Ioasids.OFF
                && (ofVm || config.ioasids() != KernelConfig.Ioasids.AS_POSTED);
    }

    int forkedTasks() {
        return forkedTasks;
    }

    int narrowestPasids() {
        return narrowestPasids;
    }

    boolean takesHostId() {
        return takesHostId;
    }

    boolean takesAsid() {
        return asidsNeeded > 0;
    }

    /** Returns whether this cgroup has a limit of its own for anything that such a request is charged for. */
    boolean isLimitedAt(Cgroup cgroup) {
        return (forkedTasks > 0 && isLimited(cgroup, Resource.PIDS))
                || (chargesMiscPasid && isLimited(cgroup, Resource.MISC_PASID))
                || (chargesIoasids && isLimited(cgroup, Resource.IOASIDS))
                || (chargesMiscAsid && isLimited(cgroup, Resource.MISC_ASID));
    }

    /** Returns whether this cgroup's own limits would refuse such a request now. */
    boolean isRefusedAt(Cgroup cgroup) {
        return (forkedTasks > 0 && lacks(cgroup, Resource.PIDS, forkedTasks))
                || (chargesMiscPasid && lacks(cgroup, Resource.MISC_PASID, 1))
                || (chargesIoasids && lacks(cgroup, Resource.IOASIDS, 1))
                || (chargesMiscAsid && lacks(cgroup, Resource.MISC_ASID, 1));
    }

    /** Returns whether the host, whatever the cgroups say, would refuse such a request now. */
    boolean isRefusedByHost() {
        if (forkedTasks > 0 && !(user.hasRoom(forkedTasks) && kernel.hasFreePids(forkedTasks))) {
            return true;
        }
        for (int i = 0; i < queueing.length; i++) {
            if (!queueing[i].hasFreeQueue()) {
                return true;
            }
        }
        return (takesHostId && !kernel.hasFreeId(narrowestPasids) && !hasIdleId())
                || (takesFromHostSet && !kernel.hasHostSetRoom())
                || (asidsNeeded > 0 && !kernel.hasFreeAsid(asidsNeeded));
    }

    private boolean hasIdleId() {
        return arbiter != null && arbiter.hasIdleId(narrowestPasids);
    }

    /**
     * Returns whether the host could not give what a policy would be asked for, not even if the policy takes an idle id back: an id and,
     * where it needs one, an ASID.
     */
    boolean lacksFree() {
        return takesHostId && !(canHaveId() && (asidsNeeded == 0 || kernel.hasFreeAsid(1)));
    }

    private boolean canHaveId() {
        return kernel.hasFreeId(narrowestPasids) || (arbiter != null && arbiter.wouldReclaim(narrowestPasids));
    }

    private static boolean isLimited(Cgroup cgroup, Resource resource) {
        return cgroup.limit(resource) != Long.MAX_VALUE;
    }

    private static boolean lacks(Cgroup cgroup, Resource resource, int amount) {
        return cgroup.usage(resource) > cgroup.limit(resource) - amount;
    }
}
