package org.ioasidsim.kernel.sva;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The address spaces (mm) of the host, each a handle into parallel arrays: some 50 bytes for one with a bond, and no object.
 *
 * <p>An address space has an owner (a cgroup or a VM), at most one PASID, and chains of bonds, private ids and SMMU ASIDs. Those of one VM are
 * linked, so that its end finds them.
 */
public final class AddressSpaces {
    /** The handle of no address space. */
    public static final int NONE = -1;

    private @Nullable Object[] owners = new Object[16];
    private int[] pasids = new int[16];
    private int[] bonds = new int[16];
    private int[] privateIds = new int[16];
    private int[] smmuAsids = new int[16];
    private int[] previous = new int[16];
    private int[] next = new int[16];
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
            unused = next[mm];
        }
        owners[mm] = owner;
        pasids[mm] = 0;
        bonds[mm] = 0;
        privateIds[mm] = 0;
        smmuAsids[mm] = 0;
        previous[mm] = NONE;
        next[mm] = NONE;
        count++;
        return mm;
    }

    /** Frees a handle whose chains are empty. */
    public void free(int mm) {
        if (pasids[mm] != 0 || bonds[mm] != 0 || privateIds[mm] != 0 || smmuAsids[mm] != 0) {
            throw new IllegalStateException("address space " + mm + " still holds something");
        }
        owners[mm] = null;
        next[mm] = unused;
        unused = mm;
        count--;
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
        return pasids[mm];
    }

    public void setPasid(int mm, int pasid) {
        pasids[mm] = pasid;
    }

    /** Returns the chain of bonds: the device's number and the binds of it. */
    public int bonds(int mm) {
        return bonds[mm];
    }

    public void setBonds(int mm, int chain) {
        bonds[mm] = chain;
    }

    /** Returns the chain of private ids. */
    public int privateIds(int mm) {
        return privateIds[mm];
    }

    public void setPrivateIds(int mm, int chain) {
        privateIds[mm] = chain;
    }

    /** Returns the chain of SMMU ASIDs: the SMMU and its ASID. */
    public int smmuAsids(int mm) {
        return smmuAsids[mm];
    }

    public void setSmmuAsids(int mm, int chain) {
        smmuAsids[mm] = chain;
    }

    /** Returns whether an address space that holds {@code pasid} has a bond with {@code device}. */
    public boolean isBoundTo(NodePool bondNodes, int device, int pasid) {
        for (int mm = 0; mm < end; mm++) {
            if (owners[mm] != null && pasids[mm] == pasid && bondNodes.find(bonds[mm], device) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Puts {@code mm} in front of the list that starts with {@code first}; returns the new first one. */
    public int link(int first, int mm) {
        next[mm] = first;
        if (first != NONE) {
            previous[first] = mm;
        }
        return mm;
    }

    /** Takes {@code mm} out of the list that starts with {@code first}; returns the new first one. */
    public int unlink(int first, int mm) {
        int before = previous[mm];
        int after = next[mm];
        if (after != NONE) {
            previous[after] = before;
        }
        if (before == NONE) {
            return after;
        }
        next[before] = after;
        return first;
    }

    private void grow() {
        if (end > pasids.length) {
            int length = end + (end >> 1);
            owners = Arrays.copyOf(owners, length);
            pasids = Arrays.copyOf(pasids, length);
            bonds = Arrays.copyOf(bonds, length);
            privateIds = Arrays.copyOf(privateIds, length);
            smmuAsids = Arrays.copyOf(smmuAsids, length);
            previous = Arrays.copyOf(previous, length);
            next = Arrays.copyOf(next, length);
        }
    }
}
