package org.ioasidsim.scenario;

import org.ioasidsim.random.Distribution;

/**
 * What binding and freeing cost in time.
 *
 * @param bindSeconds the service time of a bind
 * @param freeSeconds from the release until the id can be allocated again
 * @param serialiseBind whether binds queue for one global lock
 */
public record HostCosts(Distribution bindSeconds, Distribution freeSeconds, boolean serialiseBind) {}
