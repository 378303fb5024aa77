package org.ioasidsim.host;

import java.util.Arrays;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.jspecify.annotations.Nullable;

/** A cgroup of the simulated host with the gates that watch it. */
public final class Group {
    private static final Gate[] NO_GATES = {};

    private final Cgroup cgroup;
    private final @Nullable Group parent;
    private Gate[] gates = NO_GATES;

    Group(Cgroup cgroup, @Nullable Group parent) {
        this.cgroup = cgroup;
        this.parent = parent;
    }

    public Cgroup cgroup() {
        return cgroup;
    }

    @Nullable
    Group parent() {
        return parent;
    }

    /** Returns the gate for requests of this shape, made with those of all ancestors when there is none yet. */
    Gate gate(RequestShape shape, double nowSeconds) {
        for (Gate gate : gates) {
            if (gate.isFor(shape)) {
                return gate;
            }
        }
        Gate above = parent == null ? null : parent.gate(shape, nowSeconds);
        Gate gate = new Gate(cgroup, shape, above, nowSeconds);
        gates = Arrays.copyOf(gates, gates.length + 1);
        gates[gates.length - 1] = gate;
        return gate;
    }

    /** Looks again at every gate here and above, after something was charged, uncharged or written. */
    void refreshPath(double nowSeconds) {
        for (Group group = this; group != null; group = group.parent) {
            Gate[] watching = group.gates;
            for (int i = 0; i < watching.length; i++) {
                watching[i].refresh(nowSeconds);
            }
        }
    }
}
