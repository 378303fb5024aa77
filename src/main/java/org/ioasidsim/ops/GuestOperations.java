package org.ioasidsim.ops;

import java.util.List;
import org.ioasidsim.kernel.base.Confidential;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.base.VmConfig;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.task.Guests;

/** The operations on VMs and on the processes of their guests. */
final class GuestOperations {
    static final List<Operation> ALL = List.of(
            Operation.of(
                    "vm V PATH KEY=VALUE*",
                    "start a VM with its set in a cgroup; one without a set runs all the same",
                    Keys.of(
                            Key.of("threads", "[0-9]{1,9}", "N", "its tasks on the host, all or none; 1"),
                            Key.numberOrMax("quota", "ids of its set; max"),
                            Key.numberOrMax("guest-pid-max", "guest processes alive at once; max"),
                            Key.words(
                                    "guest-ids",
                                    "pool|pool-and-asid|none",
                                    "what its guest processes take of the host; the host's"),
                            Key.words(
                                    "confidential",
                                    "none|sev|sev-es|tdx",
                                    "takes an ASID or a key id for its life; none"),
                            Key.of("user", "[^\\s/=#]+", "U", "whose tasks they are; a user without limit")),
                    (host, arguments) -> host.withGroup(
                            arguments.word(1),
                            group -> host.withUser(
                                    arguments.settings(),
                                    user -> host.withNewName(
                                            arguments.word(0), () -> start(host, arguments, group, user))))),
            Operation.of(
                    "guest V P",
                    "VM V forks guest process P, which binds as host processes do",
                    (host, arguments) -> host.withVm(
                            arguments.word(0),
                            vm -> host.withNewName(arguments.word(1), () -> fork(host, vm, arguments.word(1))))),
            Operation.of(
                    "stop V",
                    "end a VM in order, with its guest processes",
                    (host, arguments) -> end(host, arguments.word(0), false)),
            Operation.of(
                    "kill V",
                    "end a VM without clean-up by the victim",
                    (host, arguments) -> end(host, arguments.word(0), true)));

    private GuestOperations() {}

    private static Reply start(ScriptedHost host, Arguments arguments, Cgroup group, User user) {
        Settings settings = arguments.settings();
        Guests.Vm vm = host.guests()
                .tryStart(
                        group,
                        user,
                        settings.number("threads", 1),
                        new VmConfig(
                                settings.numberOrMax("quota"),
                                settings.numberOrMax("guest-pid-max"),
                                settings.choice(
                                        "guest-ids", host.kernel().config().guestIds()),
                                settings.choice("confidential", Confidential.NONE)));
        if (vm == null) {
            return host.refused();
        }
        host.names().add(arguments.word(0), vm);
        return new Reply.VmStarted(vm.machine().hasSet());
    }

    private static Reply fork(ScriptedHost host, Guests.Vm vm, String name) {
        Guests.GuestProcess process = host.guests().tryFork(vm);
        if (process == null) {
            return host.refused();
        }
        host.names().add(name, process);
        return Reply.ok();
    }

    private static Reply end(ScriptedHost host, String name, boolean isKilled) {
        return host.withVm(name, vm -> {
            host.guests().end(vm, isKilled);
            host.names().devices().forEach(device -> device.detachAll(name));
            return Reply.ok();
        });
    }
}
