package org.ioasidsim.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ioasidsim.host.Group;
import org.ioasidsim.host.Host;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.CoreFiles;
import org.ioasidsim.kernel.cgroup.LimitWrite;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.sim.Simulation;

/** The events of the scenario, carried out at their times: tenants are killed, stopped, started or moved, limits written, devices reset or removed. */
final class ScenarioEvents {
    private final List<EventSpec> events;
    private final Simulation simulation;
    private final Host host;

    /** By name, in the order of the scenario, in which a removal meets them. */
    private final Map<String, TenantLife> tenants = new LinkedHashMap<>();

    private final InstanceTable instances;
    private final ProcessesOfInstance processes;
    private final WaitQueue waiting;
    private final Revocations revocations;

    /** The events of daemons that have not fired. */
    private final List<Integer> watched = new ArrayList<>();

    /** When those of daemons are due that have fired and not acted. */
    private final Map<Integer, Double> dueOfDaemons = new LinkedHashMap<>();

    /** How many reboots are under way. */
    private int reboots;

    ScenarioEvents(
            List<EventSpec> events,
            Simulation simulation,
            Host host,
            List<TenantLife> tenants,
            InstanceTable instances,
            ProcessModel processes) {
        this.events = List.copyOf(events);
        this.simulation = simulation;
        this.host = host;
        tenants.forEach(life -> this.tenants.put(life.tenant().spec.name(), life));
        this.instances = instances;
        this.processes = processes.ofInstance;
        this.waiting = processes.waiting;
        this.revocations = new Revocations(host, tenants, instances, processes.ofInstance);
    }

    /** Sets a timer for each event that has a time; the machine has just booted. */
    void schedule() {
        host.syscalls().booted();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).on() == null) {
                simulation.schedule(events.get(i).atSeconds(), Payload.event(i));
            } else {
                watched.add(i);
            }
            if (events.get(i).action() instanceof EventSpec.Reboot) {
                host.rememberBoot();
            }
        }
    }

    /** Sets timers for the events of daemons whose count is reached; must be called after each event. */
    void watch() {
        if (watched.isEmpty()) {
            return;
        }
        int i = 0;
        while (reboots == 0 && i < watched.size()) {
            if (hasFired(watched.get(i))) {
                watched.remove(i);
            } else {
                i++;
            }
        }
    }

    private boolean hasFired(int index) {
        EventSpec.Trigger on = events.get(index).on();
        Group group = on == null ? null : host.findGroup(on.group().text());
        if (on == null || group == null || count(group, on) < on.count()) {
            return false;
        }
        double dueSeconds = simulation.nowSeconds() + on.delaySeconds();
        simulation.schedule(dueSeconds, Payload.event(index));
        dueOfDaemons.put(index, dueSeconds);
        return true;
    }

    private long count(Group group, EventSpec.Trigger on) {
        return host.kernel().cgroups().events(group.cgroup(), on.file());
    }

    /** Carries out the event of this index; one of a daemon that went down with the machine before it acted is none. */
    void carryOut(int index) {
        EventSpec event = events.get(index);
        boolean isPending = event.on() == null || dueOfDaemons.remove(index, simulation.nowSeconds());
        EventSpec.Action action = event.action();
        if (action instanceof EventSpec.Reboot && isPending) {
            goDown();
        } else if (action instanceof EventSpec.Booted && isPending) {
            comeUp();
        } else if (isPending && reboots > 0) {
            whileDown(action);
        } else if (isPending) {
            carryOut(action);
        }
    }

    /** Goes down with all tenants and daemons, unless the machine is down; one that has not acted yet waits again after the boot. */
    private void goDown() {
        reboots++;
        if (reboots == 1) {
            tenants.values().forEach(TenantLife::goDown);
            List<Integer> lost = dueOfDaemons.keySet().stream()
                    .filter(index -> !hasBegun(index))
                    .toList();
            lost.forEach(dueOfDaemons::remove);
            watched.addAll(lost);
        }
    }

    /** Returns whether an event is the end of a reboot, the event before it, that a daemon has begun. */
    private boolean hasBegun(int index) {
        return events.get(index).action() instanceof EventSpec.Booted && !dueOfDaemons.containsKey(index - 1);
    }

    /** Boots when the last of the reboots under way is over. */
    private void comeUp() {
        reboots--;
        if (reboots == 0) {
            host.reboot();
            tenants.values().forEach(life -> settle(life.tenant()));
            tenants.values().forEach(TenantLife::comeUp);
        }
    }

    /** Puts a tenant where it began, as whoever starts it does: where it has migrated to is known to nobody any more. */
    private void settle(Tenant tenant) {
        tenant.cgroup = tenant.spec.cgroup();
        Group group = host.group(tenant.cgroup.common().text());
        tenant.congestion.move(group, simulation.nowSeconds());
    }

    /** On a machine that is down, only who starts with it can be changed. */
    private void whileDown(EventSpec.Action action) {
        if (action instanceof EventSpec.Start start) {
            tenant(start.tenant()).startAtBoot(true);
        } else if (action instanceof EventSpec.Stop stop) {
            tenant(stop.tenant()).startAtBoot(false);
        } else if (action instanceof EventSpec.Kill kill) {
            tenant(kill.tenant()).startAtBoot(false);
        }
    }

    private void carryOut(EventSpec.Action action) {
        if (action instanceof EventSpec.Kill kill) {
            tenant(kill.tenant()).stop(true);
        } else if (action instanceof EventSpec.Stop stop) {
            tenant(stop.tenant()).stop(false);
        } else if (action instanceof EventSpec.Start start) {
            tenant(start.tenant()).start();
        } else if (action instanceof EventSpec.Migrate migrate) {
            migrate(tenant(migrate.tenant()).tenant(), migrate.to());
        } else if (action instanceof EventSpec.Move move) {
            moveAlone(tenant(move.tenant()).tenant(), move.to(), move.processes());
        } else if (action instanceof EventSpec.Mkdir mkdir) {
            var unused = host.tryMkdir(mkdir.cgroup().text()); // refused: nothing changes, here and below
        } else if (action instanceof EventSpec.Rmdir rmdir) {
            rmdir(rmdir.cgroup());
        } else if (action instanceof EventSpec.Write write) {
            write(write.cgroup(), write.limit());
        } else if (action instanceof EventSpec.Reset reset) {
            host.setInReset(device(reset.device()), true);
        } else if (action instanceof EventSpec.ResetDone reset) {
            host.setInReset(device(reset.device()), false);
        } else if (action instanceof EventSpec.Remove remove) {
            remove(remove.device());
        }
    }

    private void write(CgroupPath path, LimitWrite limit) {
        Group group = host.findGroup(path.text());
        if (group == null) {
            return;
        }
        if (limit.file().equals(CoreFiles.KILL)) {
            tenants.values().forEach(tenant -> kill(tenant, path));
        } else {
            var unused = host.write(group, limit.file(), limit.value());
            revocations.after(group.cgroup(), limit);
        }
    }

    private void kill(TenantLife tenant, CgroupPath path) {
        tenant.killAtOrBelow(path);
        Group broker = tenant.tenant().broker;
        boolean isOfBroker = broker != null && new CgroupPath(broker.cgroup().path()).isAtOrBelow(path);
        for (Instance instance : instances.alive(tenant.tenant())) {
            processes.killMovedTo(instance, path);
            if (isOfBroker) {
                processes.killBroker(instance);
            }
        }
    }

    private void rmdir(CgroupPath path) {
        Group group = host.findGroup(path.text());
        if (group != null) {
            host.tryRmdir(group);
        }
    }

    private void moveAlone(Tenant tenant, CgroupPath to, int count) {
        Group target = host.findGroup(to.text());
        int left = target == null ? 0 : count;
        for (Instance instance : instances.alive(tenant)) {
            if (target != null && left > 0) {
                host.actFor(tenant.index, target, instance.index);
                left -= processes.moveAlone(instance, target, left);
                instances.reviewLimits(instance);
            }
        }
        host.noteReleased();
    }

    private Device device(String name) {
        return host.kernel().device(name);
    }

    private TenantLife tenant(String name) {
        TenantLife tenant = tenants.get(name);
        if (tenant == null) {
            throw new IllegalStateException("no tenant " + name);
        }
        return tenant;
    }

    /** Moves all instances of a tenant to one cgroup, in which those live too that start later. */
    private void migrate(Tenant tenant, CgroupPath to) {
        Group target = host.findGroup(to.text());
        if (target == null) {
            return;
        }
        for (Instance instance : instances.alive(tenant)) {
            migrate(instance, target);
        }
        tenant.cgroup = to;
        tenant.congestion.move(target, simulation.nowSeconds());
        host.noteReleased();
    }

    private void migrate(Instance instance, Group to) {
        Tenant tenant = instance.tenant;
        Group from = instance.group;
        host.actFor(tenant.index, to, instance.index);
        processes.move(instance, to);
        if (instance.vm != null) {
            host.syscalls().moveVm(instance.vm, to.cgroup(), tenant.spec.vmmThreads());
        }
        if (!tenant.brokerPays) { // a broker stays, with what it is charged for
            host.moveCharges(tenant.index, from, to);
        }
        host.moveWaiting(tenant.index, from, to, waiting.count(instance));
        instance.group = to;
        host.refresh(from);
        if (instance.ownsGroup) {
            instance.ownsGroup = false;
            host.rmdir(from);
        }
        instances.reviewLimits(instance);
    }

    private void remove(String device) {
        for (TenantLife life : tenants.values()) {
            Tenant tenant = life.tenant();
            if (tenant.processes.devices().contains(device)) {
                Device removed = device(device);
                instances.alive(tenant).forEach(instance -> processes.endBonds(instance, removed));
            }
        }
        host.syscalls().removeDriver(device(device));
    }
}
