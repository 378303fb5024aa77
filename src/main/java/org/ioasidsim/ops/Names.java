package org.ioasidsim.ops;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.kernel.task.Guests;
import org.ioasidsim.kernel.task.HostProcess;
import org.ioasidsim.kernel.task.ProcessTable;
import org.jspecify.annotations.Nullable;

/**
 * What a script gave names to. Processes, guest processes and VMs share one space of names, and none of these is used twice; devices and
 * users have spaces of their own.
 */
final class Names {
    private final Map<String, HostProcess> processes = new LinkedHashMap<>();
    private final Set<String> forgotten = new HashSet<>();
    private final Map<String, Guests.Vm> vms = new LinkedHashMap<>();
    private final Map<String, Guests.GuestProcess> guests = new HashMap<>();
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Map<String, User> users = new HashMap<>();

    /** Returns whether a process, a guest process or a VM has, or had, this name. */
    boolean isUsed(String name) {
        return processes.containsKey(name)
                || forgotten.contains(name)
                || vms.containsKey(name)
                || guests.containsKey(name);
    }

    /** Ends every process and VM in a cgroup, or below it, without clean-up. */
    void killAtOrBelow(CgroupPath path, ProcessTable table, Guests machines) {
        processes.forEach((name, process) -> {
            if (process.isAlive() && isAtOrBelow(process.group(), path)) {
                table.exit(process);
                devices.values().forEach(device -> device.detachAll(name));
            }
        });
        vms.forEach((name, vm) -> {
            if (!vm.machine().isClosed() && isAtOrBelow(vm.machine().group(), path)) {
                machines.end(vm, true);
                devices.values().forEach(device -> device.detachAll(name));
            }
        });
    }

    private static boolean isAtOrBelow(Cgroup group, CgroupPath path) {
        return new CgroupPath(group.path()).isAtOrBelow(path);
    }

    /** Gives the devices and users of a host to that host after a reboot, on which no name of a process or a VM is used again. */
    void handOver(Names next, Kernel kernel) {
        next.forgotten.addAll(forgotten);
        next.forgotten.addAll(processes.keySet());
        next.forgotten.addAll(vms.keySet());
        next.forgotten.addAll(guests.keySet());
        devices.forEach((name, device) -> {
            kernel.addDevice(device.config());
            next.add(name, kernel.device(name));
        });
        users.forEach((name, user) -> next.add(name, kernel.user(user.limit()).inNamespace(user.numbers())));
    }

    void add(String name, HostProcess process) {
        processes.put(name, process);
    }

    void add(String name, Guests.Vm vm) {
        vms.put(name, vm);
    }

    void add(String name, Guests.GuestProcess process) {
        guests.put(name, process);
    }

    void add(String name, Device device) {
        devices.put(name, device);
    }

    void add(String name, User user) {
        users.put(name, user);
    }

    /** Lets go of a process of which nothing is left but its name. */
    void forget(String name) {
        processes.remove(name);
        forgotten.add(name);
    }

    /** Returns the process of this name, alive or not, or null. */
    @Nullable
    HostProcess process(String name) {
        return processes.get(name);
    }

    /** Returns the processes that are not forgotten, alive or not. */
    Collection<HostProcess> processes() {
        return processes.values();
    }

    /** Returns the VM of this name while it runs, or null. */
    Guests.@Nullable Vm vm(String name) {
        Guests.Vm vm = vms.get(name);
        return vm == null || vm.machine().isClosed() ? null : vm;
    }

    /** Returns the guest process of this name while it lives, or null. */
    Guests.@Nullable GuestProcess guest(String name) {
        Guests.GuestProcess process = guests.get(name);
        return process == null || !process.isAlive() ? null : process;
    }

    @Nullable
    Device device(String name) {
        return devices.get(name);
    }

    Collection<Device> devices() {
        return devices.values();
    }

    @Nullable
    User user(String name) {
        return users.get(name);
    }
}
