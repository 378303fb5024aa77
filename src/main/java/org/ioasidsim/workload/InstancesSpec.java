package org.ioasidsim.workload;

import org.ioasidsim.random.Distribution;

/**
 * When a tenant's instances live.
 *
 * @param initial alive from time 0
 * @param arrivals of further ones; {@link ArrivalsSpec.None} for none
 * @param lifetimeSeconds of each; infinite for for ever
 * @param max live at once; an arrival beyond is lost
 * @param startsOff whether nothing starts before a {@code start} event
 */
public record InstancesSpec(
        int initial, ArrivalsSpec arrivals, Distribution lifetimeSeconds, int max, boolean startsOff) {}
