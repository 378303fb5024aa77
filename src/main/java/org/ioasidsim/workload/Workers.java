package org.ioasidsim.workload;

import static org.ioasidsim.workload.LiveProcesses.NONE;

import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.Syscalls;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.kernel.sva.SparseNumbers;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/**
 * The workers that processes forked, and the address spaces that outlive their process because workers hold its open device files. Such an address
 * space keeps bonds, PASID and charge until the last of its workers ends.
 *
 * <p>Source: kernel/fork.c, copy_files; the bond ends with the last close of its file, the PASID with the address space that the bond pins.
 */
final class Workers implements Kept {
    private final Host host;
    private final Syscalls syscalls;

    /** Of each process the address space whose files it inherited. */
    private final SparseNumbers inherited = new SparseNumbers(NONE);

    /** Of each process whether another forked it, and so has one task. */
    private final SparseNumbers isWorker = new SparseNumbers(0);

    /** Of each address space how many workers hold its files. */
    private final SparseNumbers heirs = new SparseNumbers(0);

    /** Of each address space whether its process has ended. */
    private final SparseNumbers isOrphan = new SparseNumbers(0);

    /** Whether any process has forked another. */
    private boolean hasAny;

    Workers(Host host) {
        this.host = host;
        this.syscalls = host.syscalls();
    }

    /** Notes that the process at {@code slot} was forked by the one with address space {@code parent}. */
    void add(int slot, int parent, boolean inheritsFiles) {
        hasAny = true;
        isWorker.set(slot, 1);
        if (inheritsFiles) {
            inherited.set(slot, parent);
            heirs.set(parent, heirs.get(parent) + 1);
        }
    }

    /** Returns whether another process forked this one. */
    boolean isWorker(int slot) {
        return hasAny && isWorker.get(slot) != 0;
    }

    /** Returns whether workers hold the files of an address space, which therefore outlives its process. */
    boolean hasHeirs(int mm) {
        return hasAny && heirs.get(mm) > 0;
    }

    /** Notes that the process of an address space with heirs has ended. */
    void orphan(int mm) {
        isOrphan.set(mm, 1);
    }

    /** Forgets a process of a VM that ends, with all that its guests hold. */
    void forget(int slot, int mm) {
        isWorker.clear(slot);
        int parent = inherited.get(slot);
        if (parent != NONE) {
            inherited.clear(slot);
            heirs.clear(parent);
            isOrphan.clear(parent);
        }
        heirs.clear(mm);
    }

    /**
     * Lets go of what an ending process inherited: the last worker takes the address space with it, if its own process has ended.
     *
     * @param ofGuest whether it is a process of a guest
     */
    void end(int slot, boolean ofGuest) {
        if (!hasAny) {
            return;
        }
        isWorker.clear(slot);
        int mm = inherited.get(slot);
        if (mm == NONE) {
            return;
        }
        inherited.clear(slot);
        int left = heirs.get(mm) - 1;
        heirs.set(mm, left);
        if (left == 0 && isOrphan.get(mm) != 0) {
            isOrphan.clear(mm);
            drop(mm, ofGuest);
            host.noteReleased();
        }
    }

    private void drop(int mm, boolean ofGuest) {
        if (ofGuest) {
            syscalls.dropOrphanedGuest(mm);
        } else {
            syscalls.dropOrphan(mm);
        }
    }

    /** Ends the bond that a worker inherited, as the removal of the device does. */
    void endInherited(int slot, Device device, boolean ofGuest) {
        int mm = inherited.get(slot);
        if (mm == NONE || !host.kernel().isBound(mm, device)) {
            return;
        }
        boolean wasWorker = isWorker(slot);
        end(slot, ofGuest);
        isWorker.set(slot, wasWorker ? 1 : 0);
    }

    @Override
    public void keep(StateTape tape) {
        hasAny = tape.keep(hasAny);
        inherited.keep(tape);
        isWorker.keep(tape);
        heirs.keep(tape);
        isOrphan.keep(tape);
    }
}
