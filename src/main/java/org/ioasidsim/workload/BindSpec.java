package org.ioasidsim.workload;

import org.ioasidsim.random.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * How a process binds.
 *
 * @param probability that it binds at all
 * @param afterSeconds from its start to its first bind
 * @param holdSeconds from the grant to the unbind; null: for the lifetime of the process
 * @param thinkSeconds from an unbind to the next bind
 */
public record BindSpec(
        double probability,
        Distribution afterSeconds,
        @Nullable Distribution holdSeconds,
        Distribution thinkSeconds) {}
