package org.ioasidsim.scenario.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ioasidsim.yaml.Units;

/**
 * The resources of the machine's misc controller that the simulator models: {@code pasid}, and on Arm {@code asid}.
 *
 * @param resources the names of those that the machine has
 * @param remarks sentences about them, and about what else the controller has
 */
record MiscLimits(List<String> resources, List<String> remarks) {
    MiscLimits {
        resources = List.copyOf(resources);
        remarks = List.copyOf(remarks);
    }

    static MiscLimits of(Optional<CgroupHierarchy> hierarchy, boolean isArm) {
        Map<String, String> capacity =
                new TreeMap<>(hierarchy.map(CgroupHierarchy::miscCapacity).orElse(Map.of()));
        String file = hierarchy.map(CgroupHierarchy::miscCapacityFile).orElse("");
        List<String> resources = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        capacity.forEach((name, amount) -> {
            if (name.equals("pasid") || (name.equals("asid") && isArm)) {
                resources.add(name);
                remarks.add(file + " has " + name + " " + Names.inComment(amount)
                        + "; in the scenario the capacity is what the host has.");
            } else {
                others.add(name + " " + amount);
            }
        });
        if (!others.isEmpty()) {
            remarks.add(file + " has " + Names.list(others) + ", which is not modelled.");
        }
        if (capacity.isEmpty()) {
            hierarchy.ifPresent(known -> limitsWithoutCapacity(known, remarks));
        }
        return new MiscLimits(resources, remarks);
    }

    /** Says which limits are left out where the file with the capacities is not there, as in a cgroup namespace. */
    private static void limitsWithoutCapacity(CgroupHierarchy hierarchy, List<String> remarks) {
        Map<String, String> limits = hierarchy.topMiscMax();
        if (!limits.isEmpty()) {
            List<String> lines = new ArrayList<>();
            limits.forEach((name, most) -> lines.add(name + " " + most));
            remarks.add("misc.max has " + Names.list(lines)
                    + ": no misc.capacity here, so left out, as are those of the groups below.");
        }
    }

    /** Returns the switches of {@code controls} that turn the resources on. */
    List<String> switches() {
        return resources.stream().map(name -> "misc_" + name + ": on").toList();
    }

    /** Returns the lines of the {@code misc.max} of {@code node} for these resources; limits beyond what a scenario can write are left out. */
    List<String> lines(CgroupNode node) {
        return resources.stream()
                .filter(name ->
                        Units.count(node.miscMax().getOrDefault(name, "")).isPresent())
                .map(name -> name + " " + node.miscMax().get(name))
                .toList();
    }
}
