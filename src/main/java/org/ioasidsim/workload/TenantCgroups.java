package org.ioasidsim.workload;

import java.util.List;
import java.util.Map;
import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;

/** The cgroups of the scenario, with what is written to them: shared ones from the start, those of one instance from its start to its end. */
final class TenantCgroups {
    private final Host host;
    private final Map<String, Map<String, String>> cgroupFiles;

    /**
     * Makes the shared cgroups.
     *
     * @param cgroupFiles path to file to value; paths with {@code {instance}} are made for each instance
     */
    TenantCgroups(Host host, Map<String, Map<String, String>> cgroupFiles) {
        this.host = host;
        this.cgroupFiles = cgroupFiles;
        makeShared();
    }

    private void makeShared() {
        List<String> paths = cgroupFiles.keySet().stream()
                .filter(path -> !path.contains(Tenant.INSTANCE) && !path.equals("/"))
                .toList();
        paths.forEach(path -> host.mkdir(path));
        paths.forEach(path -> writeFiles(host.group(path), path));
    }

    private void writeFiles(Group group, String template) {
        cgroupFiles.getOrDefault(template, Map.of()).forEach((file, value) -> {
            for (String line : value.lines().toList()) {
                var unused =
                        host.write(group, file, line); // refused: the limit stays as it was, as for an administrator
            }
        });
    }

    /** Returns the cgroup of the next instance of a tenant, which is made if each has its own. */
    Group enter(Tenant tenant, int ordinal) {
        if (!tenant.hasOwnGroups()) {
            return host.group(tenant.cgroup);
        }
        Group group = host.mkdir(tenant.cgroup.replace(Tenant.INSTANCE, Integer.toString(ordinal)));
        writeFiles(group, tenant.cgroup);
        return group;
    }

    /** Removes the cgroup of an instance that ends, if it is its own. */
    void leave(Instance instance) {
        if (instance.ownsGroup) {
            host.rmdir(instance.group);
        }
    }
}
