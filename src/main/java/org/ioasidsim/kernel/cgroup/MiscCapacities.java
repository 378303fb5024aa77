package org.ioasidsim.kernel.cgroup;

/**
 * How much there is of each resource of the misc controller; 0: the host does not have it.
 *
 * @param pasids of the resource for PASIDs, which a proposal adds
 * @param asids of the resource for ASIDs, which a proposal adds
 * @param sevAsids of {@code sev}: ASIDs of encrypted AMD guests
 * @param sevEsAsids of {@code sev_es}: ASIDs of AMD guests whose registers are encrypted too
 * @param tdxKeys of {@code tdx}: key ids of Intel's trust domains
 */
public record MiscCapacities(long pasids, long asids, long sevAsids, long sevEsAsids, long tdxKeys) {
    /** Makes those of a host without confidential guests. */
    public MiscCapacities(long pasids, long asids) {
        this(pasids, asids, 0, 0, 0);
    }
}
