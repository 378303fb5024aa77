package org.ioasidsim.ops;

import java.util.function.Function;
import java.util.function.Supplier;
import org.ioasidsim.kernel.IdListener;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.ioasid.Ioasids;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.kernel.task.Guests;
import org.ioasidsim.kernel.task.HostProcess;
import org.ioasidsim.kernel.task.ProcessTable;
import org.ioasidsim.kernel.task.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * One host that a script drives: its kernel, and what the script gave names to. Operations look up names here; those that find none fail, as
 * the kernel would where it has such an error.
 */
final class ScriptedHost {
    private static final IdListener DEAF = new IdListener() {
        @Override
        public void allocated(int id) {}

        @Override
        public void released(int id) {}
    };

    private final HostSettings settings;
    private final Function<String, Reply> performer;
    private final Kernel kernel;
    private final Ioasids ioasids;
    private final Tasks tasks;
    private final ProcessTable processes;
    private final Guests guests;
    private final Names names = new Names();
    private final User root;
    private final Explanation explanation;

    /**
     * Boots the host.
     *
     * @param performer reads and runs an operation on this host, which is what one that repeats another needs
     */
    ScriptedHost(HostSettings settings, Function<String, Reply> performer) {
        this.settings = settings;
        this.performer = performer;
        kernel = new Kernel(settings.config(), DEAF, settings.boot());
        ioasids = new Ioasids(kernel.pool(), kernel.sets(), kernel.config().ioasids());
        tasks = new Tasks(kernel, settings.hasPidNumbers());
        processes = new ProcessTable(kernel, kernel.config().ioasids(), ioasids, tasks, settings.vmQuota());
        guests = new Guests(kernel, tasks);
        root = kernel.user(Long.MAX_VALUE);
        explanation = new Explanation(kernel);
    }

    HostSettings settings() {
        return settings;
    }

    Kernel kernel() {
        return kernel;
    }

    Ioasids ioasids() {
        return ioasids;
    }

    Tasks tasks() {
        return tasks;
    }

    ProcessTable processes() {
        return processes;
    }

    Guests guests() {
        return guests;
    }

    Names names() {
        return names;
    }

    /** Kills every process and VM in a cgroup and in those below it, as cgroup.kill does; zombies are left. */
    void killAtOrBelow(CgroupPath path) {
        names.killAtOrBelow(path, processes, guests);
    }

    /** Returns this host after a reboot: its devices and users are there, its cgroups, processes and VMs are not. */
    ScriptedHost rebooted() {
        var host = new ScriptedHost(settings, performer);
        names.handOver(host.names, host.kernel);
        return host;
    }

    /** Reads and runs an operation. */
    Reply perform(String operation) {
        return performer.apply(operation);
    }

    Reply withGroup(String path, Function<Cgroup, Reply> action) {
        Cgroup group = kernel.find(path);
        return group == null ? Reply.failed(Errno.ENOENT, "there is no cgroup '" + path + "'") : action.apply(group);
    }

    /** Acts on a process that may be a zombie, or gone but for what it still holds. */
    Reply withProcess(String name, Function<HostProcess, Reply> action) {
        HostProcess process = names.process(name);
        return process == null
                ? Reply.failed(Errno.ESRCH, "there is no process '" + name + "'")
                : action.apply(process);
    }

    Reply withLiveProcess(String name, Function<HostProcess, Reply> action) {
        HostProcess process = names.process(name);
        return process != null && process.isAlive()
                ? action.apply(process)
                : Reply.failed(Errno.ESRCH, "there is no live process '" + name + "'");
    }

    Reply withDevice(String name, Function<Device, Reply> action) {
        Device device = names.device(name);
        return device == null ? Reply.failed(Errno.ENODEV, "there is no device '" + name + "'") : action.apply(device);
    }

    Reply withVm(String name, Function<Guests.Vm, Reply> action) {
        Guests.Vm vm = names.vm(name);
        return vm == null ? Reply.failed(Errno.ESRCH, "there is no running VM '" + name + "'") : action.apply(vm);
    }

    /** Acts for the user whom {@code user=} names, root without it; {@code capable=on} exempts the user from the limit. */
    Reply withUser(Settings given, Function<User, Reply> action) {
        String name = given.word("user", "");
        User user = given.has("user") ? names.user(name) : root;
        if (user == null) {
            return Reply.failed(Errno.ESRCH, "there is no user '" + name + "'");
        }
        return action.apply(given.isOn("capable") ? user.exempt() : user);
    }

    /** Runs {@code action}, which gives {@code name} to something new, unless the name was used before. */
    Reply withNewName(String name, Supplier<Reply> action) {
        return names.isUsed(name) ? Reply.failed(Errno.EEXIST, "the name " + name + " was used before") : action.get();
    }

    /** Returns the failure that the kernel recorded as its last refusal. */
    Reply refused() {
        return new Reply.Failure(kernel.refusal().errno(), "", explanation.refusal());
    }

    /** Returns the sentence that says why no ioasid was allocated from {@code set}. */
    String whyDenied(@Nullable IoasidSet set) {
        return explanation.denial(ioasids, set);
    }
}
