package org.ioasidsim.kernel.base;

import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The system's capacity of ioasids, from which sets and cgroups reserve. Amounts are 32-bit unsigned numbers, as in the kernel.
 *
 * <p>Source: RFC v4, drivers/iommu/ioasid.c, patch 5: ioasid_install_capacity, ioasid_reserve_capacity, ioasid_cancel_capacity.
 */
public final class Capacity implements Kept {
    /** The capacity of a kernel in which none was installed. */
    public static final long DEFAULT = 0x100000;

    private static final long MASK = 0xFFFF_FFFFL;

    private long total = DEFAULT;
    private long available = DEFAULT;

    /** Returns the whole capacity. */
    public long total() {
        return total;
    }

    /** Returns the part that is not reserved. */
    public long available() {
        return available;
    }

    /** Sets the capacity and forgets all reservations, unless a number other than 0 and the default is installed. */
    public void install(long amount) {
        if (total == 0 || total == DEFAULT) {
            total = amount & MASK;
            available = total;
        }
    }

    /** Reserves {@code amount} modulo 2^32, where 0 means all that is left; returns the amount reserved, or -1 if less is available. */
    public long tryReserve(long amount) {
        long wanted = amount & MASK;
        if (wanted > available) {
            return -1;
        }
        long taken = wanted == 0 ? available : wanted;
        available -= taken;
        return taken;
    }

    /** Cancels the reservation of {@code amount} modulo 2^32; returns what is available then, or -1 if that would exceed the capacity. */
    public long tryCancel(long amount) {
        long after = ((amount & MASK) + available) & MASK;
        if (after > total) {
            return -1;
        }
        available = after;
        return after;
    }

    @Override
    public void keep(StateTape tape) {
        total = tape.keep(total);
        available = tape.keep(available);
    }
}
