package org.ioasidsim.kernel.sva;

import org.ioasidsim.kernel.ioasid.IdSpace;

/**
 * The PASIDs that a driver hands out itself, one an open file: apart from the host's, and empty without an error: the open then goes on with
 * PASID 0 and a warning.
 *
 * <p>The wide ones go first, so that the narrow ones are left for who needs them.
 *
 * <p>Source: drivers/gpu/drm/amd/amdgpu/amdgpu_ids.c, amdgpu_pasid_alloc (before it became cyclic); amdgpu_kms.c,
 * amdgpu_driver_open_kms.
 */
public final class DriverPasids {
    /** What an open goes on with when the pool is empty. */
    public static final int NO_PASID = 0;

    private final IdSpace pasids = new IdSpace();
    private final int bits;

    /** Makes the PASIDs from 1 to {@code 2^bits - 1}. */
    DriverPasids(int bits) {
        this.bits = bits;
    }

    /** Takes a PASID, or none: {@link #NO_PASID}. */
    public int take() {
        for (int width = bits; width > 0; width--) {
            int pasid = pasids.tryTake(1 << (width - 1), (1 << width) - 1);
            if (pasid != IdSpace.NONE) {
                return pasid;
            }
        }
        return NO_PASID;
    }

    /** Gives back what {@link #take} returned. */
    public void release(int pasid) {
        if (pasid != NO_PASID) {
            pasids.release(pasid);
        }
    }

    /** Returns the PASIDs that are taken. */
    public int count() {
        return pasids.count();
    }
}
