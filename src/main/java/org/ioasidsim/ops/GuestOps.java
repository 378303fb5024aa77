package org.ioasidsim.ops;

import java.util.HashMap;
import java.util.Map;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.kernel.task.Guests;
import org.jspecify.annotations.Nullable;

/** The VMs and guest processes of a script by their names, and what can be done to them. */
final class GuestOps {
    /** Says that the kernel refused; its {@link Kernel#refusal} says why. */
    static final String REFUSED = "";

    private final Kernel kernel;
    private final Guests guests;
    private final Map<String, Guests.Vm> vms = new HashMap<>();
    private final Map<String, Guests.GuestProcess> processes = new HashMap<>();

    GuestOps(Kernel kernel, Guests guests) {
        this.kernel = kernel;
        this.guests = guests;
    }

    /** Returns whether a VM or a guest process has, or had, this name. */
    boolean isKnown(String name) {
        return vms.containsKey(name) || processes.containsKey(name);
    }

    /** Returns the VM of this name while it runs, or null. */
    Guests.@Nullable Vm vm(String name) {
        Guests.Vm vm = vms.get(name);
        return vm == null || vm.machine().isClosed() ? null : vm;
    }

    /** Returns the guest process of this name while it lives, or null. */
    Guests.@Nullable GuestProcess process(String name) {
        Guests.GuestProcess process = processes.get(name);
        return process == null || !process.isAlive() ? null : process;
    }

    String start(String name, Cgroup group, User user, Settings settings) {
        Guests.Vm vm = guests.tryStart(
                group,
                user,
                settings.number("threads", 1),
                settings.numberOrMax("quota"),
                settings.numberOrMax("guest-pid-max"));
        if (vm == null) {
            return REFUSED;
        }
        vms.put(name, vm);
        return started(vm.machine().hasSet());
    }

    /** Returns what a VM's start answers. */
    static String started(boolean hasSet) {
        return hasSet ? Interpreter.OK : Interpreter.OK + " no-set";
    }

    String end(Guests.Vm vm, boolean isKilled) {
        guests.end(vm, isKilled);
        return Interpreter.OK;
    }

    String move(Guests.Vm vm, Cgroup to) {
        guests.move(vm, to);
        return Interpreter.OK;
    }

    String fork(Guests.Vm vm, String name) {
        Guests.GuestProcess process = guests.tryFork(vm);
        if (process == null) {
            return REFUSED;
        }
        processes.put(name, process);
        return Interpreter.OK;
    }

    String exit(Guests.GuestProcess process) {
        guests.exit(process);
        return Interpreter.OK;
    }

    String bind(Guests.GuestProcess process, Device device) {
        return kernel.tryBind(process.mm(), device) ? Interpreter.OK + " " + kernel.pasid(process.mm()) : REFUSED;
    }

    /** Ends a bond, which the process has. */
    String unbind(Guests.GuestProcess process, Device device) {
        int before = kernel.pool().count();
        kernel.unbind(process.mm(), device);
        return Interpreter.freed(kernel.pool().count() < before);
    }

    String allocPrivate(Guests.GuestProcess process) {
        return kernel.tryAllocPrivate(process.mm())
                ? Interpreter.OK + " " + kernel.newestPrivateId(process.mm())
                : REFUSED;
    }
}
