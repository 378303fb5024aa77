package org.ioasidsim.policy;

import java.util.List;

/** A policy as a scenario writes it: its name and its knobs. */
public interface PolicySpec {
    /** Returns the policy's name in the catalogue. */
    String name();

    /** Returns a new policy object for one run on {@code host}. */
    Policy start(HostFacts host);

    /** Returns the knobs that do not fit {@code host}: they name a tenant or cgroup that does not exist, or promise more than there is. */
    default List<Misfit> misfits(HostFacts host) {
        return List.of();
    }

    /**
     * A knob that does not fit the host.
     *
     * @param keys that lead to the knob, below the policy's mapping
     * @param message what was expected and what was found
     */
    record Misfit(List<String> keys, String message) {
        public Misfit {
            keys = List.copyOf(keys);
        }
    }
}
