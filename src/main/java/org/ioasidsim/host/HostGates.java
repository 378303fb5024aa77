package org.ioasidsim.host;

import java.util.List;
import org.ioasidsim.policy.RuleVerdict;
import org.jspecify.annotations.Nullable;

/**
 * The two gates of the whole host for requests of one shape: one for tenants whose requests the policy's rule grants outright, one for
 * tenants whose requests it grants while the policy has room. Room may come and go at nearly every event; its gate counts that once for all
 * tenants that depend on it.
 */
final class HostGates {
    private final Gate root;
    private final RequestShape shape;
    private final PolicyOutlook outlook;
    private final HostGate always;

    /** Null until the first tenant needs it. */
    private @Nullable HostGate whileRoom;

    HostGates(Gate root, RequestShape shape, PolicyOutlook outlook) {
        this.root = root;
        this.shape = shape;
        this.outlook = outlook;
        this.always = new HostGate(root, shape);
    }

    boolean isFor(RequestShape other) {
        return shape == other;
    }

    /** Returns the gate of tenants that the rule grants an id. */
    HostGate always() {
        return always;
    }

    /** Returns the gate of tenants that stand so; for refused ones it does not matter which. */
    HostGate of(RuleVerdict standing, double nowSeconds) {
        return standing == RuleVerdict.WHILE_ROOM ? whileRoom(nowSeconds) : always;
    }

    private HostGate whileRoom(double nowSeconds) {
        HostGate known = whileRoom;
        if (known != null) {
            return known;
        }
        var made = new HostGate(root, shape);
        made.refresh(outlook.hasRoom(), nowSeconds);
        made.forget();
        whileRoom = made;
        return made;
    }

    /** Updates both gates after an event; {@code counters} are all that count changes of either. */
    void refresh(List<? extends HostGate.Counter> counters, double nowSeconds) {
        refresh(always, true, counters, nowSeconds);
        HostGate second = whileRoom;
        if (second != null) {
            refresh(second, outlook.hasRoom(), counters, nowSeconds);
        }
    }

    private static void refresh(
            HostGate gate, boolean hasRoom, List<? extends HostGate.Counter> counters, double nowSeconds) {
        if (gate.isFull()) {
            counters.forEach(counter -> counter.countAll(gate));
            gate.forget();
        }
        gate.refresh(hasRoom, nowSeconds);
    }
}
