package org.ioasidsim.workload;

import org.ioasidsim.kernel.Kernel;

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
    BOUND;

    /** Returns that of an instance's broker; an open for a process that is bound itself always takes all. */
    static BrokerState of(Instance instance, Kernel kernel) {
        if (instance.tenant.broker == null || instance.isFull) {
            return NONE;
        }
        if (instance.brokerMm == LiveProcesses.NONE) {
            return WITHOUT_BROKER;
        }
        if (!instance.tenant.brokerBindsItself || kernel.pasid(instance.brokerMm) == 0) {
            return WITHOUT_ID;
        }
        return kernel.isBound(instance.brokerMm) ? BOUND : WITHOUT_BOND;
    }
}
