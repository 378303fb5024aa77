package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.base.KernelConfig.IoasidsFlavour;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.workload.EventSpec;
import org.ioasidsim.workload.TenantSpec;

/**
 * The cgroups in which nobody gets an id since nothing writes their ioasids.max: as proposed, it starts at 0.
 *
 * <p>Source: RFC v4 patch 15, ioasids_css_alloc, and ioasids_try_charge, which asks each level below the root.
 */
public final class UnsetIoasids {
    private UnsetIoasids() {}

    /**
     * Returns the tenants whose ids are charged to such a cgroup, in the order of the scenario, each with those of its cgroups, from its own upwards. A
     * limit that an event writes later counts as written.
     */
    public static Map<TenantSpec, List<CgroupPath>> of(Scenario scenario) {
        IoasidsFlavour flavour = scenario.kernel().ioasids();
        Map<TenantSpec, List<CgroupPath>> unset = new LinkedHashMap<>();
        if (flavour != IoasidsFlavour.AS_POSTED && flavour != IoasidsFlavour.RESERVATION) {
            return unset;
        }
        Set<CgroupPath> written = written(scenario);
        for (TenantSpec tenant : scenario.tenants()) {
            List<CgroupPath> groups = isCharged(tenant, scenario) ? unwritten(tenant.cgroup(), written) : List.of();
            if (!groups.isEmpty()) {
                unset.put(tenant, groups);
            }
        }
        return unset;
    }

    private static List<CgroupPath> unwritten(CgroupPath of, Set<CgroupPath> written) {
        List<CgroupPath> groups = new ArrayList<>();
        for (CgroupPath group = of; !group.isRoot(); group = group.parent()) {
            if (!written.contains(group)) {
                groups.add(group);
            }
        }
        return groups;
    }

    /** Returns whether the controller charges what the tenant takes; as posted it charges VMs only. */
    private static boolean isCharged(TenantSpec tenant, Scenario scenario) {
        if (tenant.processes().devices().isEmpty()) {
            return false;
        }
        return tenant.kind() == TenantSpec.Kind.VM
                ? tenant.guestIdsOn(scenario.kernel()) != GuestIds.NONE
                : scenario.kernel().ioasids() == IoasidsFlavour.RESERVATION;
    }

    private static Set<CgroupPath> written(Scenario scenario) {
        Set<CgroupPath> written = new LinkedHashSet<>();
        for (Map.Entry<CgroupPath, CgroupLimits> group : scenario.cgroups().entrySet()) {
            if (group.getValue().writes().stream().anyMatch(UnsetIoasids::isIoasids)) {
                written.add(group.getKey());
            }
        }
        for (EventSpec event : scenario.events()) {
            if (event.action() instanceof EventSpec.Write write && isIoasids(write.limit())) {
                written.add(write.cgroup());
            }
        }
        return written;
    }

    private static boolean isIoasids(LimitWrite write) {
        return write.file().equals(Resource.IOASIDS.maxFile());
    }
}
