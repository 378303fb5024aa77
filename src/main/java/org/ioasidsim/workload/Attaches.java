package org.ioasidsim.workload;

import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.VirtualMachine;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.random.Streams;
import org.ioasidsim.sim.Simulation;
import org.jspecify.annotations.Nullable;

/**
 * The attaches of VMs: each is a request for one PASID on all devices of the tenant, granted at once or refused for good. A device belongs to the first VM
 * that attaches to it, until that VM ends; no other VM, and no process of the host, can have it meanwhile. What is attached is of the device's own
 * numbers, and is not held of the host.
 */
final class Attaches {
    private final Simulation simulation;
    private final Host host;
    private final WorkloadListener listener;
    private final Streams streams;

    Attaches(Simulation simulation, Host host, WorkloadListener listener, Streams streams) {
        this.simulation = simulation;
        this.host = host;
        this.listener = listener;
        this.streams = streams;
    }

    /** Starts the attaches of an instance, if its tenant has any. */
    void start(Instance instance) {
        AttachesSpec spec = instance.tenant.spec.guests().attaches();
        if (spec != null) {
            var stream = streams.stream(instance.tenant.spec.name(), instance.ordinal, "attaches");
            instance.attaches = new Arrivals.Renewals(simulation.nowSeconds(), spec.perSecond(), stream);
            Arrivals.scheduleNext(instance.attaches, simulation, Payload.attach(instance));
        }
    }

    /** Attaches the next PASID of an instance, if it still lives. */
    void attach(Instance instance) {
        AttachesSpec spec = instance.tenant.spec.guests().attaches();
        if (!instance.isAlive || spec == null) {
            return;
        }
        host.actFor(instance.tenant.index, instance.group, instance.index);
        int pasid = instance.attached % spec.pasids() + 1;
        instance.attached++;
        Refusal refusal = tryAttach(instance, pasid);
        if (refusal == null) {
            listener.grantedAtOnce(instance.tenant.index, spec.pasids() / spec.perSecond());
        } else {
            refuse(instance.tenant.index, refusal);
        }
        host.refresh(instance.group); // a device may be the VM's from now on, and busy for the host
        Arrivals.scheduleNext(instance.attaches, simulation, Payload.attach(instance));
    }

    private @Nullable Refusal tryAttach(Instance instance, int pasid) {
        VirtualMachine vm = instance.vm;
        for (Device device : instance.tenant.devices) {
            if (vm != null && !host.syscalls().tryAttach(vm, device, pasid)) {
                return host.kernel().refusal();
            }
        }
        return null;
    }

    private void refuse(int tenant, Refusal refusal) {
        double now = simulation.nowSeconds();
        listener.requested(tenant);
        listener.attempted(tenant, now);
        listener.refused(tenant, refusal);
        listener.refusedFirst(tenant);
        listener.gaveUp(tenant, now);
        listener.unmetEnded(tenant, now);
    }
}
