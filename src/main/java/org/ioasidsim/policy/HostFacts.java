package org.ioasidsim.policy;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a policy knows about the host when a run starts.
 *
 * @param capacity ids that tenants can hold together
 * @param resources that a bound process takes, ids first
 * @param tenants in the order of the scenario
 * @param cgroups their paths, those of templates with {@code {instance}} included
 */
public record HostFacts(long capacity, List<Resource> resources, List<Tenant> tenants, List<String> cgroups) {
    public HostFacts {
        resources = List.copyOf(resources);
        tenants = List.copyOf(tenants);
        cgroups = List.copyOf(cgroups);
    }

    /**
     * Something that the host has a limited number of.
     *
     * @param name {@code ids}, {@code asids}, {@code pids}, or {@code queues of} a device
     * @param capacity 0 only where the kernel itself has all of it
     */
    public record Resource(String name, long capacity) {}

    /**
     * A tenant.
     *
     * @param weight of the tenant as a whole, above 0
     * @param cgroup its path; that of a template where each instance has a cgroup of its own
     * @param needs what one bound process takes of each of the host's resources, in their order
     */
    public record Tenant(String name, double weight, String cgroup, List<Long> needs) {
        public Tenant {
            needs = List.copyOf(needs);
        }
    }

    /** Returns the place of the tenant {@code name} in the list of tenants; empty if there is no such tenant. */
    public OptionalInt tenant(String name) {
        for (int i = 0; i < tenants.size(); i++) {
            if (tenants.get(i).name().equals(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Returns the names of the tenants, in their order. */
    public List<String> names() {
        return tenants.stream().map(Tenant::name).toList();
    }
}
