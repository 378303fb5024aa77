package org.ioasidsim.kernel;

/** Notified when an id or an ASID starts or ends being held, and when an address space starts or ends being idle. */
public interface IdListener {
    /** An id was taken: out of the pool if positive, out of the guest's own numbers if negative. */
    void allocated(int id);

    /** An id was released. With {@code deferFree} it cannot be allocated again before {@link Kernel#finishFree}. */
    void released(int id);

    /** An address space took an ASID: its pinned one, or one on a further SMMU. */
    default void asidTaken() {}

    /** An ASID was returned. */
    default void asidReturned() {}

    /** An address space keeps its id of the pool but has lost its last bond. */
    default void idled(int mm) {}

    /** An idle address space is bound again, or has lost its id. */
    default void idleEnded(int mm) {}
}
