package org.ioasidsim.policy;

/** What a policy's rule says to a request if the host has free what it needs. */
public enum RuleVerdict {
    /** Granted. */
    GRANTED,
    /** Granted while the room that tenants share lasts: {@link Policy#hasRoom}. */
    WHILE_ROOM,
    /** Refused, or made to wait. */
    REFUSED;

    /** Returns whether a request with this verdict is granted, given whether there is room. */
    public boolean isGranted(boolean hasRoom) {
        return this == GRANTED || (this == WHILE_ROOM && hasRoom);
    }
}
