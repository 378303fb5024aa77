package org.ioasidsim.host;

import org.jspecify.annotations.Nullable;

/** The tenant, the cgroup and the instance in whose name the kernel is called at the moment. */
final class Caller {
    private int tenant;
    private @Nullable Group group;
    private int instance;

    void set(int newTenant, Group newGroup, int newInstance) {
        tenant = newTenant;
        group = newGroup;
        instance = newInstance;
    }

    int tenant() {
        return tenant;
    }

    Group group() {
        Group known = group;
        if (known == null) {
            throw new IllegalStateException("the kernel is called in nobody's name");
        }
        return known;
    }

    int instance() {
        return instance;
    }
}
