package org.ioasidsim.kernel.base;

/**
 * What a host keeps for itself or bounds beside ids, ASIDs and pid numbers.
 *
 * @param reservedPasids PASIDs that the kernel takes of the pool at boot, before any device
 * @param limitsDevices whether misc counts bonds device by device ({@code pasid.DEVICE})
 * @param sevAsids ASIDs of encrypted AMD guests; 0: the host has none
 * @param sevEsAsids ASIDs of AMD guests whose registers are encrypted too
 * @param tdxKeys key ids of Intel's trust domains
 * @param threadsMax kernel.threads-max; {@code Long.MAX_VALUE}: no limit
 * @param vmids VMIDs of the SMMU, of which each VM takes one; {@code Integer.MAX_VALUE}: no limit
 * @param bondBytes kernel memory charged to the cgroup for each bond; 0: none
 */
public record HostBounds(
        int reservedPasids,
        boolean limitsDevices,
        int sevAsids,
        int sevEsAsids,
        int tdxKeys,
        long threadsMax,
        int vmids,
        long bondBytes) {
    /** Nothing is kept and nothing bounded. */
    public static final HostBounds NONE = ofGuests(0, 0, 0);

    /** Returns a host that can run so many confidential guests, and bounds nothing else. */
    public static HostBounds ofGuests(int sevAsids, int sevEsAsids, int tdxKeys) {
        return new HostBounds(0, false, sevAsids, sevEsAsids, tdxKeys, Long.MAX_VALUE, Integer.MAX_VALUE, 0);
    }

    /** Returns the VMIDs of an SMMU with numbers of this width, of which 0 is kept for bypass; no limit for a width of 0. */
    public static int vmids(int bits) {
        return bits == 0 ? Integer.MAX_VALUE : (1 << bits) - 1;
    }

    /** Returns the same host where misc counts bonds device by device, or not. */
    public HostBounds limitingDevices(boolean isOn) {
        return new HostBounds(reservedPasids, isOn, sevAsids, sevEsAsids, tdxKeys, threadsMax, vmids, bondBytes);
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

    /** Returns how many tasks beside init have room below threads-max. */
    public long mostThreads() {
        return threadsMax - 1;
    }

    /** Returns whether init and {@code tasks} more leave room below threads-max for another {@code more}. */
    public boolean hasThreads(long tasks, int more) {
        return tasks < threadsMax - more;
    }
}
