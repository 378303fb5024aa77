package org.ioasidsim.ops;

import java.util.List;
import java.util.function.Function;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.User;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.ioasid.PidNumbers;
import org.ioasidsim.kernel.task.Guests;
import org.ioasidsim.kernel.task.HostProcess;
import org.jspecify.annotations.Nullable;

/** The operations on processes, their threads and their users. */
final class TaskOperations {
    static final List<Operation> ALL = List.of(
            Operation.of(
                    "spawn P PATH KEY=VALUE*",
                    "init clones process P into a cgroup",
                    Keys.of(
                            Key.of("user", "[^\\s/=#]+", "U", "whose task it is; a user without limit"),
                            Key.onOff("capable", "with CAP_SYS_ADMIN, which RLIMIT_NPROC does not hold; off")),
                    (host, arguments) -> host.withGroup(
                            arguments.word(1),
                            group -> host.withUser(
                                    arguments.settings(), user -> spawn(host, arguments.word(0), group, user)))),
            Operation.of(
                    "fork P C PATH?",
                    "P forks C, for its user, into its cgroup or that of PATH (CLONE_INTO_CGROUP)",
                    (host, arguments) -> host.withLiveProcess(
                            arguments.word(0),
                            parent -> withTarget(host, arguments, group -> fork(host, parent, arguments, group)))),
            Operation.of(
                    "clone P C PATH?",
                    "P clones C, which shares its address space and copies its files (CLONE_VM)",
                    (host, arguments) -> host.withLiveProcess(
                            arguments.word(0),
                            parent -> withTarget(host, arguments, group -> cloneVm(host, parent, arguments, group)))),
            Operation.of(
                    "thread-exit P N",
                    "end N threads, the newest first; the leader stays",
                    (host, arguments) -> host.withLiveProcess(
                            arguments.word(0), process -> exitThreads(host, process, arguments.number(1)))),
            Operation.of(
                    "leader-exit P",
                    "end the leader alone; it stays a task until the last thread has ended",
                    (host, arguments) -> host.withLiveProcess(
                            arguments.word(0),
                            process -> Reply.done(() -> host.processes().exitLeader(process)))),
            Operation.of(
                    "thread P N",
                    "add N threads, one by one",
                    (host, arguments) -> host.withLiveProcess(
                            arguments.word(0), process -> addThreads(host, process, arguments.number(1)))),
            Operation.of(
                    "exit P",
                    "a process ends and is a zombie; a guest process is gone",
                    (host, arguments) -> exit(host, arguments.word(0))),
            Operation.of(
                    "reap P",
                    "release a zombie's leader",
                    (host, arguments) ->
                            host.withProcess(arguments.word(0), process -> reap(host, arguments.word(0), process))),
            Operation.of(
                    "exec P",
                    "replace the address space; other threads die, files stay open",
                    (host, arguments) -> host.withLiveProcess(
                            arguments.word(0),
                            process -> Reply.done(() -> host.processes().exec(process)))),
            Operation.of(
                    "move P PATH",
                    "move a process, or a VM, to a cgroup",
                    (host, arguments) ->
                            host.withGroup(arguments.word(1), group -> move(host, arguments.word(0), group))),
            Operation.of(
                    "move-refused P PATH",
                    "a move that a later controller refuses",
                    (host, arguments) -> host.withProcess(
                            arguments.word(0),
                            process ->
                                    host.withGroup(arguments.word(1), group -> moveAndCancel(host, process, group)))),
            Operation.of(
                    "user U KEY=VALUE*",
                    "a user whose tasks RLIMIT_NPROC limits",
                    Keys.of(
                            Key.numberOrMax("nproc", "RLIMIT_NPROC of its tasks; max"),
                            Key.range(
                                    "namespace-pid-max",
                                    301,
                                    4_194_304,
                                    "pid_max of a pid namespace for its tasks, of which N - 300 fit; none")),
                    (host, arguments) -> addUser(host, arguments.word(0), arguments.settings())));

    private TaskOperations() {}

    private static Reply spawn(ScriptedHost host, String name, Cgroup group, User user) {
        return create(host, name, () -> host.processes().spawn(group, user));
    }

    /** Acts on the cgroup that the third word names, null where there is none; a kernel before 5.7 clones into no other. */
    private static Reply withTarget(ScriptedHost host, Arguments arguments, Function<@Nullable Cgroup, Reply> action) {
        if (!arguments.has(2)) {
            return action.apply(null);
        }
        if (!host.kernel().config().rules().release().hasCloneIntoCgroup()) {
            return Reply.failed(
                    Errno.E2BIG,
                    "this kernel's clone_args have no cgroup (kernel/fork.c, copy_clone_args_from_user: copy_struct_from_user)");
        }
        return host.withGroup(arguments.word(2), action);
    }

    private static Reply fork(ScriptedHost host, HostProcess parent, Arguments arguments, @Nullable Cgroup group) {
        return create(
                host,
                arguments.word(1),
                () -> group == null
                        ? host.processes().fork(parent)
                        : host.processes().forkInto(parent, group));
    }

    private static Reply cloneVm(ScriptedHost host, HostProcess parent, Arguments arguments, @Nullable Cgroup group) {
        return create(host, arguments.word(1), () -> host.processes().cloneVm(parent, group));
    }

    private static Reply exitThreads(ScriptedHost host, HostProcess process, long count) {
        for (long ended = 0; ended < count; ended++) {
            if (!host.processes().hasThreads(process)) {
                return Reply.failed(Errno.ESRCH, "there is no further thread beside the leader");
            }
            host.processes().exitThread(process);
        }
        return Reply.ok();
    }

    private static Reply create(ScriptedHost host, String name, Cloning cloning) {
        return host.withNewName(name, () -> {
            HostProcess process = cloning.run();
            if (process == null) {
                return host.refused();
            }
            host.names().add(name, process);
            return newestPid(host, process);
        });
    }

    private static Reply newestPid(ScriptedHost host, HostProcess process) {
        return host.settings().showsPidNumbers()
                ? new Reply.Value(host.processes().newestNumber(process))
                : Reply.ok();
    }

    private static Reply addThreads(ScriptedHost host, HostProcess process, long count) {
        for (long made = 0; made < count; made++) {
            if (!host.processes().tryAddThread(process)) {
                return host.refused();
            }
        }
        return newestPid(host, process);
    }

    private static Reply exit(ScriptedHost host, String name) {
        Guests.GuestProcess guest = host.names().guest(name);
        return guest == null
                ? host.withLiveProcess(name, process -> exit(host, name, process))
                : Reply.done(() -> host.guests().exit(guest));
    }

    private static Reply exit(ScriptedHost host, String name, HostProcess process) {
        host.processes().exit(process);
        host.names().devices().forEach(device -> device.detachAll(name));
        return Reply.ok();
    }

    private static Reply reap(ScriptedHost host, String name, HostProcess process) {
        if (!process.isZombie()) {
            return Reply.failed(Errno.ESRCH, "only a zombie can be reaped");
        }
        host.processes().reap(process);
        if (process.isForgettable()) {
            host.names().forget(name);
        }
        return Reply.ok();
    }

    private static Reply move(ScriptedHost host, String name, Cgroup to) {
        Errno refusal = host.kernel().cgroups().hostRefusal(to);
        return refusal == null ? moveAllowed(host, name, to) : Reply.failed(refusal, Explanation.noHost(to.path()));
    }

    private static Reply moveAllowed(ScriptedHost host, String name, Cgroup to) {
        Guests.Vm vm = host.names().vm(name);
        return vm == null
                ? host.withProcess(
                        name, process -> Reply.done(() -> host.processes().move(process, to)))
                : Reply.done(() -> host.guests().move(vm, to));
    }

    private static Reply moveAndCancel(ScriptedHost host, HostProcess process, Cgroup to) {
        host.processes().moveAndCancel(process, to);
        return new Reply.Cancelled();
    }

    private static Reply addUser(ScriptedHost host, String name, Settings settings) {
        if (host.names().user(name) != null) {
            return Reply.failed(Errno.EEXIST, "there is a user " + name);
        }
        User user = host.kernel().user(settings.numberOrMax("nproc"));
        boolean hasNamespace = settings.has("namespace-pid-max");
        long pidMax = settings.number("namespace-pid-max", 0);
        host.names().add(name, hasNamespace ? user.inNamespace(PidNumbers.tasks(pidMax)) : user);
        return Reply.ok();
    }

    private interface Cloning {
        @Nullable
        HostProcess run();
    }
}
