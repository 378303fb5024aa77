package org.ioasidsim.host;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ioasidsim.kernel.IdListener;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.Syscalls;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.sim.Simulation;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * The simulated host: the modelled kernel on the clock. Binds take time, frees may be deferred, a policy may be asked, and who holds which
 * id is known; each of these is a class of its own, and this one connects them to the kernel.
 */
public final class Host implements IdListener, Kept {
    /** The bit that is set in the payload of each timer of the host, and of no other. */
    public static final int TIMER = HostTimer.MARK;

    /** Stands for no instance. */
    public static final int NO_INSTANCE = IdHolders.NO_INSTANCE;

    private final KernelConfig config;
    private final Simulation simulation;
    private final HostListener listener;
    private final ServiceTimes times;
    private final Caller caller = new Caller();
    private final IdHolders holders = new IdHolders(caller);
    private final Groups groups = new Groups(caller);
    private final AllGates gates = groups.gates();
    private final Arbiter arbiter;
    private final boolean tracksHolders;

    /** Whether a bind may take an idle id from another process, which only a policy has it do. */
    private final boolean mayReclaim;

    /** Whether binds are decided as they are asked for, and nothing holds their lock. */
    private final boolean bindsAtOnce;

    private final boolean defersFree;

    /** Whether anything is to be done after an event: a policy or brokers are judged, or ended bonds settled. */
    private boolean judges;

    private final List<BrokerClock> brokerClocks = new ArrayList<>();
    private final Kernel kernel;
    private final Syscalls syscalls;
    private final Shapes shapes;
    private final StateTape bootedKernel = new StateTape();
    private final StateTape bootedGroups = new StateTape();
    private long invalidated;

    /** ASID rollovers before the last reboot. */
    private long rolloversBefore;

    /** Null on a machine that never starts anew. */
    private @Nullable PendingFrees frees;

    private boolean hasReleased;

    /**
     * Makes a host whose only cgroup is the root.
     *
     * @param policyName the policy's name in messages
     * @param policy makes the policy that decides who may take an id, anew at each boot; empty for first come, first served, which is much faster as
     *     nobody has to be asked
     */
    public Host(
            KernelConfig config,
            Simulation simulation,
            HostListener listener,
            ServiceTimes times,
            String policyName,
            Optional<Supplier<Policy>> policy) {
        this.config = config;
        this.simulation = simulation;
        this.listener = listener;
        this.times = times;
        this.arbiter = policy.isPresent() ? arbiter(policyName, policy.get()) : new KernelAlone();
        this.tracksHolders = arbiter.tracksHolders();
        this.mayReclaim = policy.isPresent();
        this.bindsAtOnce = times.bindsAtOnce() && !times.invalidates();
        this.defersFree = config.deferFree();
        this.judges = policy.isPresent() || times.invalidates();
        this.kernel = new Kernel(config, this, arbiter.admission());
        this.syscalls = new Syscalls(kernel);
        this.shapes = new Shapes(kernel, arbiter.reclaimer());
        caller.set(0, groups.addRoot(kernel.root()), 0);
    }

    private Arbiter arbiter(String name, Supplier<Policy> starts) {
        return new PolicyArbiter(name, starts, this::kernel, config, simulation, caller, holders, groups);
    }

    public Kernel kernel() {
        return kernel;
    }

    /** Returns the calls that change the kernel. Every change goes through them, so that a recording is complete. */
    public Syscalls syscalls() {
        return syscalls;
    }

    /** Returns whether a state can be saved: a policy may have books that nobody can save. */
    public boolean canBeKept() {
        return arbiter.canBeKept();
    }

    /** Has the kernel take other times from now on: those of {@code branch}. */
    public void branch(long branch) {
        times.branch(branch);
    }

    /** Makes a cgroup, whose parent must exist. */
    @CanIgnoreReturnValue
    public Group mkdir(String path) {
        return groups.add(syscalls.mkdir(path));
    }

    /** Makes a cgroup; returns null, and {@link Kernel#refusal} says why, if that is refused. */
    public @Nullable Group tryMkdir(String path) {
        Cgroup made = syscalls.tryMkdir(path);
        return made == null ? null : groups.add(made);
    }

    /** Removes a cgroup as {@link #rmdir} does; returns false if tasks live there, or groups below it. */
    @CanIgnoreReturnValue
    public boolean tryRmdir(Group group) {
        if (!syscalls.tryRmdir(group.cgroup())) {
            return false;
        }
        groups.remove(group);
        group.reviewLimits();
        refresh(group);
        return true;
    }

    /** Remembers the state of the machine as it has just booted. */
    public void rememberBoot() {
        frees = config.deferFree() ? new PendingFrees() : null;
        kernel.saveTo(bootedKernel);
        groups.saveTo(bootedGroups);
    }

    /**
     * Starts the machine anew, on which nothing may live: what even dead processes left behind is gone, ids that were being freed are free, nobody
     * holds the lock of binds, and cgroups are as they were at boot.
     */
    public void reboot() {
        if (frees != null) {
            frees.endAll(this::finishFree);
        }
        settleInvalidations();
        rolloversBefore += kernel.asidRollovers();
        kernel.restoreFrom(bootedKernel);
        groups.restoreFrom(bootedGroups);
        rolloversBefore -= kernel.asidRollovers();
        invalidated = kernel.endedBonds();
        syscalls.rebooted();
        times.restart();
        arbiter.restart();
        noteReleased();
        groups.reviewLimits(simulation.nowSeconds());
    }

    /** Returns the living cgroup at {@code path}, or null. */
    public @Nullable Group findGroup(String path) {
        Cgroup found = kernel.find(path);
        return found == null ? null : groups.find(found);
    }

    /** Removes a cgroup; outstanding charges stay in it and still count in its ancestors. */
    public void rmdir(Group group) {
        groups.remove(group);
        syscalls.rmdir(group.cgroup());
        group.reviewLimits();
        refresh(group);
    }

    /** Returns the cgroup at {@code path}, which must exist. */
    public Group group(String path) {
        return groups.at(path);
    }

    /** Writes a cgroup file; returns the kernel's error, or null when done. */
    public @Nullable Errno write(Group group, String file, String value) {
        Errno error = syscalls.write(group.cgroup(), file, value);
        noteReleased();
        group.reviewLimits();
        refresh(group);
        return error;
    }

    /** Returns how many ids the limits written at {@code cgroup} itself allow; infinite when none is written or no controller counts ids. */
    public double idLimit(Cgroup cgroup) {
        long misc = config.miscPasid() ? cgroup.limit(Resource.MISC_PASID) : Long.MAX_VALUE;
        long ioasids =
                config.ioasids() == KernelConfig.IoasidsFlavour.OFF ? Long.MAX_VALUE : cgroup.limit(Resource.IOASIDS);
        long limit = Math.min(misc, ioasids);
        return limit == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : limit;
    }

    /** Returns the devices in the order of their names, which must exist. */
    public Device[] devices(List<String> names) {
        Device[] devices = new Device[names.size()];
        for (int i = 0; i < devices.length; i++) {
            devices[i] = kernel.device(names.get(i));
        }
        return devices;
    }

    /**
     * Starts measuring how long requests of a tenant would be refused. Tenants must come in the order of their numbers.
     *
     * @param tenant its number
     * @param group the cgroup that all of its instances are in
     * @param user whose tasks it forks
     * @param forkedTasks host tasks that a process forks; 0 for guest processes
     * @param ofVm whether its processes are guest processes
     * @param devices that a process binds, in order
     */
    public Congestion congestion(int tenant, Group group, User user, int forkedTasks, boolean ofVm, Device... devices) {
        return congestion(
                tenant, group, user, new RequestNeeds(forkedTasks, ofVm, config.guestIds(), List.of(devices), false));
    }

    /** Starts measuring as above what requests with these needs meet. */
    public Congestion congestion(int tenant, Group group, User user, RequestNeeds needs) {
        RequestShape shape = shapes.of(user, needs);
        double now = simulation.nowSeconds();
        var time = new RefusedTime(now);
        return new Congestion(time, arbiter.clock(tenant, group, shape, time, now));
    }

    /** Starts measuring the same of a tenant whose brokers open the devices for it. */
    public BrokerClock brokerClock(int tenant, Group own, User user, BrokerClock.Brokered request) {
        var clock = new BrokerClock(arbiter, shapes, tenant, own, user, request, simulation.nowSeconds());
        brokerClocks.add(clock);
        judges = true;
        return clock;
    }

    /** Sets the tenant, its cgroup and its instance in whose name the kernel is called from now on. */
    public void actFor(int tenant, Group group, int instance) {
        caller.set(tenant, group, instance);
    }

    /** Binds an address space to each device in order; all, or (earlier bonds undone) none: then {@link Kernel#refusal} says why. */
    public boolean tryBindAll(int mm, Device[] devices) {
        return tryBindAll(mm, devices, mm, mm);
    }

    /**
     * Binds as above.
     *
     * @param opener the address space of a broker that opens, or {@code mm} if the process does so itself
     * @param holder that of the process that has the files then
     */
    public boolean tryBindAll(int mm, Device[] devices, int opener, int holder) {
        arbiter.bindBegins();
        if (devices.length == 1) {
            return syscalls.tryBind(mm, devices[0], opener, holder);
        }
        for (int i = 0; i < devices.length; i++) {
            if (!syscalls.tryBind(mm, devices[i], opener, holder)) {
                unbindFirst(mm, devices, i, holder);
                return false;
            }
        }
        return true;
    }

    /**
     * Binds an address space to the first of these devices that is not busy, as libraries do: the next one is tried on -EBUSY, whatever limit that
     * came from, and on no other error. Returns whether it is bound; if not, {@link Kernel#refusal} says why the last one tried refused.
     */
    public boolean tryBindAny(int mm, Device[] devices) {
        arbiter.bindBegins();
        for (int i = 0; i < devices.length; i++) {
            if (syscalls.tryBind(mm, devices[i])) {
                return true;
            }
            if (kernel.refusal().errno() != Errno.EBUSY) {
                return false;
            }
        }
        return false;
    }

    /** Ends the bonds of an address space with those of these devices to which it is bound. */
    public void unbindBound(int mm, Device[] devices) {
        for (int i = devices.length - 1; i >= 0; i--) {
            if (kernel.isBound(mm, devices[i])) {
                syscalls.unbind(mm, devices[i]);
            }
        }
    }

    /** Returns whether the policy takes ids in use back where a limit is lowered below what is charged. */
    public boolean revokes() {
        return arbiter.revocation().isOn();
    }

    /** Returns whether it begins with the process that arrived last. */
    public boolean revokesNewestFirst() {
        return arbiter.revocation().isNewestFirst();
    }

    /** Returns whether the fault of its device ends a process that lost its id. */
    public boolean revocationEndsVictim() {
        return arbiter.revocation().endsVictim();
    }

    /** Takes the id of an address space in use back; {@link Kernel#refusal} then says what its process hears. */
    public void revoke(int mm, String level) {
        syscalls.revoke(mm, level);
        noteReleased();
    }

    /** Ends the bonds of an address space with all these devices. */
    public void unbindAll(int mm, Device[] devices) {
        unbindAll(mm, devices, mm);
    }

    /** Ends the bonds as above, as the process with address space {@code holder} closes its files. */
    public void unbindAll(int mm, Device[] devices, int holder) {
        unbindFirst(mm, devices, devices.length, holder);
    }

    /** Ends the bonds as above; the last of them takes the address space with it, whose process has ended. */
    public void unbindAllAndDrop(int mm, Device[] devices, int holder) {
        for (int i = devices.length - 1; i > 0; i--) {
            syscalls.unbind(mm, devices[i], holder);
        }
        syscalls.unbindAndDrop(mm, devices[0], holder);
    }

    private void unbindFirst(int mm, Device[] devices, int count, int holder) {
        for (int i = count - 1; i >= 0; i--) {
            syscalls.unbind(mm, devices[i], holder);
        }
    }

    /** Returns whether binds are decided as they are asked for; {@link #countBinds} then takes the place of {@link #bindDecidedAt(int, long)}. */
    public boolean bindsAtOnce() {
        return bindsAtOnce;
    }

    /** Counts {@code count} binds that are decided as they are asked for. */
    public void countBinds(int count) {
        times.countBinds(count);
    }

    /**
     * Returns when the kernel will have decided on binds to {@code count} devices that are asked for now: now, if they cost nothing. Binds
     * that queue for one lock take it in the order of asking, and refused ones take it too.
     */
    public double bindDecidedAt(int count) {
        settleInvalidations();
        return times.bindDecidedAt(count);
    }

    /** Returns the same for binds of a process whose first run, of this call, had the CPU flush its TLB {@code flushes} times. */
    public double bindDecidedAt(int count, long flushes) {
        settleInvalidations();
        return times.bindDecidedAt(count, times.flushes(flushes));
    }

    /** Returns for how long processes have waited for the flushes of their CPUs' TLBs. */
    public double flushSeconds() {
        return times.flushedSeconds();
    }

    /** Returns for how long invalidations have held the lock of binds. */
    public double invalidationSeconds() {
        settleInvalidations();
        return times.invalidatedSeconds();
    }

    /** Returns the number of CPU ASID generations begun after the first of the run, over all reboots. */
    public long asidRollovers() {
        return rolloversBefore + kernel.asidRollovers();
    }

    /** Returns how often any CPU has flushed its whole TLB after a rollover of ASIDs. */
    public long tlbFlushes() {
        return kernel.cpuAsids().flushes();
    }

    /** Has the bonds that have ended since the last call hold the lock for their invalidations. */
    private void settleInvalidations() {
        if (times.invalidates()) {
            times.invalidate(kernel.endedBonds() - invalidated);
            invalidated = kernel.endedBonds();
        }
    }

    /** Updates the gates on the path of {@code group} after something there was charged or given back. */
    public void refresh(Group group) {
        if (!gates.stayOpen(kernel)) {
            group.refreshPath(simulation.nowSeconds());
        }
    }

    /** Updates the gates as {@link #refresh} does after something on the path of {@code group} was given back and nothing charged. */
    public void refreshGivenBack(Group group) {
        group.refreshPathGivenBack(simulation.nowSeconds());
    }

    /** Begins or ends a reset of a device: requests may be refused, or no longer, from now on. */
    public void setInReset(Device device, boolean isBegun) {
        syscalls.setInReset(device, isBegun);
        refresh(groups.root());
        if (!isBegun) {
            noteReleased(); // those who wait may bind again
        }
    }

    /** Loads the record of an address space that is needed soon; the number returned means nothing. */
    public int prefetch(int mm) {
        return kernel.prefetch(mm);
    }

    /** Returns, once, the instance that lost an idle id since the last call, or {@link #NO_INSTANCE}. A bind takes one at most. */
    public int takeReclaimedInstance() {
        return mayReclaim ? arbiter.takeReclaimedInstance() : NO_INSTANCE;
    }

    /** Reports to the policy that a try of a tenant was refused; returns whether the request must wait for that reason. */
    public boolean noteRefused(int tenant, Group group) {
        return arbiter.refused(tenant, group, kernel.refusal().limit());
    }

    /** Reports to the policy that the try was refused that the kernel was called for last; returns whether the request must wait for that reason. */
    public boolean noteRefused() {
        return noteRefused(caller.tenant(), caller.group());
    }

    /** Reports to the policy that one more request of a tenant waits ({@code +1}) or one fewer ({@code -1}). */
    public void noteWaiting(int tenant, Group group, int change) {
        arbiter.waiting(tenant, group, change);
    }

    /** Reports to the policy that {@code count} waiting requests of a tenant have moved with their processes. */
    public void moveWaiting(int tenant, Group from, Group to, int count) {
        arbiter.moveWaiting(tenant, from, to, count);
    }

    /** Moves the policy's charges for all ids of a tenant in {@code from}, if they follow processes. */
    public void moveCharges(int tenant, Group from, Group to) {
        arbiter.moveCharges(tenant, from, to);
    }

    /** Moves the policy's charges for the ids of one process of a tenant, which moves alone, if they follow processes. */
    public void moveCharges(int mm, int tenant, Group from, Group to) {
        arbiter.moveCharges(mm, tenant, from, to);
    }

    /** Returns whether the policy orders waiting requests other than by their arrivals. */
    public boolean ordersQueue() {
        return arbiter.ordersQueue();
    }

    /** Returns the place in the queue of a tenant's waiting request, at least {@code before}, which it had; smaller is earlier. */
    public double turn(int tenant, Group group, double before) {
        return arbiter.turn(tenant, group, before);
    }

    /** Returns whether there is anything to {@link #judge}; asked once all tenants are made. */
    public boolean judges() {
        return judges;
    }

    /** Judges the tenants for whom a policy's answer, or the kernel's, may have changed; must be called after each event. */
    public void judge() {
        if (judges) {
            judgeAll();
        }
    }

    private void judgeAll() {
        settleInvalidations();
        arbiter.judge();
        for (int i = 0; i < brokerClocks.size(); i++) {
            brokerClocks.get(i).judge(simulation.nowSeconds());
        }
    }

    /** Returns whether something was given back since the last call, so that waiting requests may now be granted. */
    public boolean takeReleased() {
        boolean released = hasReleased;
        hasReleased = false;
        return released;
    }

    /** Notes that something other than an id was given back: tasks, a work queue, an address space. */
    public void noteReleased() {
        hasReleased = true;
    }

    /** Handles a timer of the host; returns the instance that held the id whose deferred free ends, or {@link #NO_INSTANCE}. */
    public int fire(int payload) {
        noteReleased();
        if (payload == HostTimer.WAKE) {
            arbiter.woke();
            return NO_INSTANCE;
        }
        int id = HostTimer.id(payload);
        boolean isOver = frees != null && !frees.take(id, simulation.nowSeconds());
        return isOver ? NO_INSTANCE : finishFree(id);
    }

    @CanIgnoreReturnValue
    private int finishFree(int id) {
        kernel.finishFree(id);
        listener.heldChanged(holders.tenant(id), -1, id >= 0);
        Group charged = holders.endCharge(id);
        if (charged != null) {
            refresh(charged);
        }
        return holders.instance(id);
    }

    @Override
    public void allocated(int id) {
        if (id >= 0 && tracksHolders) {
            holders.note(id);
        }
        listener.heldChanged(caller.tenant(), 1, id >= 0);
    }

    @Override
    public void released(int id) {
        noteReleased();
        boolean isKnown = id >= 0 && tracksHolders;
        if (!defersFree) {
            listener.heldChanged(isKnown ? holders.tenant(id) : caller.tenant(), -1, id >= 0);
            return;
        }
        if (!isKnown) {
            holders.note(id); // it is its holder that gives it back
        }
        double freedAt = times.freedAt();
        if (frees != null) {
            frees.add(id, freedAt);
        }
        simulation.schedule(freedAt, HostTimer.ofFree(id));
    }

    @Override
    public void asidTaken() {
        listener.asidsChanged(caller.tenant(), 1);
    }

    @Override
    public void asidReturned() {
        listener.asidsChanged(caller.tenant(), -1);
    }

    @Override
    public void idled(int mm) {
        arbiter.idled(mm);
    }

    @Override
    public void idleEnded(int mm) {
        arbiter.idleEnded(mm);
    }

    @Override
    public void keep(StateTape tape) {
        kernel.keep(tape);
        holders.keep(tape);
        groups.keep(tape);
        arbiter.keep(tape);
        times.keep(tape);
        invalidated = tape.keep(invalidated);
        rolloversBefore = tape.keep(rolloversBefore);
        if (frees != null) {
            frees.keep(tape);
        }
        hasReleased = tape.keep(hasReleased);
    }
}
