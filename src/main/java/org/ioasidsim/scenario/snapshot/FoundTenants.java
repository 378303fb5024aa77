package org.ioasidsim.scenario.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The cgroups that become tenants: a bounded number that holds all processes.
 *
 * <p>The search begins with the root and replaces the group with the most processes by the groups below it as long as their number
 * allows: large groups are listed apart, small ones stay together.
 */
final class FoundTenants {
    private static final String REST = "other-cgroups";

    private FoundTenants() {}

    /**
     * Returns the tenants in the order of their paths; the root alone if there are no processes.
     *
     * @param most the largest number of tenants, at least 2
     */
    static List<FoundTenant> of(CgroupNode root, int most) {
        if (root.processes() == 0) {
            return List.of(new FoundTenant(root, false));
        }
        List<FoundTenant> tenants = new ArrayList<>(pooled(parts(new FoundTenant(root, true)), most));
        for (Optional<FoundTenant> next = divisible(tenants, most); next.isPresent(); next = divisible(tenants, most)) {
            tenants.remove(next.get());
            tenants.addAll(parts(next.get()));
        }
        tenants.sort(Comparator.comparing(tenant -> tenant.node().path()));
        return tenants;
    }

    /** Puts the groups with the fewest processes together into one if there are more than {@code most}. */
    private static List<FoundTenant> pooled(List<FoundTenant> tenants, int most) {
        if (tenants.size() <= most) {
            return tenants;
        }
        List<FoundTenant> ordered = new ArrayList<>(tenants);
        ordered.sort(Comparator.comparing(FoundTenant::isWhole)
                .thenComparing(Comparator.comparingLong(FoundTenant::processes).reversed())
                .thenComparing(tenant -> tenant.node().path()));
        List<FoundTenant> kept = new ArrayList<>(ordered.subList(0, most - 1));
        List<CgroupNode> rest = ordered.subList(most - 1, ordered.size()).stream()
                .map(FoundTenant::node)
                .toList();
        kept.add(new FoundTenant(
                new CgroupNode(REST, 0, OptionalLong.empty(), OptionalLong.empty(), Map.of(), rest), true));
        return kept;
    }

    /** Returns whether a group is not one of the machine but stands for the small ones together: its path does not begin with '/'. */
    static boolean isRest(CgroupNode node) {
        return node.path().equals(REST);
    }

    private static Optional<FoundTenant> divisible(List<FoundTenant> tenants, int most) {
        return tenants.stream()
                .filter(tenant -> tenant.isWhole() && !isRest(tenant.node()))
                .filter(tenant -> !tenant.node().populatedChildren().isEmpty())
                .filter(tenant -> tenants.size() - 1 + parts(tenant).size() <= most)
                .max(Comparator.comparingLong(FoundTenant::processes)
                        .thenComparing(tenant -> tenant.node().path(), Comparator.reverseOrder()));
    }

    private static List<FoundTenant> parts(FoundTenant whole) {
        List<FoundTenant> parts = new ArrayList<>();
        if (whole.node().ownProcesses() > 0) {
            parts.add(new FoundTenant(whole.node(), false));
        }
        whole.node().populatedChildren().forEach(child -> parts.add(new FoundTenant(child, true)));
        return parts;
    }
}
