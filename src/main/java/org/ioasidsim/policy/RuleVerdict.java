package org.ioasidsim.policy;

/** How a request stands with a policy's rule, on a host that has free what it takes. */
public enum RuleVerdict {
    /** It is granted. */
    GRANTED,
    /** It is granted while there is room that tenants share: {@link Policy#hasRoom}. */
    WHILE_ROOM,
    /** It is refused, or made to wait. */
    REFUSED;

    /** Returns whether it is granted where there is room, or none. */
    public boolean isGranted(boolean hasRoom) {
        return this == GRANTED || (this == WHILE_ROOM && hasRoom);
    }
}
