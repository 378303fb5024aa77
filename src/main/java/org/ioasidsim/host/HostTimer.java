package org.ioasidsim.host;

/** The payloads of the host's timers: one for each deferred free, with the id in it, and one for a change of the policy's answers. */
final class HostTimer {
    /** The bit that all of them have, and no other timer. */
    static final int MARK = 1 << 30;

    private static final int GUEST_OWNED = 1 << 29;

    /** The timer at which the policy's answers may change by themselves. Its number is beyond all ids. */
    static final int WAKE = MARK | (GUEST_OWNED - 1);

    private HostTimer() {}

    /** Returns the timer at which the free of {@code id} ends; a guest's id is negative. */
    static int ofFree(int id) {
        return id < 0 ? MARK | GUEST_OWNED | -id : MARK | id;
    }

    /** Returns the id whose free ends at {@code timer}. */
    static int id(int timer) {
        int number = timer & ~(MARK | GUEST_OWNED);
        return (timer & GUEST_OWNED) == 0 ? number : -number;
    }
}
