package org.ioasidsim.kernel;

import java.util.Arrays;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.sva.ArrayGrowth;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * The ids that guests own: each guest numbers its PASIDs itself, only the width of the device limits it, and the host's pool does not know them.
 *
 * <p>The host names such an id by a negative number, which no other guest's id has at the same time.
 */
final class GuestIdAccount implements Kept {
    /** The answer of a refusal. */
    static final int NONE = 0;

    private final Refusal refusal;
    private final IdSpace numbers = new IdSpace();
    private @Nullable VirtualMachine[] owners = new VirtualMachine[0];

    /** The guest's own number of each id; negative while the id is being freed. */
    private int[] pasids = new int[0];

    GuestIdAccount(Refusal refusal) {
        this.refusal = refusal;
    }

    /** Returns the guest's own number of a held {@code id}. */
    int pasid(int id) {
        return pasids[-id];
    }

    /** Takes the guest's lowest free number below {@code maxPasids}; returns the id, or {@link #NONE} when refused. */
    int tryTake(VirtualMachine vm, int maxPasids, String device) {
        int pasid = vm.guestIds().tryTake(1, maxPasids - 1);
        if (pasid == IdSpace.NONE) {
            refusal.set(Limit.WIDTH, device, Errno.ENOSPC);
            return NONE;
        }
        int number = numbers.tryTake(1, IdSpace.LAST_ID);
        growTo(number);
        pasids[number] = pasid;
        owners[number] = vm;
        return -number;
    }

    /** Starts the free of a held id: it does not count any more, but neither number can be taken yet. */
    void startFree(int id) {
        var unused = owner(id); // throws if nobody holds it
        if (pasids[-id] < 0) {
            throw new IllegalStateException("id " + id + " is being freed already");
        }
        pasids[-id] = -pasids[-id];
    }

    /** Ends the free of an id: both numbers can be taken again. */
    void finishFree(int id) {
        VirtualMachine vm = owner(id);
        int pasid = -pasids[-id];
        if (pasid < 0) {
            throw new IllegalStateException("id " + id + " is not being freed");
        }
        vm.guestIds().release(pasid);
        owners[-id] = null;
        numbers.release(-id);
    }

    private VirtualMachine owner(int id) {
        VirtualMachine vm = -id < owners.length ? owners[-id] : null;
        if (vm == null) {
            throw new IllegalStateException("id " + id + " is not being freed");
        }
        return vm;
    }

    private void growTo(int number) {
        if (number >= pasids.length) {
            pasids = Arrays.copyOf(pasids, ArrayGrowth.toHold(number, pasids.length));
            owners = Arrays.copyOf(owners, pasids.length);
        }
    }

    @Override
    public void keep(StateTape tape) {
        numbers.keep(tape);
        owners = tape.keepReferences(owners);
        pasids = tape.keep(pasids);
    }
}
