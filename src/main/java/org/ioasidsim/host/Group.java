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
    private final AllGates allGates;
    private Gate[] gates = NO_GATES;

    /** The gates whose own state may change, not only that of a gate above. */
    private Gate[] moving = NO_GATES;

    /** Those whose instances are here or below. */
    private final List<Watcher> below = new ArrayList<>(0);

    private @Nullable Group reach;

    /** Wants to know when a gate on the path of a tenant's instances opens or shuts. */
    interface Watcher {
        /** Has the tenant judged after this event. */
        void markForReview();
    }

    Group(Cgroup cgroup, @Nullable Group parent, AllGates allGates) {
        this.allGates = allGates;
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

    /** Returns the highest group that a policy's answers reach from here; null until {@link #keepReach}. */
    @Nullable
    Group reach() {
        return reach;
    }

    void keepReach(Group newReach) {
        reach = newReach;
    }

    /** Returns the gate for requests of this shape; makes it, and those of all ancestors, when there is none yet. */
    Gate gate(RequestShape shape, double nowSeconds) {
        for (Gate gate : gates) {
            if (gate.isFor(shape)) {
                return gate;
            }
        }
        Gate above = parent == null ? null : parent.gate(shape, nowSeconds);
        Gate gate = new Gate(cgroup, shape, above, allGates, nowSeconds);
        gates = Arrays.copyOf(gates, gates.length + 1);
        gates[gates.length - 1] = gate;
        noteMoving();
        return gate;
    }

    /** Has the gates here read the limits again, after one was written; {@link #refreshPath} must follow. */
    void reviewLimits() {
        for (Gate gate : gates) {
            gate.reviewLimits();
        }
        noteMoving();
    }

    private void noteMoving() {
        int before = moving.length;
        moving = Arrays.stream(gates).filter(Gate::mayMove).toArray(Gate[]::new);
        if (parent == null) {
            allGates.rootStaysOpen(
                    Arrays.stream(gates)
                            .mapToLong(Gate::staysOpenWithTasks)
                            .min()
                            .orElse(Long.MAX_VALUE),
                    Arrays.stream(gates).mapToInt(Gate::staysOpenWithIds).min().orElse(Integer.MAX_VALUE));
        } else {
            allGates.countMoving(moving.length - before);
        }
    }

    /** Updates the gates here and above after something was charged, uncharged or written. */
    void refreshPath(double nowSeconds) {
        for (Group group = this; group != null; group = group.parent) {
            Gate[] refreshed = group.moving;
            for (int i = 0; i < refreshed.length; i++) {
                if (refreshed[i].refresh(nowSeconds)) {
                    group.markBelowHost();
                }
            }
        }
    }

    /** Updates the gates here and above after something was only given back, which opens gates and shuts none. */
    void refreshPathGivenBack(double nowSeconds) {
        if (!allGates.areOpen()) {
            refreshPath(nowSeconds);
        }
    }

    /** Marks the tenants below, but not at the root: what the whole host refuses is counted by its own gate, {@link HostGate}. */
    private void markBelowHost() {
        if (parent != null) {
            markBelow();
        }
    }

    /** Marks the tenants whose instances are here or below to be judged after this event. */
    void markBelow() {
        for (int i = 0; i < below.size(); i++) {
            below.get(i).markForReview();
        }
    }

    /** Adds a tenant whose instances are here, to be marked at changes here and above. */
    void watch(Watcher tenant) {
        for (Group group = this; group != null; group = group.parent) {
            group.below.add(tenant);
        }
    }

    /** Removes a tenant that was added here. */
    void unwatch(Watcher tenant) {
        for (Group group = this; group != null; group = group.parent) {
            group.below.remove(tenant);
        }
    }
}
