package org.ioasidsim.host;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.kernel.IdListener;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.Syscalls;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.policy.Policy;
import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.KeyedStream;
import org.ioasidsim.sim.Simulation;
import org.jspecify.annotations.Nullable;

/**
 * The simulated host: the modelled kernel on the clock. It knows which tenant holds which id, delays frees, hands out the one bind lock,
 * and watches for how long requests would be refused.
 */
public final class Host implements IdListener {
    /** Set in the payload of every timer of the host; the rest of the payload is an id to be freed. */
    public static final int TIMER = 1 << 30;

    /** Says that a timer was of no instance. */
    public static final int NO_INSTANCE = -1;

    private static final int GUEST_OWNED = 1 << 29;

    /** The payload of the timer at which a policy's answers may change. */
    private static final int WAKE = TIMER | (GUEST_OWNED - 1);

    private final Kernel kernel;
    private final Syscalls syscalls;
    private final KernelConfig config;
    private final Simulation simulation;
    private final HostListener listener;
    private final Distribution bindSeconds;
    private final Distribution freeSeconds;
    private final boolean bindsAreFree;
    private final boolean serialisesBinds;
    private final KeyedStream costs = new KeyedStream();
    private final long costKey;
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, RequestShape> shapes = new HashMap<>();
    private final @Nullable Arbiter arbiter;
    private final @Nullable RefusalWatch watch;
    private final Group root;
    private final int smmus;

    private int[] tenantOfId = new int[1024];
    private @Nullable Group[] groupOfId = new Group[1024];
    private int[] tenantOfGuestId = new int[1024];
    private int currentTenant;
    private Group currentGroup;
    private int currentInstance;
    private int[] instanceOfId = new int[0];
    private int[] instanceOfGuestId = new int[0];
    private long costsDrawn;
    private double lockFreeAt;
    private double wakesAt = Double.POSITIVE_INFINITY;
    private boolean hasReleased;
    private int robbed = NO_INSTANCE;

    /**
     * Makes a host whose cgroups are the root only.
     *
     * @param bindSeconds the time that a bind takes
     * @param freeSeconds from the release of an id until it can be allocated again
     * @param serialisesBinds whether binds queue for one lock
     * @param costKey of the random stream for both costs
     * @param policyName names the policy in messages
     * @param policy who may take an id; null for first come, which needs nobody to ask
     */
    public Host(
            KernelConfig config,
            Simulation simulation,
            HostListener listener,
            Distribution bindSeconds,
            Distribution freeSeconds,
            boolean serialisesBinds,
            long costKey,
            String policyName,
            @Nullable Policy policy) {
        this.config = config;
        this.simulation = simulation;
        this.listener = listener;
        this.bindSeconds = bindSeconds;
        this.bindsAreFree = bindSeconds.equals(new Constant(0));
        this.freeSeconds = freeSeconds;
        this.serialisesBinds = serialisesBinds;
        this.costKey = costKey;
        this.arbiter = policy == null ? null : new Arbiter(policyName, policy, simulation, this);
        this.kernel = new Kernel(config, this, arbiter);
        this.smmus = config.smmus();
        this.syscalls = new Syscalls(kernel);
        this.root = new Group(kernel.root(), null);
        this.currentGroup = root;
        groups.put("/", root);
        this.watch = arbiter == null ? null : new RefusalWatch(arbiter, this);
    }

    public Kernel kernel() {
        return kernel;
    }

    /** Returns what changes the kernel; through it alone, so that a recording is complete. */
    public Syscalls syscalls() {
        return syscalls;
    }

    /** Makes a cgroup, whose parent must exist. */
    @CanIgnoreReturnValue
    public Group mkdir(String path) {
        Cgroup made = syscalls.mkdir(path);
        int slash = path.lastIndexOf('/');
        Group group = new Group(made, group(slash == 0 ? "/" : path.substring(0, slash)));
        groups.put(path, group);
        return group;
    }

    /** Removes a cgroup; what is still charged to it stays so in its ancestors. */
    public void rmdir(Group group) {
        groups.remove(group.cgroup().path());
        syscalls.rmdir(group.cgroup());
        group.lookAtLimits();
        refresh(group);
    }

    /** Returns the cgroup at {@code path}, which must exist. */
    public Group group(String path) {
        Group group = groups.get(path);
        if (group == null) {
            throw new IllegalStateException("no cgroup " + path);
        }
        return group;
    }

    /** Writes a cgroup file; returns the kernel's error, or null when done. */
    public @Nullable Errno write(Group group, String file, String value) {
        Errno error = syscalls.write(group.cgroup(), file, value);
        hasReleased = true;
        for (Group any : groups.values()) {
            any.lookAtLimits();
            any.refreshPath(simulation.nowSeconds());
        }
        return error;
    }

    /** Returns how many ids the limits written at {@code cgroup} itself allow; infinite when none is written or no controller counts ids. */
    public double idLimit(Cgroup cgroup) {
        long misc = config.miscPasid() ? cgroup.limit(Resource.MISC_PASID) : Long.MAX_VALUE;
        long ioasids = config.ioasids() == KernelConfig.Ioasids.OFF ? Long.MAX_VALUE : cgroup.limit(Resource.IOASIDS);
        long limit = Math.min(misc, ioasids);
        return limit == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : limit;
    }

    /** Says for which tenant, in which cgroup, and for which instance, the kernel is called until this is called again. */
    public void actFor(int tenant, Group group, int instance) {
        currentTenant = tenant;
        currentGroup = group;
        currentInstance = instance;
    }

    int currentTenant() {
        return currentTenant;
    }

    Cgroup currentCgroup() {
        return currentGroup.cgroup();
    }

    /** Returns how many more ids tenants could be given. */
    long free() {
        return kernel.free(smmus);
    }

    /** Returns the tenant that holds {@code id}. */
    int tenantOf(int id) {
        return tenantOfId[id];
    }

    /** Returns the cgroup that the policy has charged for {@code id}. */
    Group groupOf(int id) {
        Group group = groupOfId[id];
        if (group == null) {
            throw new IllegalStateException("nobody is charged for id " + id);
        }
        return group;
    }

    /** Returns the group of {@code cgroup}, or null when it was removed. */
    @Nullable
    Group group(Cgroup cgroup) {
        return cgroup == currentGroup.cgroup() ? currentGroup : groups.get(cgroup.path());
    }

    /** Moves the policy's charges for all ids of a tenant in {@code from}, where they follow processes. */
    public void moveCharges(int tenant, Group from, Group to) {
        if (arbiter == null || !arbiter.chargesMove() || from.equals(to)) {
            return;
        }
        for (int id = kernel.pool().nextTaken(1);
                id != IdSpace.NONE;
                id = kernel.pool().nextTaken(id + 1)) {
            if (id < groupOfId.length && tenantOfId[id] == tenant && from.equals(groupOfId[id])) {
                arbiter.move(tenant, from.cgroup(), to.cgroup());
                happened(tenant, from);
                happened(tenant, to);
                groupOfId[id] = to;
            }
        }
    }

    /** Takes an idle id away from the address space that holds it. */
    void reclaim(int mm) {
        int id = kernel.pasid(mm);
        Group group = groupOf(id);
        robbed = instanceOfId[id];
        kernel.reclaim(mm);
        refresh(group);
    }

    /** Returns, once, the instance that has lost an idle id since the last call, or {@link #NO_INSTANCE}; a bind takes one at most. */
    public int takeRobbed() {
        int instance = robbed;
        robbed = NO_INSTANCE;
        return instance;
    }

    /** Tells the policy that a try of a tenant was refused; returns whether the request is to wait for that reason. */
    public boolean noteRefused(int tenant, Group group) {
        if (arbiter == null) {
            return false;
        }
        arbiter.refused(tenant, group.cgroup(), kernel.refusal().limit());
        happened(tenant, group);
        return arbiter.isToWait();
    }

    /** Tells the policy that a request of a tenant begins ({@code +1}) or ends ({@code -1}) to wait. */
    public void noteWaiting(int tenant, Group group, int change) {
        if (arbiter != null) {
            arbiter.waiting(tenant, group.cgroup(), change);
            happened(tenant, group);
        }
    }

    /** Tells the policy that {@code count} waiting requests of a tenant have moved with their processes. */
    public void moveWaiting(int tenant, Group from, Group to, int count) {
        if (arbiter == null || count == 0 || from.equals(to)) {
            return;
        }
        for (int i = 0; i < count; i++) {
            arbiter.moveWaiting(tenant, from.cgroup(), to.cgroup());
        }
        happened(tenant, from);
        happened(tenant, to);
    }

    /** Returns whether the policy gives waiting requests an order other than that of their arrivals. */
    public boolean ordersQueue() {
        return arbiter != null && arbiter.ordersQueue();
    }

    /** Returns the place in the queue that the policy gives a tenant's waiting request, which was {@code before}; smaller is earlier. */
    public double turn(int tenant, Group group, double before) {
        return arbiter == null ? 0 : arbiter.turn(tenant, group.cgroup(), before);
    }

    /** Returns whether anybody but the kernel says who may take an id, so that refusals must be judged anew after each event. */
    public boolean hasPolicy() {
        return arbiter != null;
    }

    /** Returns whether the policy would refuse a fresh process of a tenant now. */
    boolean wouldRefuse(int tenant, Group group, RequestShape shape) {
        return arbiter != null && arbiter.wouldRefuse(tenant, group.cgroup(), shape);
    }

    /** Adds the next tenant to those who are judged; returns the gates of which it must count one, if any. */
    @Nullable
    HostGates watch(Congestion tenant, RequestShape shape) {
        if (watch == null || arbiter == null) {
            return null;
        }
        watch.add(tenant);
        return arbiter.saysReach() ? watch.gates(shape, root, simulation.nowSeconds()) : null;
    }

    /** Has a tenant judged after this event, where there is a policy. */
    void mark(Congestion tenant) {
        if (watch != null) {
            watch.mark(tenant);
        }
    }

    /** Says that the policy took note of something that happened to a tenant at a cgroup. */
    void happened(int tenant, Group group) {
        if (watch != null) {
            watch.happened(tenant, group);
        }
    }

    /** Says that the policy took note of something that happened to the current tenant at a cgroup. */
    void happened(Cgroup cgroup) {
        Group group = group(cgroup);
        happened(currentTenant, group == null ? root : group);
    }

    /** Judges for whom a policy's answer, or the kernel's, has changed; call it after each event. */
    public void judge() {
        if (watch != null) {
            watch.judge(simulation.nowSeconds());
            awaitPolicy();
        }
    }

    /** Has the host wake up at the time at which the policy's answers may change by themselves. */
    private void awaitPolicy() {
        if (arbiter == null) {
            return;
        }
        double at = arbiter.changesAt(simulation.nowSeconds());
        if (at < wakesAt) {
            wakesAt = at;
            simulation.schedule(at, WAKE);
        }
    }

    /** Returns the shape of a request; equal needs share one shape, so that one gate watches for all of them. */
    RequestShape shape(User user, boolean isUserLimited, int forkedTasks, List<String> deviceNames, boolean ofVm) {
        String key = (isUserLimited ? user.hashCode() : 0) + "/" + forkedTasks + "/" + ofVm + "/" + deviceNames;
        RequestShape known = shapes.get(key);
        if (known != null) {
            return known;
        }
        RequestShape shape =
                new RequestShape(kernel, reclaimer(), config, user, forkedTasks, devices(deviceNames), ofVm);
        shapes.put(key, shape);
        return shape;
    }

    /** Returns who takes idle ids back for a request that finds none free; nobody where a free costs time, which is too late for it. */
    private @Nullable Arbiter reclaimer() {
        return arbiter != null && arbiter.reclaims() && !config.deferFree() ? arbiter : null;
    }

    /** Returns the devices of these names, which must exist, in order. */
    public Device[] devices(List<String> names) {
        Device[] devices = new Device[names.size()];
        for (int i = 0; i < devices.length; i++) {
            devices[i] = kernel.device(names.get(i));
        }
        return devices;
    }

    /** Tells the gates that something on the path of {@code group} was charged or given back. */
    public void refresh(Group group) {
        group.refreshPath(simulation.nowSeconds());
    }

    /** Binds an address space to each device in order; all, or (earlier bonds undone) none: then {@link Kernel#refusal} says why. */
    public boolean tryBindAll(int mm, Device[] devices) {
        if (arbiter != null) {
            arbiter.begin();
        }
        for (int i = 0; i < devices.length; i++) {
            if (!syscalls.tryBind(mm, devices[i])) {
                unbindFirst(mm, devices, i);
                return false;
            }
        }
        return true;
    }

    /** Ends the bonds of an address space with all these devices. */
    public void unbindAll(int mm, Device[] devices) {
        unbindFirst(mm, devices, devices.length);
    }

    private void unbindFirst(int mm, Device[] devices, int count) {
        for (int i = count - 1; i >= 0; i--) {
            syscalls.unbind(mm, devices[i]);
        }
    }

    /**
     * Returns when the kernel will have decided on binds to {@code count} devices that are asked for now: now, when they cost nothing. With
     * one lock for all, the binds queue for it in the order of asking, refused ones too.
     */
    public double bindDecidedAt(int count) {
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
            costsDrawn += count; // so that each free has the same number, whatever binds cost
            return 0;
        }
        double cost = 0;
        for (int i = 0; i < count; i++) {
            cost += draw(bindSeconds);
        }
        return cost;
    }

    private double draw(Distribution distribution) {
        costs.restart(costKey, costsDrawn++);
        return distribution.draw(costs);
    }

    /** Reads the record of an address space, so that it is near when needed; the number returned means nothing. */
    public int look(int mm) {
        return kernel.prefetch(mm);
    }

    /** Returns whether something was given back since the last call, so that waiting requests may now be granted. */
    public boolean takeReleased() {
        boolean released = hasReleased;
        hasReleased = false;
        return released;
    }

    /** Says that something other than an id was given back: tasks, a work queue, an address space. */
    public void noteReleased() {
        hasReleased = true;
    }

    /** Does what the timer is for; returns the instance that held the id whose deferred free ends, or {@link #NO_INSTANCE}. */
    public int fire(int payload) {
        if (payload == WAKE) {
            wakesAt = Double.POSITIVE_INFINITY;
            hasReleased = true;
            return NO_INSTANCE;
        }
        int number = payload & ~(TIMER | GUEST_OWNED);
        boolean isGuestOwned = (payload & GUEST_OWNED) != 0;
        kernel.finishFree(isGuestOwned ? -number : number);
        hasReleased = true;
        listener.heldChanged(isGuestOwned ? tenantOfGuestId[number] : tenantOfId[number], -1, !isGuestOwned);
        Group group = isGuestOwned ? null : groupOfId[number];
        if (group != null) {
            refresh(group);
            groupOfId[number] = null;
        }
        return isGuestOwned ? instanceOfGuestId[number] : instanceOfId[number];
    }

    @Override
    public void allocated(int id) {
        if (id >= 0 && arbiter != null) {
            noteHolder(id);
        }
        listener.heldChanged(currentTenant, 1, id >= 0);
    }

    private static int[] grownFor(int index, int[] array) {
        return index < array.length ? array : Arrays.copyOf(array, Math.max(index + 1, array.length * 2));
    }

    @Override
    public void released(int id) {
        hasReleased = true;
        if (!config.deferFree()) {
            listener.heldChanged(id >= 0 && arbiter != null ? tenantOfId[id] : currentTenant, -1, id >= 0);
            return;
        }
        if (id < 0) {
            noteGuest(-id);
        } else if (arbiter == null) {
            noteHolder(id);
        }
        int payload = id < 0 ? TIMER | GUEST_OWNED | -id : TIMER | id;
        simulation.schedule(simulation.nowSeconds() + draw(freeSeconds), payload);
    }

    @Override
    public void idled(int mm) {
        if (arbiter != null) {
            arbiter.idled(mm);
        }
    }

    @Override
    public void idleEnded(int mm) {
        if (arbiter != null) {
            arbiter.idleEnded(mm);
        }
    }

    private void noteGuest(int number) {
        tenantOfGuestId = grownFor(number, tenantOfGuestId);
        tenantOfGuestId[number] = currentTenant;
        instanceOfGuestId = grownFor(number, instanceOfGuestId);
        instanceOfGuestId[number] = currentInstance;
    }

    /** Keeps whose an id is, where somebody else may take it away or its free is deferred; otherwise it is given back by its holder. */
    private void noteHolder(int id) {
        tenantOfId = grownFor(id, tenantOfId);
        tenantOfId[id] = currentTenant;
        instanceOfId = grownFor(id, instanceOfId);
        instanceOfId[id] = currentInstance;
        if (id >= groupOfId.length) {
            groupOfId = Arrays.copyOf(groupOfId, tenantOfId.length);
        }
        groupOfId[id] = currentGroup;
    }
}
