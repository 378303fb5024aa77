package org.ioasidsim.scenario.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A cgroup of the machine.
 *
 * @param path from the root of its hierarchy, {@code /} for the root
 * @param ownProcesses the processes with an address space in it, not below it
 * @param tasks in it and below it as {@code pids.current} counts them; empty if there is no such file
 * @param pidsMax its limit on tasks; empty if it has none
 * @param miscMax the limit of each misc resource that has one, {@code max} left out
 */
record CgroupNode(
        String path,
        long ownProcesses,
        OptionalLong tasks,
        OptionalLong pidsMax,
        Map<String, String> miscMax,
        List<CgroupNode> children) {
    CgroupNode {
        children = List.copyOf(children);
    }

    /** Returns the processes in it and below it. */
    long processes() {
        return ownProcesses + children.stream().mapToLong(CgroupNode::processes).sum();
    }

    /** Returns how many cgroups with processes of their own there are in it and below it. */
    long populated() {
        return (ownProcesses > 0 ? 1 : 0)
                + children.stream().mapToLong(CgroupNode::populated).sum();
    }

    /** Returns its tasks without those below it; empty if a count is missing. */
    OptionalLong ownTasks() {
        long own = tasks.orElse(0);
        for (CgroupNode child : children) {
            if (child.tasks.isEmpty()) {
                return OptionalLong.empty();
            }
            own -= child.tasks.getAsLong();
        }
        return tasks.isPresent() && own >= 0 ? OptionalLong.of(own) : OptionalLong.empty();
    }

    /** Returns how many more tasks its own limit allows, each process one task where no file counts them; empty if it has none. */
    OptionalLong room() {
        return pidsMax.isPresent()
                ? OptionalLong.of(Math.max(0, pidsMax.getAsLong() - tasks.orElse(processes())))
                : OptionalLong.empty();
    }

    /** Returns its children with processes in them or below them. */
    List<CgroupNode> populatedChildren() {
        List<CgroupNode> populated = new ArrayList<>(children);
        populated.removeIf(child -> child.processes() == 0);
        return populated;
    }
}
