package org.ioasidsim.policy;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a policy knows of the host when it starts.
 *
 * @param capacity ids that tenants can hold together
 * @param resources what a bound process takes, each with what the host has of it; ids first
 * @param tenants in the order of the scenario
 * @param cgroups paths, templates with {@code {instance}} among them
 */
public record HostFacts(long capacity, List<Resource> resources, List<Tenant> tenants, List<String> cgroups) {
    public HostFacts {
        resources = List.copyOf(resources);
        tenants = List.copyOf(tenants);
        cgroups = List.copyOf(cgroups);
    }

    /**
     * Something that the host has a number of.
     *
     * @param name {@code ids}, {@code asids}, {@code pids}, or {@code queues of} a device
     * @param capacity above 0
     */
    public record Resource(String name, long capacity) {}

    /**
     * A tenant.
     *
     * @param weight of the tenant as a whole, above 0
     * @param cgroup a path or a template
     * @param needs what one bound process takes of each resource
     */
    public record Tenant(String name, double weight, String cgroup, List<Long> needs) {
        public Tenant {
            needs = List.copyOf(needs);
        }
    }

    /** Returns the number of the tenant {@code name}. */
    public OptionalInt tenant(String name) {
        for (int i = 0; i < tenants.size(); i++) {
            if (tenants.get(i).name().equals(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Returns the tenants' names. */
    public List<String> names() {
        return tenants.stream().map(Tenant::name).toList();
    }
}
