package org.ioasidsim.kernel.sva;

/** A device that address spaces are bound to. SKELETON. */
public final class Device {
    public String name() {
        throw new IllegalStateException("skeleton");
    }

    /** Returns its PASIDs, counted with 0. */
    public int maxPasids() {
        throw new IllegalStateException("skeleton");
    }

    public int smmu() {
        throw new IllegalStateException("skeleton");
    }

    /** Returns whether one more opener gets a work queue. */
    public boolean hasFreeQueue() {
        throw new IllegalStateException("skeleton");
    }
}
