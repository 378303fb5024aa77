package org.ioasidsim.scenario.snapshot;

import java.util.OptionalLong;

/**
 * A cgroup, with or without what is below it, as a tenant.
 *
 * @param node whose limits it has
 * @param isWhole whether the groups below it are in it
 */
record FoundTenant(CgroupNode node, boolean isWhole) {
    long processes() {
        return isWhole ? node.processes() : node.ownProcesses();
    }

    /** Returns its tasks, threads among them; nothing where they were not counted. */
    OptionalLong tasks() {
        return isWhole ? node.tasks() : node.ownTasks();
    }

    /** Returns the tasks of each process, rounded down so that all together are not more than there are; at least 1. */
    long threads() {
        return Math.max(1, tasks().orElse(0) / Math.max(1, processes()));
    }
}
