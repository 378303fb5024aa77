package org.ioasidsim.policy.book;

import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.policy.CgroupValues;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** Limits of some cgroups and the charges against them: a charge must pass in its cgroup and in each ancestor. */
public final class LimitsByCgroup implements Kept {
    private final CgroupValues<Long> max;
    private final CgroupAccounts accounts = new CgroupAccounts();

    /** Makes limits without charges; a cgroup without a value has no limit. */
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

    /** Returns the highest cgroup on the path of {@code leaf} that has a limit, or {@code leaf} if none has. */
    public Cgroup highest(Cgroup leaf) {
        return max.highest(leaf);
    }

    /** Returns the path of the first cgroup, from the leaf up, that is full, or the path of the leaf if none is. */
    public String level(Cgroup leaf) {
        Cgroup full = full(leaf, 1);
        return full == null ? leaf.path() : full.path();
    }

    public CgroupAccounts accounts() {
        return accounts;
    }

    @Override
    public void keep(StateTape tape) {
        accounts.keep(tape);
    }
}
