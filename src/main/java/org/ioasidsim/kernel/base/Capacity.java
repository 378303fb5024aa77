package org.ioasidsim.kernel.base;

/**
 * The system's capacity of ioasids, from which sets and cgroups reserve; amounts are 32-bit unsigned numbers.
 *
 * <p>Source: RFC v4, drivers/iommu/ioasid.c, patch 5: ioasid_install_capacity, ioasid_reserve_capacity, ioasid_cancel_capacity.
 */
public final class Capacity {
    /** What the kernel starts with, and takes for "not installed". */
    public static final long DEFAULT = 0x100000;

    private static final long MASK = 0xFFFF_FFFFL;

    private long total = DEFAULT;
    private long available = DEFAULT;

    /** Returns the whole capacity. */
    public long total() {
        return total;
    }

    /** Returns what nobody has reserved. */
    public long available() {
        return available;
    }

    /** Sets the capacity and forgets reservations; does nothing once a number other than 0 and the default is installed. */
    public void install(long amount) {
        if (total == 0 || total == DEFAULT) {
            total = amount & MASK;
            available = total;
        }
    }

    /** Takes {@code amount}, or all that is left for 0 (modulo 2^32); returns what was taken, or -1 when there is less. */
    public long tryReserve(long amount) {
        long wanted = amount & MASK;
        if (wanted > available) {
            return -1;
        }
        long taken = wanted == 0 ? available : wanted;
        available -= taken;
        return taken;
    }

    /** Gives back {@code amount}; returns what is available then, or -1 when that would exceed the capacity. */
    public long tryCancel(long amount) {
        long after = ((amount & MASK) + available) & MASK;
        if (after > total) {
            return -1;
        }
        available = after;
        return after;
    }
}
