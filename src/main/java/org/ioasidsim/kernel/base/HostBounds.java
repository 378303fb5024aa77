package org.ioasidsim.kernel.base;

/**
 * What a host keeps for itself or bounds beside ids, ASIDs and pid numbers.
 *
 * @param reservedPasids PASIDs that the kernel takes of the pool at boot, before any device
 * @param limitsDevices whether misc counts bonds device by device ({@code pasid.DEVICE})
 * @param sevAsids ASIDs of encrypted AMD guests; 0: the host has none
 * @param sevEsAsids ASIDs of AMD guests whose registers are encrypted too
 * @param tdxKeys key ids of Intel's trust domains
 */
public record HostBounds(int reservedPasids, boolean limitsDevices, int sevAsids, int sevEsAsids, int tdxKeys) {
    /** Nothing is kept and nothing bounded. */
    public static final HostBounds NONE = new HostBounds(0, false, 0, 0, 0);

    /** Returns the same host where misc counts bonds device by device, or not. */
    public HostBounds limitingDevices(boolean isOn) {
        return new HostBounds(reservedPasids, isOn, sevAsids, sevEsAsids, tdxKeys);
    }

    /** Returns how many guests of a kind the hardware can tell apart. */
    public int guests(Confidential kind) {
        return switch (kind) {
            case NONE -> Integer.MAX_VALUE;
            case SEV -> sevAsids;
            case SEV_ES -> sevEsAsids;
            case TDX -> tdxKeys;
        };
    }
}
