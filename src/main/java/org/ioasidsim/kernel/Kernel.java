package org.ioasidsim.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.arm64.CpuAsids;
import org.ioasidsim.kernel.arm64.SmmuAsids;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.Ioasids;
import org.ioasidsim.kernel.base.KernelConfig.Sva;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.MmOwner;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupTree;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.ioasid.IoasidSets;
import org.ioasidsim.kernel.sva.AddressSpaces;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.kernel.sva.NodePool;
import org.jspecify.annotations.Nullable;

/**
 * The modelled kernel as the simulated host drives it: each call does at once what the kernel would do, in the kernel's order of checks,
 * all or nothing.
 *
 * <p>Where guests own their ids, the listener is told negative numbers, which are of no pool; {@link #pasid} is the guest's own number.
 */
public final class Kernel {
    private static final int UNUSED_ASID_BITS = 8;

    /** Told of each id that starts or ends being held. */
    public interface Listener {
        /** An id was taken out of the pool (or, for guests that own their ids, out of the device's table). */
        void allocated(int id);

        /** An id was let go. With {@code deferFree} it cannot be allocated again before {@link #finishFree}. */
        void released(int id);

        /** An address space keeps its id of the pool but is bound to no device any more. */
        default void idled(int mm) {}

        /** An idle address space is bound again, or has lost its id. */
        default void idleEnded(int mm) {}
    }

    /**
     * What a boot decides apart from the machine.
     *
     * @param capacity the capacity of ioasids that is installed
     * @param miscPasids the capacity of misc's {@code pasid}; 0 where it is not present
     * @param isKptiBuilt whether the kernel can be unmapped at EL0
     * @param isSvaGated whether every SVA bind is refused, as x86 kernels did from October 2025 on until kernel mappings were flushed too
     */
    public record Boot(long capacity, long miscPasids, boolean isKptiBuilt, boolean isSvaGated) {
        /** Decides as a kernel does that lets SVA be. */
        public Boot(long capacity, long miscPasids, boolean isKptiBuilt) {
            this(capacity, miscPasids, isKptiBuilt, false);
        }
    }

    private final KernelConfig config;
    private final @Nullable Admission admission;
    private final Boot boot;
    private final Listener listener;
    private final Refusal refusal = new Refusal();
    private final Capacity capacity = new Capacity();
    private final CgroupTree cgroups;
    private final IdSpace pool = new IdSpace();
    private final IoasidSets sets = new IoasidSets(capacity);
    private final @Nullable IoasidSet hostSet;
    private final AddressSpaces spaces = new AddressSpaces();
    private final NodePool privateIds = new NodePool();
    private final CpuAsids cpuAsids;
    private final IdAccount ids;
    private final AsidAccount asids;
    private final TaskAccount tasks;
    private final List<Device> devices = new ArrayList<>();
    private final Map<String, Device> devicesByName = new HashMap<>();
    private final boolean hasAsids;
    private int narrowest = Integer.MAX_VALUE;
    private int nextCpu;

    /** Makes the kernel of a scenario without a further rule. */
    public Kernel(KernelConfig config, Listener listener) {
        this(config, listener, (Admission) null);
    }

    /**
     * Makes the kernel of a scenario.
     *
     * @param admission a further rule for each id of the pool; null for none
     */
    public Kernel(KernelConfig config, Listener listener, @Nullable Admission admission) {
        this(
                config,
                listener,
                admission,
                new Boot(config.maxPasids(), config.miscPasid() ? config.ids() : 0, config.kpti()));
    }

    /** Makes a kernel that was booted with more choices than a scenario has. */
    public Kernel(KernelConfig config, Listener listener, Boot boot) {
        this(config, listener, null, boot);
    }

    private Kernel(KernelConfig config, Listener listener, @Nullable Admission admission, Boot boot) {
        this.config = config;
        this.boot = boot;
        this.listener = listener;
        this.admission = admission;
        capacity.install(boot.capacity());
        hasAsids = config.asidScheme() != AsidScheme.NONE;
        long miscAsids = config.miscAsid() && hasAsids ? config.asids() : 0;
        cgroups = new CgroupTree(config.ioasids(), boot.miscPasids(), miscAsids, capacity);
        boolean hasHostSet = config.ioasids() == Ioasids.AS_POSTED && config.hostSetQuota() != KernelConfig.NO_HOST_SET;
        boolean canHaveHostSet = hasHostSet && sets.refusal(null, config.hostSetQuota()) == null;
        hostSet = canHaveHostSet ? sets.create(null, config.hostSetQuota()) : null;
        int bits = hasAsids ? config.asidBits() : UNUSED_ASID_BITS;
        cpuAsids = new CpuAsids(bits, config.cpus(), config.kpti(), boot.isKptiBuilt());
        ids = new IdAccount(config, refusal, listener, pool, sets, hostSet, admission);
        asids = new AsidAccount(config, refusal, spaces, cpuAsids, new SmmuAsids(bits, config.dmaDomains()));
        tasks = new TaskAccount(config.pidMax(), refusal);
        config.devices().forEach(this::addDevice);
    }

    public KernelConfig config() {
        return config;
    }

    /** Returns what said no to the last call that was refused; the same object at each call. */
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
        Device device = devicesByName.get(name);
        if (device == null) {
            throw new IllegalArgumentException("there is no device " + name);
        }
        return device;
    }

    /** Adds a device to the host; its name must be new. */
    public void addDevice(DeviceConfig deviceConfig) {
        if (devices.size() == AddressSpaces.MOST_DEVICES) {
            throw new IllegalArgumentException(
                    "there are " + AddressSpaces.MOST_DEVICES + " devices, and no room for one more");
        }
        Device device = new Device(deviceConfig, devices.size());
        if (devicesByName.putIfAbsent(device.name(), device) != null) {
            throw new IllegalArgumentException("there are two devices " + device.name());
        }
        devices.add(device);
        narrowest = Math.min(narrowest, device.maxPasids());
    }

    /** Makes a user whose host tasks are limited to {@code rlimitNproc} ({@code Long.MAX_VALUE}: not). */
    public User user(long rlimitNproc) {
        return new User(rlimitNproc);
    }

    /** Forks {@code tasks} host tasks into {@code group}: rlimit, pid number, pids charge, for each; all or none; then a further rule. */
    public boolean tryFork(Cgroup group, User user, int count) {
        if (!tasks.tryFork(group, user, count)) {
            return false;
        }
        if (admission != null && !admission.tryFork(group, count)) {
            tasks.exit(group, user, count);
            refusal.set(Limit.POLICY, admission.level(), admission.errno());
            return false;
        }
        return true;
    }

    /** Returns how many tasks the last refused {@link #tryFork} had forked, and ended again, before the refusal. */
    public int forkedBeforeRefusal() {
        return tasks.forkedBeforeRefusal();
    }

    /** Ends and reaps tasks forked before. */
    public void exitTasks(Cgroup group, User user, int count) {
        tasks.exit(group, user, count);
        if (admission != null) {
            admission.forked(group, -count);
        }
    }

    /** Moves the pids charges of {@code tasks} tasks, without a limit check. */
    public void moveTasks(Cgroup from, Cgroup to, int count) {
        for (int moved = 0; moved < count && from != to; moved++) {
            to.charge(Resource.PIDS, 1);
            from.uncharge(Resource.PIDS, 1);
        }
        if (admission != null) {
            admission.forked(from, -count);
            admission.forked(to, count);
        }
    }

    /** Makes the address space of a host process in {@code group} and runs it once on the next CPU in turn (which gives it a CPU ASID). Returns its handle, at least 0, reused after {@link #dropMm}. */
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

    /** Makes the address space of a host process that does not run. */
    public int createIdleMm(Cgroup group) {
        int mm = spaces.create(group);
        startContext(mm);
        return mm;
    }

    /** Makes the address space of a guest process of {@code vm}. */
    public int createGuestMm(VirtualMachine vm) {
        if (vm.isClosed) {
            throw new IllegalStateException("the VM is closed");
        }
        int mm = spaces.create(vm);
        startContext(mm);
        vm.firstMm = spaces.link(vm.firstMm, mm);
        vm.guests++;
        return mm;
    }

    /** Makes the address space of a guest process unless the guest's own pid_max forbids it; returns the handle, or {@link AddressSpaces#NONE} when refused. */
    public int tryCreateGuestMm(VirtualMachine vm) {
        if (!vm.hasGuestRoom()) {
            refusal.set(Limit.GUEST_PID_MAX, vm.group.path(), Errno.EAGAIN);
            return AddressSpaces.NONE;
        }
        return createGuestMm(vm);
    }

    /** Binds an address space to a device, in kernel order: work queue, width, misc, ioasids, capacity, vm-quota, pool, asid. */
    public boolean tryBind(int mm, Device device) {
        if (!device.hasFreeQueue()) {
            return refuse(Limit.WORK_QUEUE, device, Errno.EBUSY);
        }
        if (boot.isSvaGated()) {
            return refuse(Limit.SVA_GATE, device, Errno.EOPNOTSUPP);
        }
        int held = spaces.pasid(mm);
        if (held != 0 && ids.pasid(held) >= device.maxPasids()) {
            return refuse(Limit.WIDTH, device, Errno.EOVERFLOW);
        }
        MmOwner owner = spaces.owner(mm);
        int id = held != 0 ? held : ids.tryTake(owner, device.maxPasids(), device.name(), needsAsid(owner));
        if (id == IdAccount.NONE) {
            return false;
        }
        boolean isBound = tryBond(mm, device, owner, id);
        if (held == 0) {
            settle(mm, owner, id, isBound);
        }
        return isBound;
    }

    /** Undoes one bind. */
    public void unbind(int mm, Device device) {
        if (!isBound(mm, device)) {
            throw new IllegalStateException("address space " + mm + " is not bound to " + device.name());
        }
        closeOnce(mm, device);
        if (!spaces.isBound(mm)) {
            if (config.sva() == Sva.LAST_UNBIND) {
                releasePasid(mm, spaces.owner(mm));
            } else {
                tellIdle(mm);
            }
        }
    }

    /** Takes its id away from an address space that holds one and is bound to nothing; its next bind needs a new one. */
    public void reclaim(int mm) {
        if (!isIdle(mm)) {
            throw new IllegalStateException("address space " + mm + " holds no idle id");
        }
        listener.idleEnded(mm);
        releasePasid(mm, spaces.owner(mm));
    }

    /** Takes a further id for the address space, charged and limited as the first; goes back when the address space is dropped. */
    public boolean tryAllocPrivate(int mm) {
        int id = ids.tryTake(spaces.owner(mm), config.maxPasids(), "host", false);
        if (id == IdAccount.NONE) {
            return false;
        }
        spaces.setPrivateIds(mm, privateIds.push(spaces.privateIds(mm), id, 0));
        listener.allocated(id);
        return true;
    }

    /** Returns the private id that the address space took last, of which it has one. */
    public int newestPrivateId(int mm) {
        return ids.pasid(privateIds.key(spaces.privateIds(mm)));
    }

    /** Drops an address space: bonds end, its ids are released; the handle is free. */
    public void dropMm(int mm) {
        if (isIdle(mm)) {
            listener.idleEnded(mm);
        }
        while (spaces.isBound(mm)) {
            closeOnce(mm, devices.get(spaces.device(mm, spaces.firstBond(mm))));
        }
        MmOwner owner = spaces.owner(mm);
        releasePasid(mm, owner);
        releasePrivateIds(mm, owner);
        if (owner instanceof VirtualMachine vm) {
            vm.firstMm = spaces.unlink(vm.firstMm, mm);
            vm.guests--;
        }
        spaces.free(mm);
    }

    /** Returns the PASID that the address space holds, or 0. */
    public int pasid(int mm) {
        return ids.pasid(spaces.pasid(mm));
    }

    /** Reads the record of an address space, so that it is near when needed; the number returned means nothing. */
    public int look(int mm) {
        return spaces.look(mm);
    }

    /** Returns whether the address space is bound to a device. */
    public boolean isBound(int mm) {
        return spaces.isBound(mm);
    }

    /** Returns whether the address space is bound to {@code device}. */
    public boolean isBound(int mm, Device device) {
        return spaces.binds(mm, device.index()) != 0;
    }

    /** Returns whether an address space with {@code pasid} is bound to {@code device}; looks at all of them. */
    public boolean isBoundTo(Device device, int pasid) {
        return spaces.isBoundTo(device.index(), pasid);
    }

    /** Moves the charges that follow a process (ioasids flavours; not misc) of a host address space. */
    public void moveMm(int mm, Cgroup to) {
        Cgroup from = (Cgroup) spaces.owner(mm);
        if (ids.isCharged(from)) {
            moveCharges(from, to, idCount(mm));
        }
        spaces.setOwner(mm, to);
    }

    /** Makes a VM's set with {@code quota} ids ({@code Long.MAX_VALUE}: max). If that is refused, the VM runs all the same and its binds are refused with {@link Limit#CAPACITY}. As posted, max takes all that is left of the capacity; a reservation takes nothing for it. */
    public VirtualMachine createVm(Cgroup group, long quota) {
        return createVm(group, quota, Long.MAX_VALUE);
    }

    /** Makes a VM as {@link #createVm(Cgroup, long)} does, in which at most {@code guestPidMax} guest processes live at once. */
    public VirtualMachine createVm(Cgroup group, long quota, long guestPidMax) {
        boolean ownsIds = config.guestIds() == GuestIds.NONE;
        VirtualMachine vm = new VirtualMachine(group, ownsIds, Math.min(narrowest, config.maxPasids()), guestPidMax);
        if (ownsIds) {
            vm.set = IoasidSet.unreserved(vm, Long.MAX_VALUE);
        } else {
            ids.openSet(vm, quota);
        }
        return vm;
    }

    /** Moves a VM's process, with the charges that follow it. */
    public void moveVm(VirtualMachine vm, Cgroup to) {
        if (ids.isCharged(vm) && vm.set != null) {
            moveCharges(vm.group, to, vm.set.ids());
        }
        vm.group = to;
    }

    /** Ends a VM: releases all that its guest processes hold and closes its set; handles of its address spaces are free afterwards. {@code killed}: no clean-up by the victim (as posted, its charges then stay for ever). */
    public void closeVm(VirtualMachine vm, boolean killed) {
        if (killed) {
            ids.killSet(vm);
        }
        while (vm.firstMm != AddressSpaces.NONE) {
            dropMm(vm.firstMm);
        }
        vm.isClosed = true;
        ids.endSetWhenEmpty(vm);
    }

    /** Ends the deferred free of {@code id}: it can be allocated again; charges that last until then (ioasids flavours, the set's quota) are returned. */
    public void finishFree(int id) {
        ids.finishFree(id);
    }

    /** Returns whether an id below {@code maxPasids} is free in the pool. */
    public boolean hasFreeId(int maxPasids) {
        return pool.hasFree(1, maxPasids - 1);
    }

    /** Returns whether {@code smmus} more ASIDs can be taken for one address space (1 for pinned ones; true where there are none). */
    public boolean hasFreeAsid(int smmus) {
        return asids.hasFree(smmus);
    }

    /** Returns how many more address spaces could be given an id and, where they take one, an ASID on each of {@code smmus} SMMUs. */
    public long free(int smmus) {
        return Math.min(config.ids() - pool.count(), asids.free(smmus));
    }

    /** Returns whether {@code tasks} pid numbers are free. */
    public boolean hasFreePids(int count) {
        return tasks.hasRoom(count);
    }

    /** Returns whether a container's id would be within the quota of the host's own set, where it has one. */
    public boolean hasHostSetRoom() {
        return hostSet == null || (hostSet.isAlive() && !hostSet.isFull());
    }

    /** Returns the CPU ASID generations begun so far, less the first. */
    public long asidRollovers() {
        return cpuAsids.rollovers();
    }

    /** Returns the charges left behind for ever, as posted: of no living id. */
    public long stuckCharges() {
        return ids.stuckCharges();
    }

    /** Returns the SMMU ASIDs of shared address spaces. */
    public int smmuAsids() {
        return asids.smmuAsids();
    }

    /** Returns the pairs of an address space and a device that are bound. */
    public int bonds() {
        return spaces.bonds();
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

    /** Returns the host's own set, or null where there is none. */
    public @Nullable IoasidSet hostSet() {
        return hostSet;
    }

    public CpuAsids cpuAsids() {
        return cpuAsids;
    }

    private void tellIdle(int mm) {
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

    private boolean tryBond(int mm, Device device, MmOwner owner, int id) {
        if (!isBound(mm, device)) {
            if (needsAsid(owner) && !asids.tryTake(mm, device, group(owner))) {
                return false;
            }
            if (device.isAttached(id)) {
                releaseAsid(mm, device, owner);
                return refuse(Limit.WIDTH, device, Errno.EBUSY);
            }
            if (isIdle(mm)) {
                listener.idleEnded(mm);
            }
        }
        spaces.bind(mm, device.index());
        device.open();
        return true;
    }

    /** Keeps a fresh id; gives it back where the bind failed, unless the kernel leaves it with the address space. */
    private void settle(int mm, MmOwner owner, int id, boolean isBound) {
        if (isBound || config.sva() == Sva.MM_DROP) {
            spaces.setPasid(mm, id);
            listener.allocated(id);
            if (!isBound) {
                tellIdle(mm);
            }
        } else {
            ids.cancel(owner, id);
        }
    }

    private void closeOnce(int mm, Device device) {
        device.close();
        if (spaces.unbind(mm, device.index()) == 0 && hasAsids) {
            releaseAsid(mm, device, spaces.owner(mm));
        }
    }

    private void releaseAsid(int mm, Device device, MmOwner owner) {
        if (needsAsid(owner) && !isAsidNeeded(mm, device.smmu())) {
            asids.release(mm, device.smmu());
        }
    }

    private boolean isAsidNeeded(int mm, int smmu) {
        for (int bond = spaces.firstBond(mm); bond != AddressSpaces.NO_BOND; bond = spaces.nextBond(mm, bond)) {
            if (asids.isShared(smmu, devices.get(spaces.device(mm, bond)).smmu())) {
                return true;
            }
        }
        return false;
    }

    private boolean needsAsid(MmOwner owner) {
        return hasAsids && (!(owner instanceof VirtualMachine) || config.guestIds() == GuestIds.POOL_AND_ASID);
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

    private int idCount(int mm) {
        int count = spaces.pasid(mm) == 0 ? 0 : 1;
        for (int node = spaces.privateIds(mm); node != 0; node = privateIds.next(node)) {
            count++;
        }
        return count;
    }

    private static void moveCharges(Cgroup from, Cgroup to, int count) {
        if (from != to) {
            to.charge(Resource.IOASIDS, count);
            from.uncharge(Resource.IOASIDS, count);
        }
    }

    private static Cgroup group(MmOwner owner) {
        return owner instanceof VirtualMachine vm ? vm.group : (Cgroup) owner;
    }
}
