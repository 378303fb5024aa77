package org.ioasidsim.policy.book;

import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.CgroupValues;
import org.jspecify.annotations.Nullable;

/** Limits of cgroups with what is charged against them: a charge must pass in the cgroup and in each of its ancestors. */
public final class LimitsByCgroup {
    private final CgroupValues<Long> max;
    private final CgroupAccounts accounts = new CgroupAccounts();

    /** Makes limits of which some cgroups have none. */
    public LimitsByCgroup(CgroupValues<Long> max) {
        this.max = max;
    }

    /** Returns the first cgroup, from the leaf up, whose limit {@code more} would exceed, or null. */
    @Nullable
    public Cgroup full(Cgroup leaf, long more) {
        for (Cgroup group = leaf; group != null; group = group.parent()) {
            Long limit = max.of(group);
            if (limit != null && accounts.of(group) > limit - more) {
                return group;
            }
        }
        return null;
    }

    /** Returns the highest cgroup on the path of {@code leaf} that has a limit, or {@code leaf} where none has. */
    public Cgroup highest(Cgroup leaf) {
        return max.highest(leaf);
    }

    /** Returns the path of the cgroup that is full, or of the leaf where none is. */
    public String level(Cgroup leaf) {
        Cgroup full = full(leaf, 1);
        return full == null ? leaf.path() : full.path();
    }

    public CgroupAccounts accounts() {
        return accounts;
    }
}
