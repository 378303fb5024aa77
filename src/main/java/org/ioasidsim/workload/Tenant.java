package org.ioasidsim.workload;

import java.util.List;
import org.ioasidsim.host.BrokerClock;
import org.ioasidsim.host.Congestion;
import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;
import org.ioasidsim.host.RequestNeeds;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.random.Constant;
import org.jspecify.annotations.Nullable;

/** A tenant while it runs: what its processes, its instances and the host's accounts need to know of its specification, and its congestion. */
final class Tenant {
    final TenantSpec spec;

    /** Those of its specification, or equal ones, which tenants share. */
    final ProcessesSpec processes;

    final int index;
    final User user;
    final Device[] devices;
    final boolean isVm;

    /** Whether its processes open the first of the devices that is not busy, and not each of them. */
    final boolean bindsAny;

    final boolean bindsInCycles;

    /** Whether its processes may be without a bond before they end, because they bind in cycles or a device is reset. */
    final boolean bindsAgain;

    /** Whether each of its processes binds as it arrives, once, and holds to its end. */
    final boolean bindsForLife;

    /** Whether a process of it is all there is of it: no broker opens for it, it forks none, has no private ids, and no source goes on with another. */
    final boolean livesAlone;

    /** Whether both are so, and binds are decided as they are asked for: a process may ask before anything is kept of it. */
    final boolean asksFirst;

    /** Whether a process of it that holds ends as its hold does, and takes nothing then. */
    final boolean endsWithHold;

    /** Whether numbers are drawn for its processes after their arrival. */
    final boolean drawsLater;

    /** Whether the rows of a trace say which instances there are. */
    final boolean isMadeByRows;

    final int privateIds;

    /** The cgroup of the brokers that open devices for its processes; null if these do so themselves. */
    final @Nullable Group broker;

    /** Whether such opens bind the broker's own address space. */
    final boolean brokerBindsItself;

    /** Whether misc charges the broker's cgroup. */
    final boolean brokerPays;

    /** Counts its congestion where brokers open for its processes; null if these do so themselves. */
    final @Nullable BrokerClock brokers;

    final Congestion congestion;

    /** The path of its cgroup, or the template of those of its instances; another one after it has migrated. */
    CgroupPath cgroup;

    /**
     * Makes a tenant without instances.
     *
     * @param index its place in the scenario
     * @param processes equal to those of its specification
     * @param losesDevices whether an event removes any device
     */
    Tenant(TenantSpec spec, ProcessesSpec processes, int index, Host host, boolean losesDevices) {
        this.spec = spec;
        this.processes = processes;
        this.index = index;
        this.user = host.kernel().user(spec.rlimitNproc());
        this.devices = host.devices(processes.devices());
        this.bindsAny = processes.bindsAny();
        this.isVm = spec.kind() == TenantSpec.Kind.VM;
        this.bindsInCycles = processes.bind().holdSeconds() != null;
        this.bindsAgain = bindsInCycles || losesDevices;
        this.bindsForLife = !bindsAgain
                && processes.bind().afterSeconds().equals(new Constant(0))
                && processes.bind().probability() >= 1
                && processes.leakProbability() <= 0;
        this.drawsLater = bindsInCycles
                || processes.arrivals() instanceof ArrivalsSpec.Closed
                || processes.forks() != null
                || processes.onRefusal() instanceof OnRefusal.Retry;
        this.privateIds = processes.privateIds();
        BrokerSpec brokerSpec = processes.broker();
        this.broker = brokerSpec == null ? null : host.group(brokerSpec.cgroup().text());
        this.livesAlone = broker == null
                && privateIds == 0
                && processes.forks() == null
                && !(processes.arrivals() instanceof ArrivalsSpec.Closed);
        this.asksFirst = bindsForLife && livesAlone && host.bindsAtOnce();
        this.endsWithHold = livesAlone && !bindsInCycles && !isVm;
        this.brokerBindsItself = brokerSpec != null && brokerSpec.bindsItself();
        this.brokerPays = brokerSpec != null
                && brokerSpec.pays(host.kernel().config().rules().charge());
        this.cgroup = spec.cgroup();
        this.isMadeByRows = spec.isMadeByRows();
        RequestNeeds needs = needs(host);
        Group group = host.group(spec.cgroup().common().text());
        this.brokers = broker == null
                ? null
                : host.brokerClock(index, group, user, new BrokerClock.Brokered(needs, broker, brokerPays));
        this.congestion = brokers == null ? host.congestion(index, group, user, needs) : brokers.congestion();
    }

    private RequestNeeds needs(Host host) {
        return new RequestNeeds(
                isVm ? 0 : processes.threads(),
                isVm,
                spec.guestIdsOn(host.kernel().config()),
                List.of(devices),
                bindsAny);
    }

    /** Returns whether each instance has a cgroup of its own. */
    boolean hasOwnGroups() {
        return cgroup.isTemplate();
    }
}
