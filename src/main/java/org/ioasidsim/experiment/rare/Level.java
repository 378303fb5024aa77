package org.ioasidsim.experiment.rare;

import java.util.function.LongSupplier;

/**
 * A limit that can refuse, with what is held against it.
 *
 * @param name as refusals name it: a cgroup's path, or {@code host}
 * @param held read from the kernel
 * @param limit at least 1
 */
record Level(String name, LongSupplier held, long limit) {
    /** The name of the host's own ids and ASIDs. */
    static final String HOST = "host";

    /** Returns the part of the limit that is held. */
    double closeness() {
        return (double) held.getAsLong() / limit;
    }
}
