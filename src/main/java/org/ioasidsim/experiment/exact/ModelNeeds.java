package org.ioasidsim.experiment.exact;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.policy.rule.FirstCome;
import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.OnRefusal;
import org.ioasidsim.workload.ProcessesSpec;
import org.ioasidsim.workload.TenantSpec;

/**
 * The conditions that a textbook model places on a scenario; each violated one is kept as a sentence. A condition missing here would give a
 * wrong exact value, so that in doubt a condition counts as violated.
 */
final class ModelNeeds {
    private static final long RESERVED_PIDS = 300;

    private final Scenario scenario;
    private final KernelConfig kernel;
    private final List<String> lacking = new ArrayList<>();

    ModelNeeds(Scenario scenario) {
        this.scenario = scenario;
        this.kernel = scenario.kernel();
    }

    /** Returns a sentence for each violated condition, in the order of the conditions; none when the model is exact. */
    List<String> lacking() {
        return List.copyOf(lacking);
    }

    boolean areMet() {
        return lacking.isEmpty();
    }

    private void need(boolean isMet, String who, String what) {
        if (!isMet) {
            lacking.add(who + " needs " + what);
        }
    }

    private void needOf(TenantSpec tenant, boolean isMet, String what) {
        need(isMet, "tenant " + tenant.name(), what);
    }

    /** Nothing but the tenants' own requests changes the system, and a bind is decided at once, in the order of asking. */
    void steadyHost() {
        need(scenario.policy().name().equals(FirstCome.NAME), "the scenario", "the policy " + FirstCome.NAME);
        undisturbedHost();
    }

    /** As {@link #steadyHost}, whatever the policy. */
    void undisturbedHost() {
        need(scenario.events().isEmpty(), "the scenario", "no events");
        need(isZero(scenario.costs().bindSeconds()), "the host", "binds that take no time (costs.bind: 0s)");
        need(
                isZero(scenario.costs().rolloverSeconds())
                        && isZero(scenario.costs().invalidateSeconds()),
                "the host",
                "rollovers and invalidations that take no time (costs.rollover, costs.invalidate: 0s)");
    }

    /** The limits between tenants and pool are {@link LimitTree}'s, and each id is held under all of them for the same time. */
    void knownLimits(List<TenantSpec> tenants) {
        need(
                kernel.ioasids() == KernelConfig.IoasidsFlavour.OFF
                        || kernel.ioasids() == KernelConfig.IoasidsFlavour.LIMIT,
                "the host",
                "controls.ioasids: off or limit");
        uniformPaths(tenants);
    }

    /** Nothing but quotas, ids and cgroups' limits on ids can refuse, and all tenants meet the same host. */
    void uniformPaths(List<TenantSpec> tenants) {
        need(
                tenants.stream().map(this::isLimitedByAsids).distinct().count() <= 1 || isPoolFirst(),
                "the host",
                "ASIDs that limit all tenants or none");
        need(
                tenants.stream().mapToInt(this::width).distinct().count() <= 1,
                "the host",
                "devices of one width (pasid_bits)");
        need(
                kernel.asidScheme() != KernelConfig.AsidScheme.PRIVATE || isPoolFirst() || smmus(tenants) <= 1,
                "the host",
                "devices behind one SMMU");
        need(
                scenario.bindingResource().countsProcesses(),
                "the host",
                "processes that need equally many of the ASIDs that results count");
        need(
                !kernel.deferFree() || isPoolFirst(),
                "the host",
                "ids that are free at once (costs.free: 0s), as ASIDs are");
        need(
                !kernel.deferFree() || !hasMiscLimit(),
                "the host",
                "ids that are free at once (costs.free: 0s), as their misc charges are");
        need(!kernel.rules().isSvaGated(), "the host", "a kernel that lets processes bind (x86_gate: off)");
        tenants.forEach(this::plainPath);
    }

    private void plainPath(TenantSpec tenant) {
        List<KernelConfig.DeviceConfig> devices = devices(tenant);
        needOf(tenant, !devices.isEmpty(), "a device");
        needOf(
                tenant,
                devices.stream().noneMatch(device -> device.dedicated() && device.workQueues() > 0),
                "devices without a limit on work queues");
        needOf(tenant, !tenant.processes().bindsAny(), "devices that are all bound (no devices: {any: ...})");
        needOf(
                tenant,
                devices.stream().allMatch(device -> device.ownPoolBits() == 0),
                "devices that take PASIDs of the host");
        needOf(
                tenant,
                devices.stream()
                                .mapToInt(KernelConfig.DeviceConfig::maxPasids)
                                .distinct()
                                .count()
                        <= 1,
                "devices of one width (pasid_bits)");
        needOf(tenant, !hasLimit(tenant, Resource.MISC_ASID), "no limit on ASIDs (misc.max asid)");
        needOf(tenant, !kernel.bounds().limitsDevices(), "no limits by device (controls.misc_pasid: per-device)");
        needOf(tenant, !hasLimit(tenant, Resource.MEMORY), "no memory.max on its path");
        needOf(tenant, tenant.namespacePidMax() == Long.MAX_VALUE, "no namespace_pid_max");
        if (tenant.kind() == TenantSpec.Kind.CONTAINER) {
            needOf(tenant, !hasLimit(tenant, Resource.PIDS), "no pids.max on its path");
            needOf(tenant, tenant.rlimitNproc() == Long.MAX_VALUE, "no rlimit_nproc");
        }
        startingVms(tenant);
        refusalsAreClean(tenant);
    }

    /** Processes ask once, for one id each, and hold it for their lifetime. */
    void plainProcesses(TenantSpec tenant) {
        ProcessesSpec processes = tenant.processes();
        needOf(tenant, isFinitePositive(processes.lifetimeSeconds()), "a lifetime with a finite mean");
        once(tenant);
        fixedInstances(tenant);
    }

    private void fixedInstances(TenantSpec tenant) {
        needOf(
                tenant,
                tenant.instances().arrivals() instanceof ArrivalsSpec.None
                        && tenant.instances().lifetimeSeconds().mean() == Double.POSITIVE_INFINITY
                        && !tenant.instances().startsOff(),
                "a fixed number of instances");
    }

    private void once(TenantSpec tenant) {
        ProcessesSpec processes = tenant.processes();
        needOf(tenant, processes.bind().holdSeconds() == null, "bonds that last for the lifetime");
        needOf(tenant, isZero(processes.bind().afterSeconds()), "processes that bind at once (bind.after: 0s)");
        needOf(tenant, processes.initialEach() == null, "as many processes at the start in each instance (no each)");
        needOf(tenant, processes.privateIds() == 0, "no private ids");
        needOf(tenant, processes.forks() == null, "no workers that hold its files (forks)");
        needOf(tenant, processes.broker() == null, "no broker that opens for its processes");
        needOf(tenant, tenant.guests().attaches() == null, "no PASIDs that VMs attach themselves (attaches)");
        needOf(tenant, processes.leakProbability() == 0, "no leaks");
    }

    /** The requests of the tenant are a Poisson stream that loses those refused. */
    void lossStream(TenantSpec tenant) {
        plainProcesses(tenant);
        poisson(tenant);
        lost(tenant);
    }

    /** Processes arrive in a Poisson stream, and too few are alive at a time to exhaust pid numbers. */
    void poisson(TenantSpec tenant) {
        boolean isPoisson = tenant.processes().arrivals() instanceof ArrivalsSpec.Poisson;
        needOf(tenant, isPoisson, "Poisson arrivals");
        if (isPoisson && isFinitePositive(tenant.processes().lifetimeSeconds())) {
            double alive =
                    perSecond(tenant) * tenant.processes().lifetimeSeconds().mean();
            needOf(tenant, fits(alive, tenant), "processes so few that pid numbers do not run out");
        }
    }

    /** A fixed number of processes come again and again, each with an id every time. */
    void finiteSources(TenantSpec tenant) {
        needOf(
                tenant,
                tenant.processes().arrivals() instanceof ArrivalsSpec.Closed closed
                        && isFinitePositive(closed.thinkSeconds())
                        && fits(closed.population(), tenant),
                "a finite number of sources (arrivals: closed) with a mean pause above 0");
        needOf(tenant, tenant.processes().bind().probability() == 1, "processes that all bind (bind.probability: 1)");
        needOf(tenant, !kernel.deferFree(), "ids that are free at once (costs.free: 0s)");
    }

    /** Refused requests are lost. */
    void lost(TenantSpec tenant) {
        OnRefusal reaction = tenant.processes().onRefusal();
        boolean isClosed = tenant.processes().arrivals() instanceof ArrivalsSpec.Closed;
        needOf(
                tenant,
                reaction instanceof OnRefusal.GiveUp || (reaction instanceof OnRefusal.FallBack && !isClosed),
                "refused requests that are lost (give-up or fall-back)");
    }

    /** A lost request counts as demand for the time drawn for it, and nothing else does. */
    void demandIsCounted(TenantSpec tenant) {
        needOf(tenant, !kernel.deferFree(), "ids that are free at once (costs.free: 0s)");
        needOf(tenant, !tenant.processes().devices().isEmpty(), "a device");
        startingVms(tenant);
        refusalsAreClean(tenant);
    }

    /** A VM that does not start asks for nothing. */
    private void startingVms(TenantSpec tenant) {
        needOf(
                tenant,
                tenant.kind() == TenantSpec.Kind.CONTAINER || InstanceRoom.startsAll(scenario, tenant),
                "VMs that all start, whatever limits tasks (pids.max, rlimit_nproc, threads_max, pid_max), VMIDs and"
                        + " confidential VMs");
    }

    /**
     * The law of the demand is known at any time from the start: processes of a fixed number of instances are there at the start, or arrive in a
     * Poisson stream whose rate may vary; they want one id for their lifetime, and count for as long whether it is granted or not.
     */
    void knownDemand(TenantSpec tenant) {
        steadyHost();
        fixedInstances(tenant);
        once(tenant);
        needOf(
                tenant,
                tenant.processes().onRefusal() instanceof OnRefusal.GiveUp,
                "refused requests that are lost (give-up)");
        demandIsCounted(tenant);
        ArrivalsSpec arrivals = tenant.processes().arrivals();
        needOf(
                tenant,
                arrivals instanceof ArrivalsSpec.None
                        || arrivals instanceof ArrivalsSpec.Poisson
                        || arrivals instanceof ArrivalsSpec.Profile,
                "no arrivals, or Poisson ones");
        double seconds = Math.min(
                tenant.processes().lifetimeSeconds().mean(),
                Math.max(0, scenario.run().warmUpSeconds()) + scenario.run().durationSeconds());
        double alive = tenant.processes().initial() + highestPerSecond(arrivals) * seconds;
        needOf(tenant, fits(alive, tenant), "processes so few that pid numbers do not run out");
    }

    /** Returns the highest rate at which the processes of one instance arrive, in a Poisson stream. */
    static double highestPerSecond(ArrivalsSpec arrivals) {
        if (arrivals instanceof ArrivalsSpec.Profile profile) {
            double highest = profile.shape().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0);
            double mean = profile.shape().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(1);
            return profile.meanPerSecond() * highest / mean;
        }
        return arrivals instanceof ArrivalsSpec.Poisson poisson ? poisson.perSecond() : 0;
    }

    private void refusalsAreClean(TenantSpec tenant) {
        needOf(
                tenant,
                tenant.processes().onRefusal() instanceof OnRefusal.GiveUp || !leavesIdsBehind(tenant),
                "refusals that leave no id behind (as a refused ASID does under sva: mm-drop)");
        needOf(
                tenant,
                devices(tenant).size() <= 1
                        || tenant.kind() == TenantSpec.Kind.VM
                        || kernel.sva() != KernelConfig.Sva.MM_DROP
                        || !kernel.rules().release().refusesHighestPasidAgain(),
                "one device, as kernels 5.18 to 6.3 refuse the highest PASID at a second one");
    }

    /** Each VM takes a block of ids when it starts, or none, and its guest never asks for more at once. */
    void blocks(TenantSpec tenant) {
        ProcessesSpec processes = tenant.processes();
        needOf(tenant, tenant.kind() == TenantSpec.Kind.VM && !ownsIds(tenant), "VMs that take ids of the host");
        needOf(tenant, tenant.vmQuota() != Long.MAX_VALUE, "a vm_quota");
        needOf(
                tenant,
                tenant.instances().initial() == 0
                        && tenant.instances().arrivals() instanceof ArrivalsSpec.Poisson
                        && tenant.instances().max() == Integer.MAX_VALUE
                        && !tenant.instances().startsOff()
                        && isFinitePositive(tenant.instances().lifetimeSeconds()),
                "VMs that arrive in a Poisson stream and live for a finite mean time");
        needOf(
                tenant,
                processes.arrivals() instanceof ArrivalsSpec.None
                        && processes.lifetimeSeconds().mean() == Double.POSITIVE_INFINITY
                        && processes.initial() >= 1
                        && processes.initial() <= Math.min(tenant.vmQuota(), tenant.guestPidMax())
                        && processes.bind().probability() == 1,
                "processes that all start with their VM (initial), within its quota, and last as long");
        once(tenant);
        lost(tenant);
        needOf(tenant, !kernel.deferFree(), "ids that are free at once (costs.free: 0s)");
    }

    /** The reservations of cgroups leave {@code ids} for the sets of VMs, of which no other limit refuses any. */
    void onlyTheCapacityRefuses(List<TenantSpec> tenants, long ids) {
        need(kernel.ioasids() == KernelConfig.IoasidsFlavour.RESERVATION, "the host", "controls.ioasids: reservation");
        need(ids > 0 && ids <= poolOf(tenants), "the host", "as many ids in the pool as sets can reserve");
        need(!hasMiscLimit(), "the host", "no limit by misc.max");
        need(
                scenario.cgroups().keySet().stream().noneMatch(CgroupPath::isTemplate),
                "the scenario",
                "cgroups that are there from the start");
        need(areNumbersFree(tenants, ids), "the host", "quotas that run out before the numbers of sets do");
        tenants.forEach(tenant -> needOf(
                tenant, ioasidsMax(tenant) >= ids, "an ioasids.max on its path that is no tighter than the capacity"));
    }

    /**
     * Returns whether a VM whose quota is still there never lacks a number for its set: as posted, a number is at most what is left of the
     * capacity.
     */
    private static boolean areNumbersFree(List<TenantSpec> tenants, long ids) {
        long smallest = tenants.stream().mapToLong(TenantSpec::vmQuota).min().orElse(1);
        return (ids - smallest) / smallest <= smallest;
    }

    private long ioasidsMax(TenantSpec tenant) {
        if (!scenario.cgroups().containsKey(tenant.cgroup())) {
            return 0;
        }
        long least = Long.MAX_VALUE;
        for (CgroupPath path = tenant.cgroup(); !path.isRoot(); path = path.parent()) {
            CgroupLimits limits = scenario.cgroups().getOrDefault(path, CgroupLimits.NONE);
            least = scenario.cgroups().containsKey(path)
                    ? Math.min(least, limits.of(Resource.IOASIDS).orElse(0))
                    : least;
        }
        return least;
    }

    /** Refused requests wait or try again, and holds have no memory. */
    void patient(TenantSpec tenant, Class<? extends OnRefusal> reaction) {
        needOf(tenant, reaction.isInstance(tenant.processes().onRefusal()), "another on_refusal");
        needOf(tenant, tenant.processes().lifetimeSeconds() instanceof Exponential, "exponential lifetimes");
        needOf(tenant, !kernel.deferFree(), "ids that are free at once (costs.free: 0s)");
    }

    /** The requests of the tenant are lost when refused, and its holds have no memory. */
    void memorylessLoss(TenantSpec tenant) {
        lossStream(tenant);
        needOf(tenant, tenant.processes().lifetimeSeconds() instanceof Exponential, "exponential lifetimes");
        needOf(tenant, !kernel.deferFree(), "ids that are free at once (costs.free: 0s)");
    }

    /** Returns the tenants that ever ask for an id. */
    static List<TenantSpec> active(Scenario scenario) {
        return scenario.tenants().stream()
                .filter(tenant -> tenant.instances().initial() > 0
                        || !(tenant.instances().arrivals() instanceof ArrivalsSpec.None))
                .toList();
    }

    /** Returns whether the guests of this tenant number their ids themselves, so that it shares none. */
    boolean ownsIds(TenantSpec tenant) {
        return tenant.kind() == TenantSpec.Kind.VM && tenant.guestIdsOn(kernel) == KernelConfig.GuestIds.NONE;
    }

    /** Returns the ids that {@code tenants} share, all of one width. */
    long poolOf(List<TenantSpec> tenants) {
        boolean needsAsids = tenants.stream().anyMatch(this::isLimitedByAsids);
        long ids = needsAsids ? Math.min(kernel.ids(), kernel.asids()) : kernel.ids();
        return Math.min(
                ids,
                tenants.stream().mapToInt(this::width).min().orElse(Integer.MAX_VALUE) - 1L - kernel.kernelPasids());
    }

    /** Returns the ids that one VM can number where guests own their ids. */
    int guestIds(TenantSpec tenant) {
        return width(tenant) - 1;
    }

    /** Returns the PASIDs of the narrowest device of a tenant, counted with 0. */
    private int width(TenantSpec tenant) {
        return devices(tenant).stream()
                .mapToInt(KernelConfig.DeviceConfig::maxPasids)
                .min()
                .orElse(kernel.maxPasids());
    }

    private List<KernelConfig.DeviceConfig> devices(TenantSpec tenant) {
        return kernel.devices().stream()
                .filter(device -> tenant.processes().devices().contains(device.name()))
                .toList();
    }

    private long smmus(List<TenantSpec> tenants) {
        return tenants.stream()
                .flatMap(tenant -> devices(tenant).stream())
                .mapToInt(KernelConfig.DeviceConfig::smmu)
                .distinct()
                .count();
    }

    private boolean isLimitedByAsids(TenantSpec tenant) {
        return kernel.asidScheme() != KernelConfig.AsidScheme.NONE
                && (tenant.kind() == TenantSpec.Kind.CONTAINER
                        || tenant.guestIdsOn(kernel) == KernelConfig.GuestIds.POOL_AND_ASID);
    }

    /** Returns whether ids run out before ASIDs do. */
    private boolean isPoolFirst() {
        return kernel.asids() >= kernel.ids();
    }

    private boolean leavesIdsBehind(TenantSpec tenant) {
        return kernel.sva() == KernelConfig.Sva.MM_DROP && isLimitedByAsids(tenant) && !isPoolFirst();
    }

    private boolean hasMiscLimit() {
        return scenario.cgroups().values().stream().anyMatch(limits -> limits.isLimited(Resource.MISC_PASID));
    }

    private boolean hasLimit(TenantSpec tenant, Resource resource) {
        for (CgroupPath path = tenant.cgroup(); ; path = path.parent()) {
            if (scenario.cgroups().getOrDefault(path, CgroupLimits.NONE).isLimited(resource)) {
                return true;
            } else if (path.isRoot()) {
                return false;
            }
        }
    }

    /** Returns the rate at which the processes of one instance arrive; 0 where they are no Poisson stream. */
    private static double perSecond(TenantSpec tenant) {
        return tenant.processes().arrivals() instanceof ArrivalsSpec.Poisson poisson ? poisson.perSecond() : 0;
    }

    /** Returns the rate of one instance's requests: of its processes that bind. */
    static double requestsPerSecond(TenantSpec tenant) {
        return perSecond(tenant) * tenant.processes().bind().probability();
    }

    /** Returns the rate of the requests of all instances. */
    static double requestRate(TenantSpec tenant) {
        return tenant.instances().initial() * requestsPerSecond(tenant);
    }

    /** Returns whether {@code alive} processes of each instance, on average, stay away from the limits on pid numbers. */
    private boolean fits(double alive, TenantSpec tenant) {
        double inGuest = highest(alive);
        double onHost = highest(alive * tenant.instances().initial())
                * tenant.processes().threads();
        return tenant.kind() == TenantSpec.Kind.VM
                ? inGuest < tenant.guestPidMax()
                : onHost * scenario.tenants().size()
                        < Math.min(
                                kernel.pidMax() - RESERVED_PIDS, kernel.bounds().threadsMax());
    }

    /** Returns a bound that a Poisson variable of this mean does not reach in practice. */
    private static double highest(double mean) {
        return mean + 10 * Math.sqrt(mean) + 30;
    }

    private static boolean isFinitePositive(Distribution distribution) {
        return distribution.mean() > 0 && Double.isFinite(distribution.mean());
    }

    static boolean isZero(Distribution distribution) {
        return distribution instanceof Constant constant && constant.value() == 0;
    }
}
