package org.ioasidsim.host;

import java.util.HashMap;
import java.util.Map;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** The living cgroups of the host by their paths. */
final class Groups implements Kept {
    private static final String ROOT = "/";

    private final Caller caller;
    private final AllGates allGates = new AllGates();
    private final Map<String, Group> byPath = new HashMap<>();
    private @Nullable Group root;

    /** Makes an empty tree; its root must be added before all others. */
    Groups(Caller caller) {
        this.caller = caller;
    }

    /** Adds the kernel's root cgroup. */
    Group addRoot(Cgroup cgroup) {
        Group added = add(ROOT, new Group(cgroup, null, allGates));
        root = added;
        return added;
    }

    /** Adds a cgroup whose parent is here. */
    Group add(Cgroup made) {
        String path = made.path();
        int slash = path.lastIndexOf('/');
        return add(path, new Group(made, at(slash == 0 ? ROOT : path.substring(0, slash)), allGates));
    }

    private Group add(String path, Group group) {
        byPath.put(path, group);
        return group;
    }

    void remove(Group group) {
        byPath.remove(group.cgroup().path());
    }

    Group root() {
        Group known = root;
        if (known == null) {
            throw new IllegalStateException("there is no root yet");
        }
        return known;
    }

    /** Returns the cgroup at {@code path}, which must exist. */
    Group at(String path) {
        Group group = byPath.get(path);
        if (group == null) {
            throw new IllegalStateException("no cgroup " + path);
        }
        return group;
    }

    /** Returns the group of {@code cgroup}, or null if it was removed. */
    @Nullable
    Group find(Cgroup cgroup) {
        Group called = caller.group(); // nearly always the one that is asked for, and cheaper than a path
        return called.cgroup() == cgroup ? called : byPath.get(cgroup.path());
    }

    /** Returns what is known of all gates together. */
    AllGates gates() {
        return allGates;
    }

    /** Updates every gate after all groups have changed at once. */
    void reviewLimits(double nowSeconds) {
        for (Group group : byPath.values()) {
            group.reviewLimits();
            group.refreshPath(nowSeconds);
        }
    }

    @Override
    public void keep(StateTape tape) {
        tape.keepEntries(byPath);
    }
}
