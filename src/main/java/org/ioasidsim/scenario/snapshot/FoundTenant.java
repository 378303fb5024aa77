package org.ioasidsim.scenario.snapshot;

import java.util.OptionalLong;

/**
 * A cgroup of the machine as a tenant, with or without the groups below it.
 *
 * @param node the cgroup, whose limits the tenant has
 * @param isWhole whether the groups below it belong to the tenant
 */
record FoundTenant(CgroupNode node, boolean isWhole) {
    long processes() {
        return isWhole ? node.processes() : node.ownProcesses();
    }

    /** Returns its tasks, threads among them; empty if they were not counted. */
    OptionalLong tasks() {
        return isWhole ? node.tasks() : node.ownTasks();
    }

    /** Returns the tasks of each process, rounded down so that their sum does not exceed the tasks; at least 1. */
    long threads() {
        return Math.max(1, tasks().orElse(0) / Math.max(1, processes()));
    }
}
