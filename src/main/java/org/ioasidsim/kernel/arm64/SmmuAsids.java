package org.ioasidsim.kernel.arm64;

import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The private ASIDs of the SMMUs: one space for all of them, shared with DMA domains.
 *
 * <p>Source: drivers/iommu/arm/arm-smmu-v3 from 6.11 on: arm_smmu_asid_xa, limit 1 to 2^bits - 1.
 */
public final class SmmuAsids implements Kept {
    private final IdSpace asids = new IdSpace();
    private final int last;

    /** Makes the space with {@code dmaDomains} of its lowest numbers taken. */
    public SmmuAsids(int bits, int dmaDomains) {
        last = (1 << bits) - 1;
        for (int domain = 0; domain < dmaDomains; domain++) {
            if (tryTake() == IdSpace.NONE) {
                throw new IllegalArgumentException(dmaDomains + " DMA domains do not fit into " + last + " ASIDs");
            }
        }
    }

    /** Takes the lowest free ASID and returns it, or {@link IdSpace#NONE}. */
    public int tryTake() {
        return asids.tryTake(1, last);
    }

    /** Releases an ASID. */
    public void release(int asid) {
        asids.release(asid);
    }

    /** Returns the number of free ASIDs. */
    public int free() {
        return last - asids.count();
    }

    @Override
    public void keep(StateTape tape) {
        asids.keep(tape);
    }
}
