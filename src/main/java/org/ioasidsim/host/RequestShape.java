package org.ioasidsim.host;

import java.util.Arrays;
import java.util.List;
import org.ioasidsim.host.RequestNeeds.Part;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.sva.Device;

/**
 * What a request takes from the host. Finds out without side effects whether a fresh process would be refused, at a cgroup by its limits or
 * by the host as a whole.
 */
final class RequestShape {
    private final Kernel kernel;
    private final Reclaimer reclaimer;
    private final User user;
    private final int forkedTasks;
    private final Device[] devices;
    private final Device[] queueing;
    private final boolean isAny;
    private final int narrowestPasids;
    private final int asidsNeeded;
    private final boolean takesHostId;
    private final boolean chargesMiscPasid;
    private final boolean chargesMiscAsid;
    private final boolean chargesIoasids;
    private final boolean chargesDevices;
    private final long bytes;
    private final boolean takesFromHostSet;
    private final boolean isOfHost;
    private final boolean bindsAnew;

    /** Whether it takes nothing of the host but tasks and an id. */
    private final boolean takesTasksAndIdOnly;

    /**
     * Makes a shape; {@link Shapes} shares it among equal requests.
     *
     * @param forkedTasks host tasks that a process forks; 0 for guest processes
     * @param devices that a process binds, in order
     * @param ofVm whether it is a guest process
     */
    RequestShape(Kernel kernel, Reclaimer reclaimer, User user, int forkedTasks, Device[] devices, boolean ofVm) {
        this(
                kernel,
                reclaimer,
                user,
                new RequestNeeds(forkedTasks, ofVm, kernel.config().guestIds(), List.of(devices), false));
    }

    /** Makes the shape of requests with these needs. */
    RequestShape(Kernel kernel, Reclaimer reclaimer, User user, RequestNeeds needs) {
        boolean ofVm = needs.ofVm();
        GuestIds guestIds = needs.guestIds();
        KernelConfig config = kernel.config();
        this.kernel = kernel;
        this.reclaimer = reclaimer;
        this.user = user;
        this.forkedTasks = needs.has(Part.TASKS) ? needs.forkedTasks() : 0;
        this.devices = needs.devices().toArray(Device[]::new);
        this.isAny = needs.isAny();
        this.queueing = Arrays.stream(devices)
                .filter(device -> needs.has(Part.FILE) && device.hasQueues())
                .toArray(Device[]::new);
        this.isOfHost = !ofVm;
        this.bindsAnew = needs.has(Part.BOND);
        int narrowest = config.maxPasids();
        long smmus = 0;
        Device[] binding =
                Arrays.stream(devices).filter(device -> !device.hasOwnPasids()).toArray(Device[]::new);
        boolean bindsNothing = devices.length > 0 && binding.length == 0;
        for (Device device : isAny ? devices : binding) {
            // of several to choose from, the first one decides whether there is an id: its -ENOSPC ends the search
            narrowest = isAny ? devices[0].maxPasids() : Math.min(narrowest, device.maxPasids());
            smmus |= 1L << device.smmu();
        }
        narrowestPasids = narrowest;
        boolean guestOwnsIds = ofVm && guestIds == GuestIds.NONE;
        boolean withoutAsid = !bindsAnew
                || bindsNothing
                || config.asidScheme() == KernelConfig.AsidScheme.NONE
                || (ofVm && guestIds != GuestIds.POOL_AND_ASID);
        takesHostId = needs.has(Part.ID) && !guestOwnsIds && !bindsNothing;
        asidsNeeded = withoutAsid
                ? 0
                : config.asidScheme() == KernelConfig.AsidScheme.PRIVATE && !isAny
                        ? Math.max(1, Long.bitCount(smmus))
                        : 1;
        takesFromHostSet = isOfHost && needs.has(Part.ID) && !bindsNothing;
        chargesMiscPasid = takesHostId && config.miscPasid();
        chargesMiscAsid = asidsNeeded > 0 && config.miscAsid();
        bytes = ofVm || !needs.has(Part.MEMORY)
                ? 0
                : config.bounds().bondBytes() * (isAny && !bindsNothing ? 1 : binding.length);
        takesTasksAndIdOnly =
                !isAny && queueing.length == 0 && asidsNeeded == 0 && takesHostId && kernel.hostSet() == null;
        chargesDevices = bindsAnew && !guestOwnsIds && config.bounds().limitsDevices();
        chargesIoasids = takesHostId
                && config.ioasids() != KernelConfig.IoasidsFlavour.OFF
                && (ofVm || config.ioasids() != KernelConfig.IoasidsFlavour.AS_POSTED);
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

    /** Returns whether this cgroup itself limits anything that such a request is charged for. */
    boolean isLimitedAt(Cgroup cgroup) {
        return (forkedTasks > 0 && isLimited(cgroup, Resource.PIDS))
                || (chargesMiscPasid && isLimited(cgroup, Resource.MISC_PASID))
                || (chargesIoasids && isLimited(cgroup, Resource.IOASIDS))
                || (chargesMiscAsid && isLimited(cgroup, Resource.MISC_ASID))
                || (bytes > 0 && isLimited(cgroup, Resource.MEMORY))
                || chargesDevices;
    }

    /** Returns whether the limits of this cgroup itself would refuse such a request now. */
    boolean isRefusedAt(Cgroup cgroup) {
        return (forkedTasks > 0 && lacks(cgroup, Resource.PIDS, forkedTasks))
                || (chargesMiscPasid && lacks(cgroup, Resource.MISC_PASID, 1))
                || (chargesIoasids && lacks(cgroup, Resource.IOASIDS, 1))
                || (chargesMiscAsid && lacks(cgroup, Resource.MISC_ASID, 1))
                || (bytes > 0 && lacks(cgroup, Resource.MEMORY, bytes))
                || (chargesDevices && lacksOfDevices(cgroup));
    }

    /** Returns whether one of the devices, or of those to choose from each, has no charge left here. */
    private boolean lacksOfDevices(Cgroup cgroup) {
        for (Device device : devices) {
            int slot = Resource.ofDevice(device.index());
            boolean isFull = !device.hasOwnPasids() && cgroup.usage(slot) >= cgroup.limit(slot);
            if (isFull != isAny) {
                return isFull;
            }
        }
        return isAny && devices.length > 0;
    }

    /** Returns whether the host would refuse such a request now, were no cgroup limited. */
    boolean isRefusedByHost() {
        if (forkedTasks > 0 && !(user.canHave(forkedTasks) && kernel.hasFreePids(forkedTasks))) {
            return true;
        }
        if (takesTasksAndIdOnly && !kernel.mayBeClosed()) {
            return !kernel.hasFreeId(narrowestPasids) && !reclaimer.hasIdleId(narrowestPasids);
        }
        if (isAny) {
            return (takesFromHostSet && !kernel.hasHostSetRoom()) || isRefusedByEach();
        }
        if (bindsAnew && kernel.mayBeClosed() && isAnyClosed()) {
            return true;
        }
        for (int i = 0; i < queueing.length; i++) {
            if (!queueing[i].hasFreeQueue()) {
                return true;
            }
        }
        return (takesHostId && !kernel.hasFreeId(narrowestPasids) && !reclaimer.hasIdleId(narrowestPasids))
                || (takesFromHostSet && !kernel.hasHostSetRoom())
                || (asidsNeeded > 0 && !kernel.hasFreeAsid(asidsNeeded));
    }

    /**
     * Returns the most tasks in use with which the host surely refuses no such request, provided that at most {@link #mostIds} ids are in use and no
     * device is closed; {@link AllGates#NO_TASKS} where more than that matters.
     */
    long mostTasks() {
        if (!takesTasksAndIdOnly) {
            return AllGates.NO_TASKS;
        }
        if (forkedTasks == 0) {
            return Long.MAX_VALUE;
        }
        boolean isLimited = user.limit() != Long.MAX_VALUE || user.numbers() != Long.MAX_VALUE;
        return isLimited ? AllGates.NO_TASKS : kernel.mostTasks() - forkedTasks;
    }

    /** Returns the most ids in use with which one is surely free for such a request, were none of them wider than its devices. */
    int mostIds() {
        return narrowestPasids - 2; // 0 is never handed out
    }

    private boolean isAnyClosed() {
        for (Device device : devices) {
            boolean isOfVm = isOfHost && device.vfioOwner() != null;
            if (isOfVm || kernel.isClosed(device)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether each device in turn is busy, or one before the first that is not refuses for another reason. */
    private boolean isRefusedByEach() {
        for (Device device : devices) {
            if (isOfHost && device.vfioOwner() != null) {
                continue;
            }
            boolean isBusy = device.isInReset() ? kernel.isClosed(device) : !device.hasFreeQueue();
            if (isBusy && !device.driver().bindsFirst()) {
                continue;
            }
            if (!device.isInReset() && kernel.isClosed(device)) {
                return true;
            }
            if (lacksId(device)) {
                return true;
            }
            if (asidsNeeded > 0 && !kernel.hasFreeAsid(1)) {
                if (kernel.config().asidScheme() == KernelConfig.AsidScheme.PINNED) {
                    return true;
                }
                isBusy = true;
            } else if (isBusy && !device.isInReset() && device.driver().queueErrno() != Errno.EBUSY) {
                return true; // amdxdna without columns ends the search
            }
            if (!isBusy) {
                return false;
            }
        }
        return true;
    }

    private boolean lacksId(Device device) {
        return takesHostId
                && !device.hasOwnPasids()
                && !kernel.hasFreeId(device.maxPasids())
                && !reclaimer.hasIdleId(device.maxPasids());
    }

    /**
     * Returns whether the host lacks what a policy would have to grant, an id and perhaps an ASID, even if an idle id were taken back. False
     * for requests that take no id of the pool.
     */
    boolean lacksFree() {
        return takesHostId && !(canHaveId() && (asidsNeeded == 0 || kernel.hasFreeAsid(1)));
    }

    private boolean canHaveId() {
        return kernel.hasFreeId(narrowestPasids) || reclaimer.wouldReclaim(narrowestPasids);
    }

    private static boolean isLimited(Cgroup cgroup, Resource resource) {
        return cgroup.limit(resource) != Long.MAX_VALUE;
    }

    private static boolean lacks(Cgroup cgroup, Resource resource, long amount) {
        return cgroup.usage(resource) > cgroup.limit(resource) - amount;
    }
}
