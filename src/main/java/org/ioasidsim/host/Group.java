package org.ioasidsim.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.jspecify.annotations.Nullable;

/** A cgroup of the simulated host with the gates that watch it. */
public final class Group {
    private static final Gate[] NO_GATES = {};

    private final Cgroup cgroup;
    private final @Nullable Group parent;
    private Gate[] gates = NO_GATES;

    /** Those gates that may open or shut here, and not only above. */
    private Gate[] moving = NO_GATES;

    private final List<Congestion> below = new ArrayList<>(0);

    /** The highest cgroup that a policy's answers reach from here; null until somebody asked. */
    @Nullable
    Group reach;

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
        moving = moving();
        return gate;
    }

    /** Has the gates here look at the limits again, after one was written. */
    void lookAtLimits() {
        for (Gate gate : gates) {
            gate.lookAtLimits();
        }
        moving = moving();
    }

    private Gate[] moving() {
        return Arrays.stream(gates).filter(Gate::mayMove).toArray(Gate[]::new);
    }

    /** Looks again at every gate here and above, after something was charged, uncharged or written. */
    void refreshPath(double nowSeconds) {
        for (Group group = this; group != null; group = group.parent) {
            Gate[] looked = group.moving;
            for (int i = 0; i < looked.length; i++) {
                if (looked[i].refresh(nowSeconds)) {
                    group.markBelowHost();
                }
            }
        }
    }

    /** Has all tenants judged again whose instances are here or below; those changes that the whole host makes are told by its gate. */
    private void markBelowHost() {
        if (parent != null) {
            markBelow();
        }
    }

    /** Has all tenants judged again whose instances are here or below. */
    void markBelow() {
        for (int i = 0; i < below.size(); i++) {
            below.get(i).mark();
        }
    }

    /** Begins to tell a tenant, whose instances are here, of changes here and above. */
    void watch(Congestion tenant) {
        for (Group group = this; group != null; group = group.parent) {
            group.below.add(tenant);
        }
    }

    /** No longer tells a tenant of changes. */
    void unwatch(Congestion tenant) {
        for (Group group = this; group != null; group = group.parent) {
            group.below.remove(tenant);
        }
    }
}
