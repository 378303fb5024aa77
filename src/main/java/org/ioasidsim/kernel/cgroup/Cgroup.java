package org.ioasidsim.kernel.cgroup;

import org.jspecify.annotations.Nullable;

/** A cgroup. SKELETON. */
public final class Cgroup {
    public String path() {
        throw new IllegalStateException("skeleton");
    }

    public @Nullable Cgroup parent() {
        throw new IllegalStateException("skeleton");
    }

    /** Returns what is charged here for {@code resource}. */
    public long usage(Resource resource) {
        throw new IllegalStateException("skeleton");
    }

    /** Returns the largest usage at which a charge here still passes (the smaller of max and, for misc, the capacity); {@code Long.MAX_VALUE} for no limit. */
    public long limit(Resource resource) {
        throw new IllegalStateException("skeleton");
    }
}
