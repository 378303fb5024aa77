package org.ioasidsim.kernel;

import java.util.function.IntConsumer;
import org.ioasidsim.kernel.arm64.CpuAsids;
import org.ioasidsim.kernel.arm64.SmmuAsids;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.HostBounds;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.KernelRelease;
import org.ioasidsim.kernel.base.KernelRules.Charge;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.MmOwner;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.base.VmConfig;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupTree;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.kernel.cgroup.MiscCapacities;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.ioasid.IoasidSets;
import org.ioasidsim.kernel.sva.AddressSpaces;
import org.ioasidsim.kernel.sva.AttachRefusal;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.kernel.sva.Devices;
import org.ioasidsim.kernel.sva.NodePool;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * The modelled kernel as the simulated host drives it. Each call does at once what the kernel would do, in the kernel's order of checks, all or
 * nothing; {@link #refusal} then says which limit refused. What the limits count is in accounts of their own.
 *
 * <p>If guests own their ids, the listener is notified of negative numbers, which are of no pool; {@link #pasid} is the guest's own number.
 */
public final class Kernel implements Kept {
    /** The width of the allocators on a host without ASIDs, where nothing is ever taken from them. */
    private static final int UNUSED_ASID_BITS = 8;

    /**
     * The choices of a boot on a given machine.
     *
     * @param capacity the capacity of ioasids that is installed
     * @param miscPasids the capacity of misc's {@code pasid}; 0 if it is not present
     * @param isKptiBuilt whether the kernel can be unmapped at EL0
     */
    public record Boot(long capacity, long miscPasids, boolean isKptiBuilt) {}

    private final KernelConfig config;
    private final IdListener listener;
    private final Refusal refusal = new Refusal();
    private final Capacity capacity = new Capacity();
    private final CgroupTree cgroups;
    private final IdSpace pool = new IdSpace();
    private final IoasidSets sets;
    private final @Nullable IoasidSet hostSet;
    private final AddressSpaces spaces = new AddressSpaces();
    private final NodePool privateIds = new NodePool();
    private final NodePool driverPasids = new NodePool();
    private final CpuAsids cpuAsids;
    private final SmmuAsids smmuAsids;
    private final VmAccount vms;
    private final IdAccount ids;
    private final AsidAccount asids;
    private final TaskAccount tasks;
    private final BondCharges deviceCharges;
    private final BondCharges memoryCharges;
    private final boolean chargesMemory;
    private final boolean limitsDevices;
    private final Devices devices;
    private final boolean hasAsids;
    private final boolean isSvaGated;
    private final boolean chargesOwner;

    /** Whether a bind takes nothing but an id, and the kernel has no gate: it charges no bonds and needs no ASIDs. */
    private final boolean bindsTakeIdsOnly;

    private int nextCpu;

    /** Whether binds to a device may be refused whatever is free: once a VM has taken one over or a reset has begun, or by the kernel's gate. */
    private boolean mayBeClosed;

    /** Ids of the pool that the kernel itself uses: nobody gives them back. */
    private int kernelPasids;

    /** Pairs of an address space and a device whose driver has PASIDs of its own. */
    private int driverBonds;

    /** Bonds by PASIDs of the host that have ended so far, or were undone. */
    private long endedBonds;

    /**
     * Makes the kernel of a scenario.
     *
     * @param admission a further rule for each id of the pool; null: none
     */
    public Kernel(KernelConfig config, IdListener listener, @Nullable Admission admission) {
        this(
                config,
                listener,
                admission,
                new Boot(config.maxPasids(), config.miscPasid() ? config.ids() : 0, config.kpti()));
    }

    /** Makes a kernel that was booted with more choices than a scenario has. */
    public Kernel(KernelConfig config, IdListener listener, Boot boot) {
        this(config, listener, null, boot);
    }

    private Kernel(KernelConfig config, IdListener listener, @Nullable Admission admission, Boot boot) {
        this.config = config;
        this.listener = listener;
        capacity.install(boot.capacity());
        sets = new IoasidSets(capacity, config.ioasids());
        limitsDevices = config.bounds().limitsDevices();
        hasAsids = config.asidScheme() != AsidScheme.NONE;
        isSvaGated = config.rules().isSvaGated();
        mayBeClosed = isSvaGated;
        chargesOwner = config.rules().charge() == Charge.MM_OWNER;
        long miscAsids = config.miscAsid() && hasAsids ? config.asids() : 0;
        cgroups = new CgroupTree(
                config.ioasids(),
                miscCapacities(boot.miscPasids(), miscAsids),
                config.bounds().bondBytes() > 0,
                capacity,
                config.rules());
        devices = new Devices(config.rules().release().hasCyclicAmdgpuPasids());
        boolean hasHostSet =
                config.ioasids() == IoasidsFlavour.AS_POSTED && config.hostSetQuota() != KernelConfig.NO_HOST_SET;
        boolean canHaveHostSet = hasHostSet && sets.refusal(null, config.hostSetQuota()) == null;
        hostSet = canHaveHostSet ? sets.create(null, config.hostSetQuota()) : null;
        int bits = hasAsids ? config.asidBits() : UNUSED_ASID_BITS;
        cpuAsids = new CpuAsids(bits, config.cpus(), config.kpti(), boot.isKptiBuilt());
        vms = new VmAccount(config, refusal, sets, spaces);
        ids = new IdAccount(config, refusal, listener, pool, vms, hostSet, admission, boot.miscPasids());
        smmuAsids = new SmmuAsids(bits, config.dmaDomains());
        asids = new AsidAccount(config, refusal, listener, spaces, cpuAsids, smmuAsids);
        deviceCharges = BondCharges.byDevice(refusal);
        memoryCharges = BondCharges.ofMemory(refusal, config.bounds().bondBytes());
        chargesMemory = config.bounds().bondBytes() > 0;
        bindsTakeIdsOnly = !limitsDevices && !chargesMemory && !hasAsids && !isSvaGated;
        tasks = new TaskAccount(config, refusal, admission);
        kernelPasids = takeKernelPasids(config.bounds().reservedPasids(), config.maxPasids());
        config.devices().forEach(this::addDevice);
    }

    private MiscCapacities miscCapacities(long pasids, long asids) {
        HostBounds bounds = config.bounds();
        KernelRelease release = config.rules().release();
        boolean hasSev = release.hasMiscSev();
        return new MiscCapacities(
                pasids,
                asids,
                hasSev ? bounds.sevAsids() : 0,
                hasSev ? bounds.sevEsAsids() : 0,
                release.hasTdx() ? bounds.tdxKeys() : 0);
    }

    public KernelConfig config() {
        return config;
    }

    /** Returns the limit, level and errno of the last refused call: one object, which the next refusal overwrites. */
    public Refusal refusal() {
        return refusal;
    }

    public Cgroup root() {
        return cgroups.root();
    }

    /** Makes the cgroup {@code path}, whose parent must exist and which must not. */
    public Cgroup mkdir(String path) {
        return cgroups.mkdir(path);
    }

    /** Makes the cgroup {@code path}; returns null, and {@link #refusal} says why, if that is refused. */
    public @Nullable Cgroup tryMkdir(String path) {
        Errno errno = cgroups.mkdirRefusal(path);
        if (errno != null) {
            refusal.set(Limit.CGROUP, cgroups.fullOfGroups(path), errno);
            return null;
        }
        return cgroups.mkdir(path);
    }

    /** Removes a group; outstanding charges stay in it and still count in its ancestors. */
    public void rmdir(Cgroup group) {
        cgroups.rmdir(group);
    }

    /** Returns the living cgroup at {@code path}, or null. */
    public @Nullable Cgroup find(String path) {
        return cgroups.find(path);
    }

    /** Writes a cgroup file as {@code echo VALUE > FILE} does; returns the error, or null when done. */
    public @Nullable Errno write(Cgroup group, String file, String value) {
        return cgroups.write(group, file, value);
    }

    /** Returns the device named {@code name}, which must exist. */
    public Device device(String name) {
        return devices.named(name);
    }

    /** Adds a device to the host; its name must be new. */
    public void addDevice(DeviceConfig device) {
        devices.add(device);
        boolean isLimited = limitsDevices && device.ownPoolBits() == 0;
        cgroups.addDevice(device.name(), isLimited ? device.maxPasids() - 1 : 0);
        kernelPasids += takeKernelPasids(device.kernelPasids(), device.maxPasids());
    }

    /** Takes ids for the kernel itself and returns how many: a driver that finds none goes on without. */
    private int takeKernelPasids(int count, int maxPasids) {
        int taken = 0;
        while (taken < count && pool.tryTake(1, maxPasids - 1) != IdSpace.NONE) {
            taken++;
        }
        return taken;
    }

    /** Returns the number of ids that the kernel itself uses. */
    public int kernelPasids() {
        return kernelPasids;
    }

    /** Returns the number of ids that are taken by anyone but the kernel itself. */
    public int takenIds() {
        return pool.count() - kernelPasids;
    }

    /** Makes a user whose host tasks are limited to {@code rlimitNproc} ({@code Long.MAX_VALUE}: no limit). */
    public User user(long rlimitNproc) {
        return new User(rlimitNproc);
    }

    /** Forks {@code count} host tasks into {@code group}, all or none. Each meets rlimit, pid number and pids charge; then all meet the further rule. */
    public boolean tryFork(Cgroup group, User user, int count) {
        return tasks.tryFork(group, user, count);
    }

    /** Returns how many tasks the last refused {@link #tryFork} had forked, and ended again, before the refusal. */
    public int forkedBeforeRefusal() {
        return tasks.forkedBeforeRefusal();
    }

    /** Ends and reaps {@code count} tasks forked before. */
    public void exitTasks(Cgroup group, User user, int count) {
        tasks.exit(group, user, count);
    }

    /** Moves the pids charges of {@code count} tasks, without a limit check. */
    public void moveTasks(Cgroup from, Cgroup to, int count) {
        tasks.move(from, to, count);
    }

    /** Makes the address space of a host process in {@code group} and runs it once on the next CPU in turn, which gives it a CPU ASID. Returns its handle, at least 0, which is reused after {@link #dropMm}. */
    public int createMm(Cgroup group) {
        int mm = createIdleMm(group);
        if (hasAsids) {
            var unused = runOnNextCpu(mm);
        }
        return mm;
    }

    /** Runs an address space on the CPU that is next in turn; returns the number of its CPU ASID. */
    int runOnNextCpu(int mm) {
        int asid = cpuAsids.switchTo(nextCpu, mm);
        nextCpu = nextCpu + 1 == config.cpus() ? 0 : nextCpu + 1;
        return asid;
    }

    /** Returns the CPU on which the next new process runs first. */
    int nextCpu() {
        return nextCpu;
    }

    /** Makes the address space of a host process that has not run yet. */
    public int createIdleMm(Cgroup group) {
        int mm = spaces.create(group);
        startContext(mm);
        return mm;
    }

    /** Makes the address space of a guest process of {@code vm}, which must be running. */
    public int createGuestMm(VirtualMachine vm) {
        if (vm.isClosed()) {
            throw new IllegalStateException("the VM is closed");
        }
        int mm = spaces.create(vm);
        startContext(mm);
        vms.addGuest(vm, mm);
        return mm;
    }

    /** Makes the address space of a guest process unless the guest's own pid_max forbids it; returns the handle, or {@link AddressSpaces#NONE} when refused. */
    public int tryCreateGuestMm(VirtualMachine vm) {
        return vms.tryAdmitGuest(vm) ? createGuestMm(vm) : AddressSpaces.NONE;
    }

    /**
     * Opens a device, which binds an address space to it. The limits in their order: a VM's device (for processes of the host), work queue, SVA gate, width,
     * memory, misc, ioasids, capacity or vm-quota, policy, pool, asid (with misc's {@code asid}), device; a driver that binds first asks for the work queue
     * last. A refusal undoes all that the bind has charged, with two exceptions as in the kernel: from 5.18 on an address space keeps the id that it got even if the open fails after
     * that, and as posted a full set keeps the ioasids charge. A driver with PASIDs of its own takes nothing of the host's.
     */
    public boolean tryBind(int mm, Device device) {
        return tryBind(mm, device, null);
    }

    /**
     * Opens a device as {@link #tryBind(int, Device)} does.
     *
     * @param opener the cgroup of the process of the host that opens, which may share the address space of another; null: the owner's
     */
    public boolean tryBind(int mm, Device device, @Nullable Cgroup opener) {
        MmOwner owner = spaces.owner(mm);
        if (bindsTakeIdsOnly && device.refusesNothing() && !spaces.holdsAny(mm)) {
            return tryBindFresh(mm, device, owner, opener);
        }
        if (device.vfioOwner() != null && owner instanceof Cgroup) {
            return refuse(Limit.DEVICE, device, Errno.EBUSY);
        }
        if (!device.driver().bindsFirst() && !device.hasFreeQueue()) {
            return refuse(Limit.WORK_QUEUE, device, device.driver().queueErrno());
        }
        if (device.hasOwnPasids()) {
            return openDriverFile(mm, device);
        }
        if (isSvaGated) {
            return refuse(Limit.SVA_GATE, device, Errno.EOPNOTSUPP);
        }
        int held = spaces.pasid(mm);
        if (held != 0 && isOutOfRange(ids.pasid(held), mm, owner, device)) {
            return refuse(Limit.WIDTH, device, Errno.EOVERFLOW);
        }
        Cgroup current = opener == null ? group(owner) : opener;
        Cgroup payer = chargesOwner ? group(owner) : current;
        boolean takesMemory = chargesMemory && owner instanceof Cgroup && !isBound(mm, device);
        if (takesMemory && !memoryCharges.tryCharge(mm, device, current)) {
            return false;
        }
        boolean isBound = tryBindWithMemory(mm, device, owner, payer, held);
        if (takesMemory && !isBound) {
            memoryCharges.uncharge(mm, device);
        }
        return isBound;
    }

    /** Returns whether the PASID that an address space holds already is none that {@code device} can be given. A guest's kernel is not of the host's release. */
    private boolean isOutOfRange(int pasid, int mm, MmOwner owner, Device device) {
        int highest = device.maxPasids() - 1;
        KernelRelease release = config.rules().release();
        boolean isRefusedAgain = pasid == highest
                && owner instanceof Cgroup
                && config.sva() == Sva.MM_DROP
                && release.refusesHighestPasidAgain()
                && !(hasAsids && release.reusesBondsFirstOnArm() && isBound(mm, device));
        return pasid > highest || isRefusedAgain;
    }

    /** Opens a device for an address space without PASID and bonds where only the lack of an id can refuse that: most opens of most runs. */
    private boolean tryBindFresh(int mm, Device device, MmOwner owner, @Nullable Cgroup opener) {
        Cgroup payer = chargesOwner || opener == null ? group(owner) : opener;
        int id = ids.tryTake(owner, payer, device.maxPasids(), device.name(), false);
        if (id == IdAccount.NONE) {
            return false;
        }
        spaces.bindFirst(mm, device.index(), id);
        device.open(owner instanceof VirtualMachine);
        listener.allocated(id);
        return true;
    }

    private boolean tryBindWithMemory(int mm, Device device, MmOwner owner, Cgroup payer, int held) {
        if (!chargesByDevice(owner) || isBound(mm, device)) {
            return tryBindCharged(mm, device, owner, payer, held);
        }
        if (!deviceCharges.tryCharge(mm, device, payer)) {
            return false;
        }
        boolean isBound = tryBindCharged(mm, device, owner, payer, held);
        if (!isBound) {
            deviceCharges.uncharge(mm, device);
        }
        return isBound;
    }

    /** Returns whether bonds are charged device by device; those of guests that own their ids cost the host nothing. */
    private boolean chargesByDevice(MmOwner owner) {
        return limitsDevices && !(owner instanceof VirtualMachine vm && vm.kindOfIds() == GuestIds.NONE);
    }

    private boolean tryBindCharged(int mm, Device device, MmOwner owner, Cgroup payer, int held) {
        int id = held != 0 ? held : ids.tryTake(owner, payer, device.maxPasids(), device.name(), needsAsid(owner));
        if (id == IdAccount.NONE) {
            return false;
        }
        boolean isBound = tryBond(mm, device, owner, payer, id);
        if (held == 0) {
            settle(mm, owner, id, isBound);
        }
        return isBound;
    }

    private boolean openDriverFile(int mm, Device device) {
        int pasid = device.takeDriverPasid(); // none left: the driver warns and goes on
        spaces.setDriverPasids(mm, driverPasids.push(spaces.driverPasids(mm), device.index(), pasid));
        driverBonds += isBound(mm, device) ? 0 : 1;
        spaces.bind(mm, device.index());
        device.open(spaces.owner(mm) instanceof VirtualMachine);
        return true;
    }

    /** Returns the PASID that the driver of {@code device} handed out at the newest open by this address space; 0: it had none left. */
    public int newestDriverPasid(int mm, Device device) {
        return driverPasids.value(driverPasids.find(spaces.driverPasids(mm), device.index()));
    }

    /**
     * Attaches a PASID that user space chose to a device, which belongs to {@code owner} from now on; one that is attached already is replaced. Takes
     * nothing of the host's PASIDs. Returns why it is refused, as {@link #refusal} then says too, or null.
     *
     * <p>Source: drivers/vfio/iommufd.c, vfio_iommufd_physical_pasid_attach_ioas; drivers/iommu/iommufd/device.c, iommufd_device_replace.
     */
    public @Nullable AttachRefusal tryAttach(Object owner, Device device, long pasid, boolean hasIommufd) {
        AttachRefusal why = hasIommufd ? device.claimRefusal(owner) : AttachRefusal.NO_IOMMUFD;
        if (why == null) {
            mayBeClosed = true;
            device.claim(owner); // also if the PASID is refused: its file is open by then
            why = attachRefusal(device, pasid);
        }
        if (why != null) {
            refusal.set(why.limit(), device.name(), why.errno());
            return why;
        }
        device.attach(owner, (int) pasid);
        return null;
    }

    private @Nullable AttachRefusal attachRefusal(Device device, long pasid) {
        if (pasid < 1 || pasid >= device.maxPasids()) {
            return AttachRefusal.WIDTH;
        }
        boolean isBlocked = device.isInReset() && config.rules().release().blocksAttachInReset();
        return isBlocked ? AttachRefusal.RESET : null;
    }

    /** Undoes one bind. */
    public void unbind(int mm, Device device) {
        if (!isBound(mm, device)) {
            throw new IllegalStateException("address space " + mm + " is not bound to " + device.name());
        }
        MmOwner owner = spaces.owner(mm);
        closeOnce(mm, owner, device);
        if (!spaces.isBound(mm)) {
            if (config.sva() == Sva.LAST_UNBIND) {
                releasePasid(mm, owner);
            } else {
                notifyIdle(mm);
            }
        }
    }

    /** Takes the id of an idle address space, one that holds an id and is bound to nothing; its next bind needs a new one. */
    public void reclaim(int mm) {
        if (!isIdle(mm)) {
            throw new IllegalStateException("address space " + mm + " holds no idle id");
        }
        listener.idleEnded(mm);
        releasePasid(mm, spaces.owner(mm));
    }

    /**
     * Takes the id of an address space in use back: its bonds end, and its devices fault on what it still asks of them. {@link #refusal} then says what
     * its process hears: the limit that was lowered at {@code level}, and -EFAULT. Private ids stay.
     */
    public void revoke(int mm, String level) {
        MmOwner owner = spaces.owner(mm);
        if (isIdle(mm)) {
            listener.idleEnded(mm);
        }
        while (spaces.isBound(mm)) {
            closeOnce(mm, owner, devices.at(spaces.device(mm, spaces.firstBond(mm))));
        }
        releasePasid(mm, owner);
        refusal.set(Limit.REVOKED, level, Errno.EFAULT);
    }

    /** Returns how much of {@code limited} would be given back to {@code group}, at which or below which it is charged, were the address space revoked. */
    public long revocable(int mm, LimitWrite limited, Cgroup group) {
        MmOwner owner = spaces.owner(mm);
        int id = spaces.pasid(mm);
        return switch (limited.resource().orElse(Resource.PIDS)) {
            case MISC_PASID -> isAtOrBelow(ids.miscPayer(id), group) ? 1 : 0;
            case IOASIDS -> id > 0 && ids.isCharged(owner) && group(owner).isAtOrBelow(group) ? 1 : 0;
            case MISC_ASID -> asids.charged(mm, group);
            case MISC_DEVICE_PASID -> deviceCharges.charged(mm, slot(limited), group);
            case MEMORY -> memoryCharges.charged(mm, slot(limited), group);
            case PIDS, MISC_SEV, MISC_SEV_ES, MISC_TDX -> 0;
        };
    }

    /** Returns how much more is charged to {@code group} than a limit that was written there allows. */
    public long overcharge(LimitWrite limited, Cgroup group) {
        int slot = slot(limited);
        return Math.max(0, group.usage(slot) - group.limit(slot));
    }

    private int slot(LimitWrite limited) {
        Resource resource = limited.resource().orElse(Resource.PIDS);
        return resource == Resource.MISC_DEVICE_PASID
                ? Resource.ofDevice(
                        devices.named(limited.key().substring(resource.key().length()))
                                .index())
                : resource.slot();
    }

    private static boolean isAtOrBelow(@Nullable Cgroup payer, Cgroup group) {
        return payer != null && payer.isAtOrBelow(group);
    }

    /** Takes a further id for the address space, charged and limited like the first; it is released when the address space is dropped. */
    public boolean tryAllocPrivate(int mm) {
        int id = ids.tryTake(spaces.owner(mm), group(spaces.owner(mm)), config.maxPasids(), "host", false);
        if (id == IdAccount.NONE) {
            return false;
        }
        spaces.setPrivateIds(mm, privateIds.push(spaces.privateIds(mm), id, 0));
        listener.allocated(id);
        return true;
    }

    /** Returns the private id that the address space took last; it must have one. */
    public int newestPrivateId(int mm) {
        return ids.pasid(privateIds.key(spaces.privateIds(mm)));
    }

    /** Drops an address space: ends its bonds, releases its ids and frees the handle. */
    public void dropMm(int mm) {
        MmOwner owner = spaces.owner(mm);
        if (bindsTakeIdsOnly && spaces.isEachSimple()) {
            dropSimple(mm, owner);
        } else {
            releaseAll(mm, owner);
            spaces.free(mm, owner);
        }
        if (owner instanceof VirtualMachine vm) {
            vms.removeGuest(vm, mm);
        }
    }

    /** Drops an address space that may have one bond and its id, where a bind takes nothing else. */
    private void dropSimple(int mm, MmOwner owner) {
        int id = spaces.pasid(mm);
        int bond = spaces.firstBond(mm);
        if (bond != AddressSpaces.NO_BOND) {
            devices.at(spaces.device(mm, bond)).close(owner instanceof VirtualMachine);
            endedBonds++;
        } else if (id > 0) {
            listener.idleEnded(mm);
        }
        spaces.freeSimple(mm, owner);
        if (id != 0) {
            ids.release(owner, id);
        }
    }

    private void releaseAll(int mm, MmOwner owner) {
        // asked before the bonds end: an address space that is bound does not become idle on its way out
        if (isIdle(mm)) {
            listener.idleEnded(mm);
        }
        while (spaces.isBound(mm)) {
            closeOnce(mm, owner, devices.at(spaces.device(mm, spaces.firstBond(mm))));
        }
        releasePasid(mm, owner);
        releasePrivateIds(mm, owner);
    }

    /** Ends a guest process whose open files others in its guest hold: it counts no more for the guest's pid_max, its address space stays until {@link #dropOrphanedGuest}. */
    void orphanGuest(int mm) {
        vms.countOrphan((VirtualMachine) spaces.owner(mm), -1);
    }

    /** Drops the address space of a guest process that has ended. */
    void dropOrphanedGuest(int mm) {
        vms.countOrphan((VirtualMachine) spaces.owner(mm), 1);
        dropMm(mm);
    }

    /** Returns the PASID that the address space holds, or 0. */
    public int pasid(int mm) {
        return ids.pasid(spaces.pasid(mm));
    }

    /** Loads the record of an address space into the cache. The result means nothing, but must be used, or the load may be optimised away. */
    public int prefetch(int mm) {
        return spaces.prefetch(mm);
    }

    /** Begins or ends a reset of a device, during which its bonds stay. */
    void setInReset(Device device, boolean isBegun) {
        mayBeClosed = true;
        device.setInReset(isBegun);
    }

    /** Returns whether the address space is bound to a device. */
    public boolean isBound(int mm) {
        return spaces.isBound(mm);
    }

    /** Returns whether the address space is bound to {@code device}. */
    public boolean isBound(int mm, Device device) {
        return spaces.binds(mm, device.index()) != 0;
    }

    /** Returns whether an address space with {@code pasid} is bound to {@code device}; examines all of them. */
    public boolean isBoundTo(Device device, int pasid) {
        return spaces.isBoundTo(device.index(), pasid);
    }

    /** Moves the charges that follow a process of a host address space: those of the ioasids flavours; those of misc too unless the opener is charged for good. */
    public void moveMm(int mm, Cgroup to) {
        moveMiscCharges(mm, (Cgroup) spaces.owner(mm), to);
        moveOwner(mm, to);
    }

    /** Moves the owner of a host address space, with its charges of the ioasids flavours, and misc's for private ids. */
    public void moveOwner(int mm, Cgroup to) {
        Cgroup from = (Cgroup) spaces.owner(mm);
        movePrivateCharges(mm, from, to);
        if (ids.isCharged(from)) {
            from.move(to, Resource.IOASIDS, idCount(mm));
        }
        spaces.setOwner(mm, to);
    }

    /** Moves misc's charge for the first id of an address space, if it is {@code from}'s, without a limit check. */
    public void moveIdCharge(int mm, Cgroup from, Cgroup to) {
        ids.moveMisc(spaces.pasid(mm), from, to);
    }

    /** Moves misc's charge for a bond with {@code device}, if it is {@code from}'s, without a limit check. */
    public void moveDeviceCharge(int mm, Device device, Cgroup from, Cgroup to) {
        deviceCharges.move(mm, device, from, to);
    }

    /** Moves misc's charge for the ASID of an address space on {@code smmu}, or for its pinned one, if it is {@code from}'s, without a limit check. */
    public void moveAsidCharge(int mm, int smmu, Cgroup from, Cgroup to) {
        asids.moveMisc(mm, smmu, from, to);
    }

    /** Moves the misc charges of an address space that are {@code from}'s, without a limit check, if they follow processes. */
    public void moveMiscCharges(int mm, Cgroup from, Cgroup to) {
        if (config.rules().charge() == Charge.OPENER) {
            return;
        }
        deviceCharges.move(mm, from, to);
        ids.moveMisc(spaces.pasid(mm), from, to);
        movePrivateCharges(mm, from, to);
        asids.moveMisc(mm, from, to);
    }

    private void movePrivateCharges(int mm, Cgroup from, Cgroup to) {
        int first = config.rules().charge() == Charge.OPENER ? 0 : spaces.privateIds(mm);
        for (int node = first; node != 0; node = privateIds.next(node)) {
            ids.moveMisc(privateIds.key(node), from, to);
        }
    }

    /** Passes an address space on to a process in another cgroup, which shares it; what was charged stays where it is (mm_update_next_owner). */
    public void passMm(int mm, Cgroup heir) {
        spaces.setOwner(mm, heir);
    }

    /**
     * Makes a VM with a set of ids. If the set is refused, the VM runs all the same and its binds are refused with {@link Limit#CAPACITY}.
     *
     * @param quota of the set; {@code Long.MAX_VALUE}: max, which as posted takes all that is left of the capacity and in the other flavours
     *     reserves nothing
     * @param guestPidMax how many guest processes live at once at most; {@code Long.MAX_VALUE}: any number
     */
    public VirtualMachine createVm(Cgroup group, long quota, long guestPidMax) {
        return createVm(group, new VmConfig(quota, guestPidMax, config.guestIds()));
    }

    private VirtualMachine createVm(Cgroup group, VmConfig vm) {
        return vms.open(group, vm, Math.min(devices.narrowest(), config.maxPasids()));
    }

    /**
     * Makes a VM as {@link #createVm} does; null where there is no ASID or key id for a confidential one, or misc refuses one, or no VMID is left.
     * The charge stays with {@code group} wherever the VM moves.
     */
    public @Nullable VirtualMachine tryCreateVm(Cgroup group, VmConfig config) {
        if (!vms.tryTakeKey(group, config.confidential())) {
            return null;
        }
        if (!vms.tryTakeVmid()) {
            vms.returnKey(group, config.confidential());
            return null;
        }
        VirtualMachine vm = createVm(group, config);
        vm.setKey(config.confidential(), group);
        vm.setVmid(true);
        return vm;
    }

    /** Moves a VM's process, with the charges that follow it. */
    public void moveVm(VirtualMachine vm, Cgroup to) {
        for (int mm = vm.firstMm(); mm != AddressSpaces.NONE; mm = spaces.linkedAfter(mm)) {
            moveMiscCharges(mm, vm.group(), to);
        }
        vms.move(vm, to);
    }

    /** Ends a VM: releases all that its guest processes hold and closes its set; the handles of its address spaces are free afterwards. {@code isKilled}: without clean-up by the victim (as posted, its charges then stay for ever). */
    public void closeVm(VirtualMachine vm, boolean isKilled) {
        if (isKilled) {
            vms.kill(vm);
        }
        while (vm.firstMm() != AddressSpaces.NONE) {
            dropMm(vm.firstMm());
        }
        devices.detachAll(vm);
        vms.close(vm);
    }

    /** Ends the deferred free of {@code id}: it can be allocated again; charges that last until then (ioasids flavours, the set's quota) are returned. */
    public void finishFree(int id) {
        ids.finishFree(id);
    }

    /** Returns whether an id below {@code maxPasids} is free in the pool. */
    public boolean hasFreeId(int maxPasids) {
        return pool.hasFree(1, maxPasids - 1);
    }

    /** Returns whether {@code smmus} more ASIDs can be taken for one address space (1 for pinned ones; true if none are needed). */
    public boolean hasFreeAsid(int smmus) {
        return !hasAsids || asids.hasFree(smmus);
    }

    /** Returns how many more ASIDs can be taken; {@code Long.MAX_VALUE} if none are needed. */
    public long freeAsids() {
        return asids.free(1);
    }

    /** Returns how many more address spaces could get an id and, if they need one, an ASID on each of {@code smmus} SMMUs. */
    public long free(int smmus) {
        return Math.min(config.usablePasids() - pool.count(), asids.free(smmus));
    }

    /** Returns whether any device may be {@linkplain #isClosed closed} or a VM's; false as long as nothing of the kind has happened. */
    public boolean mayBeClosed() {
        return mayBeClosed;
    }

    /** Returns whether binds to a device are refused whatever is free: by the kernel's gate, or while it is in reset. */
    public boolean isClosed(Device device) {
        return !device.hasOwnPasids()
                && (isSvaGated
                        || (device.isInReset() && config.rules().release().blocksAttachInReset()));
    }

    /** Returns whether {@code count} pid numbers are free. */
    public boolean hasFreePids(int count) {
        return tasks.hasRoom(count);
    }

    /** Returns how many host tasks there are. */
    public long tasks() {
        return tasks.count();
    }

    /** Returns how many host tasks there can be: as many as there are pid numbers and places below threads-max for. */
    public long mostTasks() {
        return tasks.most();
    }

    /** Returns whether a container's id would be within the quota of the host's own set; true if there is no set. */
    public boolean hasHostSetRoom() {
        return hostSet == null || (hostSet.isAlive() && !hostSet.isFull());
    }

    /** Returns the number of CPU ASID generations begun after the first. */
    public long asidRollovers() {
        return cpuAsids.rollovers();
    }

    /** Returns the ioasids charges left behind for ever, as posted: those of no living id. */
    public long stuckCharges() {
        return ids.stuckCharges() + vms.stuckCharges();
    }

    /** Returns the number of SMMU ASIDs of shared address spaces. */
    public int smmuAsids() {
        return asids.smmuAsids();
    }

    /** Returns the number of pairs of an address space and a device that are bound, by PASIDs of the host. */
    public int bonds() {
        return spaces.bonds() - driverBonds;
    }

    /**
     * Returns how often a pair of an address space and a device has ceased to be bound by a PASID of the host so far, the bonds included that an open
     * undid because no work queue was left: each is an invalidation (iommu_sva_unbind_device).
     */
    public long endedBonds() {
        return endedBonds;
    }

    public CgroupTree cgroups() {
        return cgroups;
    }

    public Capacity capacity() {
        return capacity;
    }

    /** Returns the pool of ids, which host address spaces and VMs share. */
    public IdSpace pool() {
        return pool;
    }

    public IoasidSets sets() {
        return sets;
    }

    /** Returns the host's own set, or null if there is none. */
    public @Nullable IoasidSet hostSet() {
        return hostSet;
    }

    public CpuAsids cpuAsids() {
        return cpuAsids;
    }

    private void notifyIdle(int mm) {
        if (isIdle(mm)) {
            listener.idled(mm);
        }
    }

    /** Returns whether an address space holds an id of the pool and is bound to nothing. */
    private boolean isIdle(int mm) {
        return !spaces.isBound(mm) && spaces.pasid(mm) > 0;
    }

    private void startContext(int mm) {
        if (config.asidBits() > 0) {
            cpuAsids.start(mm);
        }
    }

    private boolean refuse(Limit limit, Device device, Errno errno) {
        refusal.set(limit, device.name(), errno);
        return false;
    }

    private boolean tryBond(int mm, Device device, MmOwner owner, Cgroup payer, int id) {
        boolean isNew = !isBound(mm, device);
        if (isNew && !tryAttach(mm, device, owner, payer, id)) {
            return false;
        }
        if (!device.hasFreeQueue()) {
            // only a driver that binds first comes here: it undoes the bond, and the address space keeps its id
            if (isNew) {
                releaseAsid(mm, device, owner);
                endedBonds++;
            }
            return refuse(Limit.WORK_QUEUE, device, device.driver().queueErrno());
        }
        if (isIdle(mm)) {
            listener.idleEnded(mm);
        }
        spaces.bind(mm, device.index());
        device.open(owner instanceof VirtualMachine);
        return true;
    }

    /** Attaches an address space to a device to which it is not bound: takes the ASID that no other bond has. */
    private boolean tryAttach(int mm, Device device, MmOwner owner, Cgroup payer, int id) {
        boolean takesAsid = needsAsid(owner) && !isAsidNeeded(mm, device.smmu());
        if (takesAsid && !asids.tryTake(mm, device, payer)) {
            return false;
        }
        boolean isBlocked = device.isInReset() && config.rules().release().blocksAttachInReset();
        if (isBlocked || device.isAttached(id)) {
            releaseAsid(mm, device, owner);
            return refuse(isBlocked ? Limit.DEVICE : Limit.WIDTH, device, Errno.EBUSY);
        }
        return true;
    }

    /** Keeps a fresh id; returns it if the bind failed, unless the kernel leaves it with the address space. */
    private void settle(int mm, MmOwner owner, int id, boolean isBound) {
        if (isBound || config.sva() == Sva.MM_DROP) {
            spaces.setPasid(mm, id);
            listener.allocated(id);
            if (!isBound) {
                notifyIdle(mm);
            }
        } else {
            ids.cancel(owner, id);
        }
    }

    private void closeOnce(int mm, MmOwner owner, Device device) {
        device.close(owner instanceof VirtualMachine);
        boolean isLast = spaces.unbind(mm, device.index()) == 0;
        if (isLast && limitsDevices) {
            deviceCharges.uncharge(mm, device);
        }
        if (isLast && chargesMemory) {
            memoryCharges.uncharge(mm, device);
        }
        if (device.hasOwnPasids()) {
            driverBonds -= isLast ? 1 : 0;
            closeDriverFile(mm, device);
        } else if (isLast) {
            endedBonds++;
            releaseAsid(mm, device, owner);
        }
    }

    private void closeDriverFile(int mm, Device device) {
        int chain = spaces.driverPasids(mm);
        int node = driverPasids.find(chain, device.index());
        device.driverPasids().release(driverPasids.value(node));
        spaces.setDriverPasids(mm, driverPasids.remove(chain, node));
    }

    private void releaseAsid(int mm, Device device, MmOwner owner) {
        if (needsAsid(owner) && !isAsidNeeded(mm, device.smmu())) {
            asids.release(mm, device.smmu());
        }
    }

    private boolean isAsidNeeded(int mm, int smmu) {
        for (int bond = spaces.firstBond(mm); bond != AddressSpaces.NO_BOND; bond = spaces.nextBond(mm, bond)) {
            Device other = devices.at(spaces.device(mm, bond));
            if (!other.hasOwnPasids() && asids.isShared(smmu, other.smmu())) {
                return true;
            }
        }
        return false;
    }

    private boolean needsAsid(MmOwner owner) {
        return hasAsids && (!(owner instanceof VirtualMachine vm) || vm.kindOfIds() == GuestIds.POOL_AND_ASID);
    }

    private void releasePasid(int mm, MmOwner owner) {
        int id = spaces.pasid(mm);
        if (id != 0) {
            spaces.setPasid(mm, 0);
            ids.release(owner, id);
        }
    }

    private void releasePrivateIds(int mm, MmOwner owner) {
        for (int node = spaces.privateIds(mm); node != 0; node = spaces.privateIds(mm)) {
            int id = privateIds.key(node);
            spaces.setPrivateIds(mm, privateIds.remove(node, node));
            ids.release(owner, id);
        }
    }

    /** Calls {@code action} with each id of the pool that an address space holds. */
    public void forEachIdOfPool(int mm, IntConsumer action) {
        int pasid = spaces.pasid(mm);
        if (pasid > 0) {
            action.accept(pasid);
        }
        for (int node = spaces.privateIds(mm); node != 0; node = privateIds.next(node)) {
            if (privateIds.key(node) > 0) {
                action.accept(privateIds.key(node));
            }
        }
    }

    private int idCount(int mm) {
        int count = spaces.pasid(mm) == 0 ? 0 : 1;
        for (int node = spaces.privateIds(mm); node != 0; node = privateIds.next(node)) {
            count++;
        }
        return count;
    }

    /** Returns the cgroup of the process, or of the VM's process, that owns an address space. */
    Cgroup groupOf(int mm) {
        return group(spaces.owner(mm));
    }

    private static Cgroup group(MmOwner owner) {
        return owner instanceof VirtualMachine vm ? vm.group() : (Cgroup) owner;
    }

    @Override
    public void keep(StateTape tape) {
        capacity.keep(tape);
        cgroups.keep(tape);
        pool.keep(tape);
        sets.keep(tape);
        if (hostSet != null) {
            hostSet.keep(tape);
        }
        spaces.keep(tape);
        privateIds.keep(tape);
        cpuAsids.keep(tape);
        smmuAsids.keep(tape);
        vms.keep(tape);
        ids.keep(tape);
        asids.keep(tape);
        tasks.keep(tape);
        deviceCharges.keep(tape);
        memoryCharges.keep(tape);
        devices.keep(tape);
        driverPasids.keep(tape);
        driverBonds = tape.keep(driverBonds);
        endedBonds = tape.keep(endedBonds);
        nextCpu = tape.keep(nextCpu);
        mayBeClosed = tape.keep(mayBeClosed);
    }
}
