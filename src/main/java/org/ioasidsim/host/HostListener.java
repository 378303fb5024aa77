package org.ioasidsim.host;

/** Told of each id that a tenant begins or ceases to hold, deferred frees included. */
public interface HostListener {
    /**
     * Called when the ids held by {@code tenant} change by {@code delta}.
     *
     * @param ofPool whether the id is one of the host's; false for ids of a table that the guest owns
     */
    void heldChanged(int tenant, int delta, boolean ofPool);
}
