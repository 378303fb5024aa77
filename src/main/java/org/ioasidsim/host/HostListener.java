package org.ioasidsim.host;

/** Is notified of each id and each ASID that a tenant begins or ceases to hold; an id whose free is deferred counts as held until the free ends. */
public interface HostListener {
    /**
     * Notes that the number of ids held by {@code tenant} changes by {@code delta}.
     *
     * @param ofPool whether the id is one of the host's; false for an id of a table that the guest owns
     */
    void heldChanged(int tenant, int delta, boolean ofPool);

    /** Notes that the number of ASIDs that shared address spaces of {@code tenant} hold changes by {@code delta}. */
    void asidsChanged(int tenant, int delta);
}
