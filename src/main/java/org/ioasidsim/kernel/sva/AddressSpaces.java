package org.ioasidsim.kernel.sva;

import java.util.Arrays;
import org.ioasidsim.kernel.base.MmOwner;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * The address spaces (mm) of the host, each a handle into arrays. The record of one is 12 contiguous bytes, so that reaching a random one costs one
 * cache miss.
 *
 * <p>An address space has an owner, at most one PASID, bonds with devices, and chains of private ids and SMMU ASIDs. The first bond is in its
 * record; further ones, which few have, are nodes of a chain. The address spaces of one VM form a list, by which the end of the VM finds them.
 */
public final class AddressSpaces implements Kept {
    /** The handle of no address space. */
    public static final int NONE = -1;

    /** The answer where there is no bond, or no further one. */
    public static final int NO_BOND = 0;

    private static final int DEVICE_BITS = 20;

    /** The most devices that the record of a bond can distinguish. */
    public static final int MOST_DEVICES = (1 << DEVICE_BITS) - 1;

    private static final int FIRST_BOND = -1;

    private static final int PASID = 0;
    private static final int OWNER = 1;

    /** The first bond: in the lower bits the number of its device, counted from 1, above it the count of binds to it; 0: no bond. */
    private static final int BOND = 2;

    private static final int WIDTH = 3;

    private static final int BINDS_BITS = Integer.SIZE - DEVICE_BITS;

    private int[] cells = new int[16 * WIDTH];
    private int unused = NONE;
    private int end;

    private @Nullable MmOwner[] owners = new MmOwner[4];
    private int[] unusedOwners = new int[4];
    private int unusedOwnerCount;
    private int ownerEnd;

    /** The upper bits of the count of binds to the first bond's device, for which the record has no room. */
    private final SparseNumbers manyBinds = new SparseNumbers(0);

    private final NodePool furtherBonds = new NodePool();
    private final SparseNumbers furtherBond = new SparseNumbers(NO_BOND);
    private final SparseNumbers privateIds = new SparseNumbers(0);
    private final SparseNumbers smmuAsids = new SparseNumbers(0);
    private final SparseNumbers driverPasids = new SparseNumbers(0);
    private final SparseNumbers previous = new SparseNumbers(NONE);
    private final SparseNumbers next = new SparseNumbers(NONE);
    private int bondCount;

    /** Whether any address space ever had more than one bind, or a private id, an SMMU's ASID or a driver's PASID: more than its record holds. */
    private boolean hasMore;

    /** Makes an address space of {@code owner} and returns its handle. */
    public int create(MmOwner owner) {
        int mm = unused;
        if (mm == NONE) {
            mm = end++;
            grow();
        } else {
            unused = cells[mm * WIDTH + PASID];
        }
        int number = enter(owner);
        int[] record = cells;
        int at = mm * WIDTH;
        record[at + PASID] = 0;
        record[at + OWNER] = number;
        record[at + BOND] = 0;
        return mm;
    }

    /** Frees a handle that holds nothing. */
    public void free(int mm) {
        free(mm, owner(mm));
    }

    /** Frees a handle that holds nothing, and whose owner is known. */
    public void free(int mm, MmOwner owner) {
        int[] record = cells;
        int at = mm * WIDTH;
        if (record[at + PASID] != 0
                || record[at + BOND] != 0
                || (hasMore && (privateIds(mm) != 0 || smmuAsids(mm) != 0))) {
            throw new IllegalStateException("address space " + mm + " still holds something");
        }
        giveBack(mm, owner);
    }

    /** Frees a handle with the PASID and the bind that it may have; none ever had more, as {@link #isEachSimple} says. */
    public void freeSimple(int mm, MmOwner owner) {
        int at = mm * WIDTH + BOND;
        bondCount -= cells[at] == 0 ? 0 : 1;
        cells[at] = 0;
        giveBack(mm, owner);
    }

    private void giveBack(int mm, MmOwner owner) {
        leave(owner);
        int[] record = cells;
        int at = mm * WIDTH;
        record[at + OWNER] = NONE;
        record[at + PASID] = unused;
        unused = mm;
    }

    /** Loads the record of an address space into the cache. The result means nothing, but must be used, or the load may be optimised away. */
    public int prefetch(int mm) {
        return cells[mm * WIDTH + OWNER];
    }

    /** Returns the owner of an address space, which must exist. */
    public MmOwner owner(int mm) {
        int number = cells[mm * WIDTH + OWNER];
        MmOwner owner = number == NONE ? null : owners[number];
        if (owner == null) {
            throw new IllegalStateException("address space " + mm + " does not exist");
        }
        return owner;
    }

    public void setOwner(int mm, MmOwner owner) {
        leave(owner(mm));
        cells[mm * WIDTH + OWNER] = enter(owner);
    }

    public int pasid(int mm) {
        return cells[mm * WIDTH + PASID];
    }

    public void setPasid(int mm, int pasid) {
        cells[mm * WIDTH + PASID] = pasid;
    }

    /** Returns whether it has a PASID or a bond with any device. */
    public boolean holdsAny(int mm) {
        int[] record = cells;
        int at = mm * WIDTH;
        return (record[at + PASID] | record[at + BOND]) != 0;
    }

    /** Returns whether it has a bond with any device. */
    public boolean isBound(int mm) {
        return cells[mm * WIDTH + BOND] != 0;
    }

    /** Returns the count of binds to the device of this number, which is below {@link #MOST_DEVICES}. */
    public int binds(int mm, int device) {
        if (firstDevice(mm) == device) {
            return firstBinds(mm);
        }
        int node = isBound(mm) ? furtherBonds.find(furtherBond.get(mm), device) : 0;
        return node == 0 ? 0 : furtherBonds.value(node);
    }

    /** Returns the number of the device of the first bond; -1: no bond. */
    private int firstDevice(int mm) {
        return (cells[mm * WIDTH + BOND] & MOST_DEVICES) - 1;
    }

    private int firstBinds(int mm) {
        return (manyBinds.get(mm) << BINDS_BITS) | (cells[mm * WIDTH + BOND] >>> DEVICE_BITS);
    }

    private void setFirstBond(int mm, int device, int binds) {
        int many = binds >>> BINDS_BITS;
        if (many != manyBinds.get(mm)) {
            manyBinds.set(mm, many);
        }
        cells[mm * WIDTH + BOND] = (binds << DEVICE_BITS) | (device + 1);
    }

    /** Returns a bond, or {@link #NO_BOND}. */
    public int firstBond(int mm) {
        return isBound(mm) ? FIRST_BOND : NO_BOND;
    }

    /** Returns the bond after {@code bond}, or {@link #NO_BOND}. */
    public int nextBond(int mm, int bond) {
        return bond == FIRST_BOND ? furtherBond.get(mm) : furtherBonds.next(bond);
    }

    /** Returns the number of the device of a bond. */
    public int device(int mm, int bond) {
        return bond == FIRST_BOND ? firstDevice(mm) : furtherBonds.key(bond);
    }

    /** Returns whether no address space ever had more than its record holds: one bind to one device, and one PASID. */
    public boolean isEachSimple() {
        return !hasMore;
    }

    /** Gives an address space that has neither its PASID and its bond with the device of this number at once. */
    public void bindFirst(int mm, int device, int pasid) {
        int[] record = cells;
        int at = mm * WIDTH;
        record[at + PASID] = pasid;
        record[at + BOND] = (1 << DEVICE_BITS) | (device + 1);
        bondCount++;
    }

    /** Binds it to the device of this number once more. */
    public void bind(int mm, int device) {
        if (!isBound(mm)) {
            bondCount++;
            setFirstBond(mm, device, 1);
        } else if (firstDevice(mm) == device) {
            hasMore = true;
            setFirstBond(mm, device, firstBinds(mm) + 1);
        } else {
            hasMore = true;
            bindFurther(mm, device);
        }
    }

    private void bindFurther(int mm, int device) {
        int chain = furtherBond.get(mm);
        int node = furtherBonds.find(chain, device);
        if (node == 0) {
            bondCount++;
            node = furtherBonds.push(chain, device, 0);
            furtherBond.set(mm, node);
        }
        var unused = furtherBonds.add(node, 1);
    }

    /** Undoes one bind to the device of this number, to which it must be bound; returns how many are left. */
    public int unbind(int mm, int device) {
        if (firstDevice(mm) != device) {
            return unbindFurther(mm, device);
        }
        int left = firstBinds(mm) - 1;
        setFirstBond(mm, device, left);
        if (left == 0) {
            bondCount--;
            takeFirstFromChain(mm);
        }
        return left;
    }

    private int unbindFurther(int mm, int device) {
        int chain = furtherBond.get(mm);
        int node = furtherBonds.find(chain, device);
        int left = furtherBonds.add(node, -1);
        if (left == 0) {
            bondCount--;
            furtherBond.set(mm, furtherBonds.remove(chain, node));
        }
        return left;
    }

    /** Moves the first bond of the chain into the record, or marks the record unbound if the chain is empty. */
    private void takeFirstFromChain(int mm) {
        int node = furtherBond.get(mm);
        if (node == NO_BOND) {
            cells[mm * WIDTH + BOND] = 0;
            return;
        }
        setFirstBond(mm, furtherBonds.key(node), furtherBonds.value(node));
        furtherBond.set(mm, furtherBonds.remove(node, node));
    }

    /** Returns the number of pairs of an address space and a device that are bound. */
    public int bonds() {
        return bondCount;
    }

    /** Returns the chain of private ids. */
    public int privateIds(int mm) {
        return privateIds.get(mm);
    }

    public void setPrivateIds(int mm, int chain) {
        hasMore = true;
        privateIds.set(mm, chain);
    }

    /** Returns the chain of PASIDs that drivers handed out themselves: the device and the PASID, the newest first. */
    public int driverPasids(int mm) {
        return driverPasids.get(mm);
    }

    public void setDriverPasids(int mm, int chain) {
        hasMore = true;
        driverPasids.set(mm, chain);
    }

    /** Returns the chain of SMMU ASIDs: the SMMU and its ASID. */
    public int smmuAsids(int mm) {
        return smmuAsids.get(mm);
    }

    public void setSmmuAsids(int mm, int chain) {
        hasMore = true;
        smmuAsids.set(mm, chain);
    }

    /** Returns whether an address space that holds {@code pasid} has a bond with the device of this number. */
    public boolean isBoundTo(int device, int pasid) {
        for (int mm = 0; mm < end; mm++) {
            if (cells[mm * WIDTH + OWNER] != NONE && cells[mm * WIDTH + PASID] == pasid && binds(mm, device) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Puts {@code mm} in front of the list that starts with {@code first}; returns the new first. */
    public int link(int first, int mm) {
        previous.clear(mm);
        next.set(mm, first);
        if (first != NONE) {
            previous.set(first, mm);
        }
        return mm;
    }

    /** Returns what is behind {@code mm} in its list, or {@link #NONE}. */
    public int linkedAfter(int mm) {
        return next.get(mm);
    }

    /** Removes {@code mm} from the list that starts with {@code first}; returns the new first. */
    public int unlink(int first, int mm) {
        int before = previous.get(mm);
        int after = next.get(mm);
        if (after != NONE) {
            previous.set(after, before);
        }
        if (before == NONE) {
            return after;
        }
        next.set(before, after);
        return first;
    }

    /** Counts an address space of {@code owner}; returns the owner's number. */
    private int enter(MmOwner owner) {
        if (owner.countSpaces(1) == 1) {
            int number = unusedOwnerCount > 0 ? unusedOwners[--unusedOwnerCount] : ownerEnd++;
            if (number == owners.length) {
                owners = Arrays.copyOf(owners, 2 * ownerEnd);
                unusedOwners = Arrays.copyOf(unusedOwners, 2 * ownerEnd);
            }
            owners[number] = owner;
            owner.setNumber(number);
        }
        return owner.number();
    }

    /** Counts one address space of {@code owner} less; frees the owner's number when none is left. */
    private void leave(MmOwner owner) {
        if (owner.countSpaces(-1) == 0) {
            owners[owner.number()] = null;
            unusedOwners[unusedOwnerCount++] = owner.number();
        }
    }

    private void grow() {
        if (end * WIDTH > cells.length) {
            cells = Arrays.copyOf(cells, ArrayGrowth.beyond(end) * WIDTH);
        }
    }

    @Override
    public void keep(StateTape tape) {
        cells = tape.keepFirst(cells, end * WIDTH);
        unused = tape.keep(unused);
        end = tape.keep(end);
        owners = tape.keepReferences(owners);
        unusedOwners = tape.keep(unusedOwners);
        unusedOwnerCount = tape.keep(unusedOwnerCount);
        ownerEnd = tape.keep(ownerEnd);
        manyBinds.keep(tape);
        furtherBonds.keep(tape);
        furtherBond.keep(tape);
        privateIds.keep(tape);
        driverPasids.keep(tape);
        smmuAsids.keep(tape);
        previous.keep(tape);
        next.keep(tape);
        bondCount = tape.keep(bondCount);
        hasMore = tape.keep(hasMore);
    }
}
