package org.ioasidsim.kernel.sva;

import org.ioasidsim.kernel.ioasid.IdSpace;

/**
 * The PASIDs that a driver hands out itself, one for each open file, in a space of their own. When none is left an open succeeds all the same, with
 * PASID 0 and a warning.
 *
 * <p>Hands out the widest numbers first, which leaves the narrow ones for callers that need them.
 *
 * <p>Source: drivers/gpu/drm/amd/amdgpu/amdgpu_ids.c, amdgpu_pasid_alloc (before it became cyclic); amdgpu_kms.c,
 * amdgpu_driver_open_kms.
 */
public final class DriverPasids {
    /** The PASID of an open that found none free. */
    public static final int NO_PASID = 0;

    private final IdSpace pasids = new IdSpace();
    private final int bits;

    /** Makes the PASIDs from 1 to {@code 2^bits - 1}. */
    DriverPasids(int bits) {
        this.bits = bits;
    }

    /** Takes a PASID and returns it, or {@link #NO_PASID}. */
    public int take() {
        for (int width = bits; width > 0; width--) {
            int pasid = pasids.tryTake(1 << (width - 1), (1 << width) - 1);
            if (pasid != IdSpace.NONE) {
                return pasid;
            }
        }
        return NO_PASID;
    }

    /** Releases a PASID; does nothing for {@link #NO_PASID}. */
    public void release(int pasid) {
        if (pasid != NO_PASID) {
            pasids.release(pasid);
        }
    }

    /** Returns the number of PASIDs taken. */
    public int count() {
        return pasids.count();
    }
}
