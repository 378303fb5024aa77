package org.ioasidsim.kernel.base;

/**
 * What a host keeps for itself or bounds beside ids, ASIDs and pid numbers.
 *
 * @param reservedPasids PASIDs that the kernel takes of the pool at boot, before any device
 */
public record HostBounds(int reservedPasids) {
    /** Nothing is kept and nothing bounded. */
    public static final HostBounds NONE = new HostBounds(0);
}
