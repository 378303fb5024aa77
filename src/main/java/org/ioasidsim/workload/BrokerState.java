package org.ioasidsim.workload;

/** What the next open by the broker of an instance takes of the host. */
enum BrokerState {
    /** It is not counted: there is no broker, or the instance's own limits are full. */
    NONE,
    /** The broker itself, which was killed, an id and bonds. */
    WITHOUT_BROKER,
    /** An id and bonds. */
    WITHOUT_ID,
    /** Bonds: the address space that is bound has kept its id. */
    WITHOUT_BOND,
    /** Files alone. */
    BOUND
}
