package org.ioasidsim.host;

import java.util.List;
import org.ioasidsim.policy.RuleVerdict;
import org.jspecify.annotations.Nullable;

/**
 * The gates of the host for requests of one shape: one for the tenants whom a policy's rule grants an id, another for those whom it grants
 * one while there is room. Room that comes and goes at nearly every event is thus counted once for all who depend on it.
 */
final class HostGates {
    private final Gate root;
    private final RequestShape shape;
    private final Arbiter arbiter;
    private final HostGate always;

    /** Null until a tenant stands so. */
    private @Nullable HostGate whileRoom;

    HostGates(Gate root, RequestShape shape, Arbiter arbiter) {
        this.root = root;
        this.shape = shape;
        this.arbiter = arbiter;
        this.always = new HostGate(root, shape);
    }

    boolean isFor(RequestShape other) {
        return shape == other;
    }

    /** Returns the gate of the tenants whom the rule grants an id. */
    HostGate always() {
        return always;
    }

    /** Returns the gate of the tenants who stand so, for refused ones one that does not matter. */
    HostGate of(RuleVerdict standing, double nowSeconds) {
        return standing == RuleVerdict.WHILE_ROOM ? whileRoom(nowSeconds) : always;
    }

    private HostGate whileRoom(double nowSeconds) {
        HostGate known = whileRoom;
        if (known != null) {
            return known;
        }
        var made = new HostGate(root, shape);
        made.look(arbiter.hasRoom(), nowSeconds);
        made.forget();
        whileRoom = made;
        return made;
    }

    /** Returns how a fresh process of a tenant stands with the policy, if the host had free what it takes. */
    RuleVerdict standing(int tenant, Group group) {
        return arbiter.standing(tenant, group.cgroup(), shape);
    }

    /** Looks whether the gates have opened or shut; call it after each event. */
    void look(List<Congestion> tenants, double nowSeconds) {
        look(always, true, tenants, nowSeconds);
        HostGate second = whileRoom;
        if (second != null) {
            look(second, arbiter.hasRoom(), tenants, nowSeconds);
        }
    }

    private static void look(HostGate gate, boolean hasRoom, List<Congestion> tenants, double nowSeconds) {
        if (gate.isFull()) {
            tenants.forEach(tenant -> tenant.forget(gate));
            gate.forget();
        }
        gate.look(hasRoom, nowSeconds);
    }
}
