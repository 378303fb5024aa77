package org.ioasidsim.workload;

import org.ioasidsim.host.Host;

/**
 * The numbers that timers of a workload carry: in two bits the kind, below them an index of up to 2<sup>28</sup> - 1. The bit of
 * {@link Host#TIMER} is clear.
 */
final class Payload {
    /** The payload of a process's timer is its slot, so that mass timers need no arithmetic. */
    static final int PROCESS = 0;

    static final int ARRIVAL = 1 << 28;
    static final int INSTANCE_END_OR_ATTACH = 2 << 28;
    static final int INSTANCE_ARRIVAL_OR_EVENT = 3 << 28;

    private static final int KIND = 3 << 28;

    private Payload() {}

    /** Returns the payload for the next arrival of a process in an instance. */
    static int arrival(Instance instance) {
        return ARRIVAL | instance.index;
    }

    static int instanceEnd(Instance instance) {
        return INSTANCE_END_OR_ATTACH | (2 * instance.index);
    }

    /** Returns the payload for the next PASID that the VM of an instance attaches itself. */
    static int attach(Instance instance) {
        return INSTANCE_END_OR_ATTACH | (2 * instance.index + 1);
    }

    /** Returns the payload for the next arrival of an instance of a tenant, or of a row that makes one. */
    static int instanceArrival(Tenant tenant) {
        return INSTANCE_ARRIVAL_OR_EVENT | (2 * tenant.index + 1);
    }

    /** Returns the payload for an event of the scenario. */
    static int event(int index) {
        return INSTANCE_ARRIVAL_OR_EVENT | (2 * index);
    }

    static int kind(int payload) {
        return payload & KIND;
    }

    /** Returns the slot, or the index of the instance; for {@link #INSTANCE_ARRIVAL_OR_EVENT}, see {@link #isEvent}; for the end of an instance twice its index, for an attach one more. */
    static int index(int payload) {
        return payload & ~KIND;
    }

    /** Returns whether an {@link #INSTANCE_ARRIVAL_OR_EVENT} is an event; half its index is that of the event or of the tenant. */
    static boolean isEvent(int payload) {
        return (payload & 1) == 0;
    }

    /** Returns whether a timer is of a process, and not of anything else or of the host. */
    static boolean isProcess(int payload) {
        return (payload & (KIND | Host.TIMER)) == PROCESS;
    }
}
