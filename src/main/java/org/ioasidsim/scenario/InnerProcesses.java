package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ioasidsim.kernel.base.KernelRules;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.Controller;
import org.ioasidsim.kernel.cgroup.CoreFiles;
import org.ioasidsim.workload.EventSpec;
import org.ioasidsim.workload.TenantSpec;

/**
 * Where the tenants of a scenario may not live: cgroup v2 lets no process live beside children that have a controller. A child has those whose files
 * the scenario writes. One that has only pids, which can also distribute between threads, does no harm as long as no process lives below. A hierarchy of version 1 has no such rule.
 *
 * <p>Source: kernel/cgroup/cgroup.c, cgroup_migrate_vet_dst, cgroup_can_be_thread_root and cgroup_is_valid_domain; Documentation/admin-guide/cgroup-v2.rst,
 * "No Internal Process Constraint".
 */
final class InnerProcesses {
    private final List<Limited> limited = new ArrayList<>();
    private final Set<CgroupPath> hosts = new HashSet<>();

    private record Limited(CgroupPath group, String file) {}

    private InnerProcesses() {}

    static InnerProcesses of(ScenarioParts parts) {
        var rule = new InnerProcesses();
        if (parts.host().rules().cgroups() == KernelRules.Mount.V1) {
            return rule; // which has no limited group, and so forbids nothing
        }
        parts.cgroups().forEach((group, files) -> files.keySet().forEach(file -> rule.add(group, file)));
        for (EventSpec event : parts.events()) {
            if (event.action() instanceof EventSpec.Write write) {
                rule.add(write.cgroup(), write.limit().file());
            } else if (event.action() instanceof EventSpec.Migrate migrate) {
                rule.hosts.add(migrate.to());
            } else if (event.action() instanceof EventSpec.Move move) {
                rule.hosts.add(move.to());
            }
        }
        for (TenantSpec tenant : parts.tenants().values()) {
            rule.hosts.add(tenant.cgroup());
            if (tenant.processes().broker() != null) {
                rule.hosts.add(tenant.processes().broker().cgroup());
            }
        }
        return rule;
    }

    private void add(CgroupPath group, String file) {
        if (CoreFiles.isOne(file)) {
            return; // of no controller
        }
        limited.add(new Limited(group, file));
    }

    /** Returns what is wrong with processes in {@code group}, if anything. */
    Optional<String> problem(CgroupPath group) {
        return group.isRoot()
                ? Optional.empty()
                : limited.stream()
                        .filter(child -> child.group.isBelow(group) && forbidsProcesses(child, group))
                        .findFirst()
                        .map(child -> "expected a cgroup whose children have no controllers, found " + group + ", but "
                                + child.group
                                + " has " + child.file
                                + ": the kernel lets no process live in both (-EBUSY, cgroup v2: no internal processes);"
                                + " give the tenant a child of " + group + " for its own");
    }

    private boolean forbidsProcesses(Limited child, CgroupPath group) {
        Controller controller = Controller.of(child.file);
        boolean isThreaded = controller != null && controller.isThreaded();
        return !isThreaded || hosts.stream().anyMatch(host -> host.isBelow(group));
    }
}
