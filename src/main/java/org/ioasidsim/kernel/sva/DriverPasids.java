package org.ioasidsim.kernel.sva;

import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The PASIDs that a driver hands out itself, one for each open file, in a space of their own. When none is left an open succeeds all the same, with
 * PASID 0 and a warning. All devices of the driver share them.
 *
 * <p>Hands them out cyclically from 1, so that a number is not reused soon. Up to 6.19 it was the lowest of the widest numbers first, which left the
 * narrow ones for callers that need them.
 *
 * <p>Source: drivers/gpu/drm/amd/amdgpu/amdgpu_ids.c, amdgpu_pasid_alloc; amdgpu_kms.c, amdgpu_driver_open_kms; lib/xarray.c,
 * __xa_alloc_cyclic.
 */
public final class DriverPasids implements Kept {
    /** The PASID of an open that found none free. */
    public static final int NO_PASID = 0;

    private final IdSpace pasids = new IdSpace();
    private final boolean isCyclic;
    private int next = 1;

    DriverPasids(boolean isCyclic) {
        this.isCyclic = isCyclic;
    }

    /** Takes a PASID of at most {@code bits} bits and returns it, or {@link #NO_PASID}. */
    int take(int bits) {
        return isCyclic ? takeNext((1 << bits) - 1) : takeWidest(bits);
    }

    private int takeNext(int last) {
        int pasid = next <= last ? pasids.tryTake(next, last) : IdSpace.NONE;
        if (pasid == IdSpace.NONE) {
            pasid = pasids.tryTake(1, last);
        }
        if (pasid == IdSpace.NONE) {
            return NO_PASID;
        }
        next = pasid + 1;
        return pasid;
    }

    private int takeWidest(int bits) {
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

    @Override
    public void keep(StateTape tape) {
        pasids.keep(tape);
        next = tape.keep(next);
    }
}
