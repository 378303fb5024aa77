package org.ioasidsim.scenario;

import org.ioasidsim.random.Constant;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.workload.ReplacedFits;

/**
 * The time that binding and freeing take.
 *
 * @param bindSeconds the service time of a bind
 * @param freeSeconds from the release of an id until it can be allocated again
 * @param rolloverSeconds the flush of a CPU's whole TLB, which it owes after a rollover of ASIDs and pays at its next switch
 * @param invalidateSeconds the invalidation at the end of a bond, while the lock of binds is held
 * @param serialiseBind whether binds queue for one global lock
 */
public record HostCosts(
        Distribution bindSeconds,
        Distribution freeSeconds,
        Distribution rolloverSeconds,
        Distribution invalidateSeconds,
        boolean serialiseBind) {
    /** Makes the costs of a host on which rollovers and invalidations take no time. */
    public HostCosts(Distribution bindSeconds, Distribution freeSeconds, boolean serialiseBind) {
        this(bindSeconds, freeSeconds, new Constant(0), new Constant(0), serialiseBind);
    }

    /** Returns the costs with other fitted laws. */
    HostCosts with(ReplacedFits fits) {
        return new HostCosts(
                fits.of(bindSeconds),
                fits.of(freeSeconds),
                fits.of(rolloverSeconds),
                fits.of(invalidateSeconds),
                serialiseBind);
    }
}
