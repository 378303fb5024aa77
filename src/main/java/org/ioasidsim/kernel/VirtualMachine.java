package org.ioasidsim.kernel;

/** A VM as the host kernel sees it: its process and its set of ids. SKELETON. */
public final class VirtualMachine {
    /** Returns whether its set could be made. */
    public boolean hasSet() {
        throw new IllegalStateException("skeleton");
    }

    /** Returns whether one more id would exceed its quota (or, where guests own their ids, a device's width). */
    public boolean isQuotaFull() {
        throw new IllegalStateException("skeleton");
    }

    /** Returns the ids that its guest processes hold. */
    public int idCount() {
        throw new IllegalStateException("skeleton");
    }
}
