package org.ioasidsim.experiment.rare;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.ioasidsim.experiment.exact.LossNetwork;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.TenantSpec;

/** The limits that can refuse: the host's, those of cgroups, and the quotas of VMs. The closest one says how important a state is. */
final class Levels {
    /** With more limits of single instances than this, looking at each after every event would cost more than it helps. */
    private static final int MOST_OF_INSTANCES = 64;

    private final Level[] levels;
    private final Set<String> others;

    private Levels(List<Level> levels, Set<String> others) {
        this.levels = levels.toArray(Level[]::new);
        this.others = Set.copyOf(others);
    }

    /** Returns the limits of a host on which the first instances of all tenants live. */
    static Levels of(Scenario scenario, Host host) {
        List<Level> levels = new ArrayList<>();
        addHost(scenario, host.kernel(), levels);
        for (CgroupPath path : scenario.cgroups().keySet()) {
            Cgroup cgroup = path.isTemplate() ? null : host.kernel().find(path.text());
            if (cgroup != null) {
                addCgroup(cgroup, scenario.kernel(), levels);
            }
        }
        scenario.tenants().forEach(tenant -> addInstances(tenant, host.kernel(), levels));
        return new Levels(levels, Set.of());
    }

    /** Adds ids and ASIDs; only the scarcer ones where each process takes as many of both, so that the others never run out. */
    private static void addHost(Scenario scenario, Kernel kernel, List<Level> levels) {
        KernelConfig config = scenario.kernel();
        boolean hasAsids = config.asidScheme() != KernelConfig.AsidScheme.NONE;
        long asids = config.asids();
        boolean takesBoth = hasAsids && LossNetwork.lacking(scenario).isEmpty();
        if (!takesBoth || config.ids() <= asids) {
            levels.add(new Level(Level.HOST, kernel::takenIds, config.ids()));
        }
        if (hasAsids && !(takesBoth && config.ids() <= asids)) {
            levels.add(new Level(Level.HOST, () -> asids - kernel.freeAsids(), asids));
        }
    }

    private static void addCgroup(Cgroup cgroup, KernelConfig config, List<Level> levels) {
        for (Resource resource : Resource.values()) {
            long limit = cgroup.limit(resource);
            if (limit > 0 && limit < most(resource, config)) {
                levels.add(new Level(cgroup.path(), () -> cgroup.usage(resource), limit));
            }
        }
    }

    /** Returns what the host has of a resource: a limit of as many refuses with the host's own, not before. */
    private static long most(Resource resource, KernelConfig config) {
        return switch (resource) {
            case MISC_PASID, IOASIDS -> config.ids();
            case MISC_ASID -> config.asids();
            case PIDS, MEMORY, MISC_SEV, MISC_SEV_ES, MISC_TDX, MISC_DEVICE_PASID -> Long.MAX_VALUE;
        };
    }

    private static void addInstances(TenantSpec tenant, Kernel kernel, List<Level> levels) {
        int instances = tenant.instances().initial();
        if (tenant.cgroup().isTemplate() && instances <= MOST_OF_INSTANCES) {
            for (int ordinal = 0; ordinal < instances; ordinal++) {
                Cgroup cgroup = kernel.find(tenant.cgroup().forInstance(ordinal).text());
                if (cgroup != null) {
                    addCgroup(cgroup, kernel.config(), levels);
                }
            }
        }
    }

    /** Returns these limits but for those of other names. */
    Levels named(String name) {
        List<Level> named =
                all().stream().filter(level -> level.name().equals(name)).toList();
        Set<String> rest = all().stream()
                .map(Level::name)
                .filter(other -> !other.equals(name))
                .collect(Collectors.toSet());
        return new Levels(named, rest);
    }

    /** Returns whether a refusal at this level is of these limits. What no limit is named by is of the host's: misc names a cgroup that holds all its ids. */
    boolean areOf(String level) {
        boolean hasHost = levels.length > 0 && levels[0].name().equals(Level.HOST);
        return hasHost
                ? !others.contains(level)
                : levels.length > 0 && levels[0].name().equals(level);
    }

    int count() {
        return levels.length;
    }

    List<Level> all() {
        return List.of(levels);
    }

    /** Returns the largest part of a limit that is held. */
    double importance() {
        double largest = 0;
        for (int i = 0; i < levels.length; i++) {
            largest = Math.max(largest, levels[i].closeness());
        }
        return largest;
    }
}
