package org.ioasidsim.scenario;

import org.ioasidsim.random.Distribution;

/**
 * The time that binding and freeing take.
 *
 * @param bindSeconds the service time of a bind
 * @param freeSeconds from the release of an id until it can be allocated again
 * @param serialiseBind whether binds queue for one global lock
 */
public record HostCosts(Distribution bindSeconds, Distribution freeSeconds, boolean serialiseBind) {}
