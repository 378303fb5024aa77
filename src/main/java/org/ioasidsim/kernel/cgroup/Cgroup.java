package org.ioasidsim.kernel.cgroup;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ioasidsim.kernel.base.MmOwner;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * A cgroup with its counters. A charge goes up from the group to the root: add and compare at each level, and revert all levels on a refusal.
 *
 * <p>The kernel counts pids and ioasids below the root only. Here the root counts them too, without a limit and without files that show them.
 *
 * <p>Source: kernel/cgroup/pids.c, kernel/cgroup/misc.c; RFC v4, kernel/cgroup/ioasids.c.
 */
public final class Cgroup extends MmOwner {
    private static final int RESOURCES = Resource.values().length;

    /** The counters of one resource, which lie together: a charge in one of many groups reads and writes all three of the first. */
    private static final int USAGE = 0;

    private static final int LIMIT = 1;
    private static final int PEAK = 2;
    private static final int MAX = 3;
    private static final int EVENTS = 4;
    private static final int LOCAL_EVENTS = 5;
    private static final int COUNTERS = 6;

    private final String path;
    private final @Nullable Cgroup parent;
    private final Map<String, Cgroup> children = new LinkedHashMap<>();
    private long[] counters = new long[RESOURCES * COUNTERS];
    private long failedForks;
    private int processes;
    private int subtreeControl;
    private int descendants;
    private int maxDescendants = Integer.MAX_VALUE;
    private boolean isAlive = true;

    Cgroup(String path, @Nullable Cgroup parent) {
        this.path = path;
        this.parent = parent;
    }

    public String path() {
        return path;
    }

    /** Returns whether this group is {@code above} or below it. */
    public boolean isAtOrBelow(Cgroup above) {
        Cgroup at = this;
        while (at != null && at != above) {
            at = at.parent;
        }
        return at != null;
    }

    public @Nullable Cgroup parent() {
        return parent;
    }

    /** Returns the amount of {@code resource} charged to this group and the groups below it. */
    public long usage(Resource resource) {
        return counters[resource.slot() * COUNTERS + USAGE];
    }

    /** Returns the amount charged of the resource at this place of the counters. */
    public long usage(int slot) {
        return counters[slot * COUNTERS + USAGE];
    }

    /** Returns the largest usage that a charge may lead to here (the smaller of max and, for misc, the capacity); {@code Long.MAX_VALUE}: no limit. */
    public long limit(Resource resource) {
        return counters[resource.slot() * COUNTERS + LIMIT];
    }

    /** Returns the largest usage of the resource at this place of the counters; see {@link #limit(Resource)}. */
    public long limit(int slot) {
        return counters[slot * COUNTERS + LIMIT];
    }

    /** Returns the highest usage that passed here, even if a level above refused the charge and it was reverted. */
    public long peak(Resource resource) {
        return counters[resource.slot() * COUNTERS + PEAK];
    }

    long peak(int slot) {
        return counters[slot * COUNTERS + PEAK];
    }

    /** Returns the number of refusals here and below. */
    public long events(Resource resource) {
        return counters[resource.slot() * COUNTERS + EVENTS];
    }

    long events(int slot) {
        return counters[slot * COUNTERS + EVENTS];
    }

    /** Returns the number of refusals by this group's own limit. */
    public long localEvents(Resource resource) {
        return counters[resource.slot() * COUNTERS + LOCAL_EVENTS];
    }

    long localEvents(int slot) {
        return counters[slot * COUNTERS + LOCAL_EVENTS];
    }

    /** Returns the number of forks of processes in this group itself that pids refused, at whatever level. */
    long failedForks() {
        return failedForks;
    }

    /** Returns whether it has not been removed. */
    public boolean isAlive() {
        return isAlive;
    }

    /** Charges {@code amount} here and in every ancestor, or nothing; returns the group whose limit refused, or null. */
    public @Nullable Cgroup tryCharge(Resource resource, long amount) {
        return tryCharge(resource.slot(), amount);
    }

    /** Charges the resource at this place of the counters; see {@link #tryCharge(Resource, long)}. */
    public @Nullable Cgroup tryCharge(int r, long amount) {
        int at = r * COUNTERS;
        for (Cgroup group = this; group != null; group = group.parent) {
            long[] charged = group.counters;
            long after = charged[at + USAGE] + amount;
            if (after > charged[at + LIMIT]) {
                revert(r, amount, group);
                group.countRefusal(r);
                failedForks += r == Resource.PIDS.slot() ? 1 : 0;
                return group;
            }
            charged[at + USAGE] = after;
            if (after > charged[at + PEAK]) {
                charged[at + PEAK] = after;
            }
        }
        return null;
    }

    /** Charges {@code amount} without a limit check, as a move of processes does. */
    public void charge(Resource resource, long amount) {
        charge(resource.slot(), amount);
    }

    private void charge(int r, long amount) {
        for (Cgroup group = this; group != null; group = group.parent) {
            group.counters[r * COUNTERS + USAGE] += amount;
            if (group.counters[r * COUNTERS + USAGE] > group.counters[r * COUNTERS + PEAK]) {
                group.counters[r * COUNTERS + PEAK] = group.counters[r * COUNTERS + USAGE];
            }
        }
    }

    /** Uncharges {@code amount}, which must have been charged to this group before. */
    public void uncharge(Resource resource, long amount) {
        uncharge(resource.slot(), amount);
    }

    /** Uncharges the resource at this place of the counters; see {@link #uncharge(Resource, long)}. */
    public void uncharge(int r, long amount) {
        int at = r * COUNTERS + USAGE;
        for (Cgroup group = this; group != null; group = group.parent) {
            long[] charged = group.counters;
            long before = charged[at];
            if (before < amount) {
                throw new IllegalStateException(
                        group.path + ": uncharge of " + amount + " from " + before + " of resource " + r);
            }
            charged[at] = before - amount;
        }
    }

    /** Uncharges {@code amount} that may have been charged elsewhere: a counter can go below zero, as in the posted ioasids controller. */
    public void unchargeUnchecked(Resource resource, long amount) {
        int r = resource.slot();
        for (Cgroup group = this; group != null; group = group.parent) {
            group.counters[r * COUNTERS + USAGE] -= amount;
        }
    }

    /** Moves {@code amount}, charged to this group, to {@code to} without a limit check. Common ancestors count it twice for a moment, which may raise their peaks. */
    public void move(Cgroup to, Resource resource, long amount) {
        move(to, resource.slot(), amount);
    }

    /** Moves what is charged of the resource at this place of the counters; see {@link #move(Cgroup, Resource, long)}. */
    public void move(Cgroup to, int r, long amount) {
        if (to != this) {
            to.charge(r, amount);
            uncharge(r, amount);
        }
    }

    /** Counts a process that joins ({@code +1}) or leaves ({@code -1}): a group with processes cannot be removed. */
    public void countProcess(int change) {
        processes += change;
    }

    /** Returns whether live processes are in this group itself. */
    boolean hasProcesses() {
        return processes > 0;
    }

    /** Returns the set of controllers that are on for its children. */
    int subtreeControl() {
        return subtreeControl;
    }

    void setSubtreeControl(int controllers) {
        subtreeControl = controllers;
    }

    /** Counts a living group below that is made ({@code 1}) or removed ({@code -1}). */
    void countDescendant(int change) {
        for (Cgroup group = this; group != null; group = group.parent) {
            group.descendants += change;
        }
    }

    /** Returns the group, from here upwards, that can have no further group below it, or null (cgroup_check_hierarchy_limits). */
    @Nullable
    Cgroup fullOfGroups() {
        for (Cgroup group = this; group != null; group = group.parent) {
            if (group.descendants >= group.maxDescendants) {
                return group;
            }
        }
        return null;
    }

    int maxDescendants() {
        return maxDescendants;
    }

    void setMaxDescendants(int max) {
        maxDescendants = max;
    }

    boolean isCharged() {
        for (int at = USAGE; at < counters.length; at += COUNTERS) {
            if (counters[at] != 0) {
                return true;
            }
        }
        return false;
    }

    boolean isBusy() {
        return processes > 0 || !children.isEmpty();
    }

    Map<String, Cgroup> children() {
        return children;
    }

    /** Returns the value last written to the max file; that of misc is an unsigned number. */
    long max(Resource resource) {
        return counters[resource.slot() * COUNTERS + MAX];
    }

    long max(int slot) {
        return counters[slot * COUNTERS + MAX];
    }

    void setMax(Resource resource, long newMax, long newLimit) {
        setMax(resource.slot(), newMax, newLimit);
    }

    void setMax(int slot, long newMax, long newLimit) {
        if (slot * COUNTERS >= counters.length) {
            grow(slot + 1);
        }
        counters[slot * COUNTERS + MAX] = newMax;
        counters[slot * COUNTERS + LIMIT] = newLimit;
    }

    private void grow(int slots) {
        counters = Arrays.copyOf(counters, slots * COUNTERS);
    }

    void end() {
        isAlive = false;
    }

    private void revert(int r, long amount, Cgroup end) {
        for (Cgroup group = this; group != null && group != end; group = group.parent) {
            group.counters[r * COUNTERS + USAGE] -= amount;
        }
    }

    private void countRefusal(int r) {
        counters[r * COUNTERS + LOCAL_EVENTS]++;
        // the root has no events file, and so no count
        for (Cgroup group = this; group.parent != null; group = group.parent) {
            group.counters[r * COUNTERS + EVENTS]++;
        }
    }

    @Override
    public void keep(StateTape tape) {
        super.keep(tape);
        tape.keepEntries(children);
        tape.keepInPlace(counters);
        failedForks = tape.keep(failedForks);
        subtreeControl = tape.keep(subtreeControl);
        descendants = tape.keep(descendants);
        maxDescendants = tape.keep(maxDescendants);
        processes = tape.keep(processes);
        isAlive = tape.keep(isAlive);
    }
}
