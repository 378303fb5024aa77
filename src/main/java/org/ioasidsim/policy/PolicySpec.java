package org.ioasidsim.policy;

import java.util.List;

/** A policy as a scenario names it, with its knobs. */
public interface PolicySpec {
    /** Returns its name in the catalogue. */
    String name();

    /** Starts it on a host, for one run. */
    Policy start(HostFacts host);

    /** Returns what is wrong with its knobs on this host: a tenant or cgroup that is not there, more promised than there is. */
    default List<Misfit> misfits(HostFacts host) {
        return List.of();
    }

    /**
     * A knob that does not fit the host.
     *
     * @param keys of the knob, below the policy's own mapping
     * @param message what was expected and what stands there
     */
    record Misfit(List<String> keys, String message) {
        public Misfit {
            keys = List.copyOf(keys);
        }
    }
}
