package org.ioasidsim.kernel.sva;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The address spaces (mm) of the host, each a handle into arrays: some 40 bytes for one with a bond, and no object.
 * What belongs to one handle stands together, so that a random one costs one cache miss.
 *
 * <p>An address space has an owner (a cgroup or a VM), at most one PASID, and chains of bonds, private ids and SMMU ASIDs. Those of one VM are
 * linked, so that its end finds them.
 */
public final class AddressSpaces {
    /** The handle of no address space. */
    public static final int NONE = -1;

    private static final int PASID = 0;
    private static final int BONDS = 1;
    private static final int PRIVATE_IDS = 2;
    private static final int SMMU_ASIDS = 3;
    private static final int PREVIOUS = 4;
    private static final int NEXT = 5;
    private static final int WIDTH = 6;

    private @Nullable Object[] owners = new Object[16];
    private int[] cells = new int[16 * WIDTH];
    private int unused = NONE;
    private int end;
    private int count;

    /** Returns the address spaces alive. */
    public int count() {
        return count;
    }

    /** Makes an address space of {@code owner} and returns its handle. */
    public int create(Object owner) {
        int mm = unused;
        if (mm == NONE) {
            mm = end++;
            grow();
        } else {
            unused = cells[mm * WIDTH + NEXT];
        }
        owners[mm] = owner;
        cells[mm * WIDTH + PASID] = 0;
        cells[mm * WIDTH + BONDS] = 0;
        cells[mm * WIDTH + PRIVATE_IDS] = 0;
        cells[mm * WIDTH + SMMU_ASIDS] = 0;
        cells[mm * WIDTH + PREVIOUS] = NONE;
        cells[mm * WIDTH + NEXT] = NONE;
        count++;
        return mm;
    }

    /** Frees a handle whose chains are empty. */
    public void free(int mm) {
        if (cells[mm * WIDTH + PASID] != 0
                || cells[mm * WIDTH + BONDS] != 0
                || cells[mm * WIDTH + PRIVATE_IDS] != 0
                || cells[mm * WIDTH + SMMU_ASIDS] != 0) {
            throw new IllegalStateException("address space " + mm + " still holds something");
        }
        owners[mm] = null;
        cells[mm * WIDTH + NEXT] = unused;
        unused = mm;
        count--;
    }

    public boolean hasOwner(int mm) {
        return owners[mm] != null;
    }

    public Object owner(int mm) {
        Object owner = owners[mm];
        if (owner == null) {
            throw new IllegalStateException("address space " + mm + " does not exist");
        }
        return owner;
    }

    public void setOwner(int mm, Object owner) {
        owners[mm] = owner;
    }

    public int pasid(int mm) {
        return cells[mm * WIDTH + PASID];
    }

    public void setPasid(int mm, int pasid) {
        cells[mm * WIDTH + PASID] = pasid;
    }

    /** Returns the chain of bonds: the device's number and the binds of it. */
    public int bonds(int mm) {
        return cells[mm * WIDTH + BONDS];
    }

    public void setBonds(int mm, int chain) {
        cells[mm * WIDTH + BONDS] = chain;
    }

    /** Returns the chain of private ids. */
    public int privateIds(int mm) {
        return cells[mm * WIDTH + PRIVATE_IDS];
    }

    public void setPrivateIds(int mm, int chain) {
        cells[mm * WIDTH + PRIVATE_IDS] = chain;
    }

    /** Returns the chain of SMMU ASIDs: the SMMU and its ASID. */
    public int smmuAsids(int mm) {
        return cells[mm * WIDTH + SMMU_ASIDS];
    }

    public void setSmmuAsids(int mm, int chain) {
        cells[mm * WIDTH + SMMU_ASIDS] = chain;
    }

    /** Returns whether an address space that holds {@code pasid} has a bond with {@code device}. */
    public boolean isBoundTo(NodePool bondNodes, int device, int pasid) {
        for (int mm = 0; mm < end; mm++) {
            if (owners[mm] != null
                    && cells[mm * WIDTH + PASID] == pasid
                    && bondNodes.find(cells[mm * WIDTH + BONDS], device) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Puts {@code mm} in front of the list that starts with {@code first}; returns the new first one. */
    public int link(int first, int mm) {
        cells[mm * WIDTH + NEXT] = first;
        if (first != NONE) {
            cells[first * WIDTH + PREVIOUS] = mm;
        }
        return mm;
    }

    /** Takes {@code mm} out of the list that starts with {@code first}; returns the new first one. */
    public int unlink(int first, int mm) {
        int before = cells[mm * WIDTH + PREVIOUS];
        int after = cells[mm * WIDTH + NEXT];
        if (after != NONE) {
            cells[after * WIDTH + PREVIOUS] = before;
        }
        if (before == NONE) {
            return after;
        }
        cells[before * WIDTH + NEXT] = after;
        return first;
    }

    private void grow() {
        if (end > owners.length) {
            int length = end + (end >> 1);
            owners = Arrays.copyOf(owners, length);
            cells = Arrays.copyOf(cells, length * WIDTH);
        }
    }
}
