package org.ioasidsim.ops;

import java.util.List;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.ioasid.Denial;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.task.HostProcess;

/** The operations on {@code /dev/ioasid}, on holders of its ids, and on the host's own set. */
final class IoasidOperations {
    static final List<Operation> ALL = List.of(
            Operation.of(
                    "open P",
                    "open /dev/ioasid, which makes a set",
                    (host, arguments) -> host.withLiveProcess(arguments.word(0), process -> open(host, process))),
            Operation.of(
                    "alloc P MIN? MAX?",
                    "allocate an ioasid from the newest file's set",
                    (host, arguments) -> host.withLiveProcess(
                            arguments.word(0),
                            process -> alloc(host, process, min(arguments, 1), max(host, arguments, 2)))),
            Operation.of(
                    "free P ID",
                    "free an ioasid through the newest file",
                    (host, arguments) -> host.withLiveProcess(
                            arguments.word(0), process -> free(host, process, arguments.number(1)))),
            Operation.of(
                    "close P",
                    "close the newest file of /dev/ioasid",
                    (host, arguments) -> host.withLiveProcess(
                            arguments.word(0),
                            process -> host.processes().tryClose(process) ? Reply.ok() : noOpenFile())),
            Operation.of(
                    "hold NAME ID queued?",
                    "ioasid_get by a holder; queued: dropped by flush after FREE",
                    (host, arguments) -> Reply.of(
                            host.ioasids().hold(arguments.word(0), arguments.number(1), arguments.has(2)),
                            "ioasid_get: unknown or pending")),
            Operation.of("drop NAME ID P?", "ioasid_put by a holder, as the worker or as P", IoasidOperations::drop),
            Operation.of(
                    "flush",
                    "run the queued drops, in order",
                    (host, arguments) ->
                            new Reply.Value(host.ioasids().flush(host.kernel().root()))),
            Operation.of(
                    "host-alloc MIN? MAX?",
                    "allocate from the host's own set",
                    (host, arguments) -> hostAlloc(host, min(arguments, 0), max(host, arguments, 1))),
            Operation.of(
                    "host-free ID",
                    "ioasid_put from the host's own set",
                    (host, arguments) -> hostFree(host, arguments.number(0))),
            Operation.of(
                    "free-events",
                    "FREE notifications so far",
                    (host, arguments) -> new Reply.Value(host.ioasids().freeEvents())));

    private IoasidOperations() {}

    private static Reply open(ScriptedHost host, HostProcess process) {
        return Reply.of(
                host.processes().open(process), "ioasid_fops_open and ioasid_set_alloc (drivers/iommu/ioasid.c)");
    }

    private static long min(Arguments arguments, int index) {
        return arguments.numberOr(index, 1);
    }

    private static long max(ScriptedHost host, Arguments arguments, int index) {
        return arguments.numberOr(index, host.kernel().capacity().total() - 1);
    }

    private static Reply alloc(ScriptedHost host, HostProcess process, long min, long max) {
        IoasidSet set = host.processes().newestSet(process);
        if (set == null) {
            return noOpenFile();
        }
        int id = host.processes().tryAlloc(process, set, min, max);
        if (id != IdSpace.NONE) {
            return new Reply.Value(id);
        }
        return host.settings().showsInternalErrors()
                ? denied(host, host.whyDenied(set))
                : new Reply.Failure(Errno.EINVAL, "", host.whyDenied(set));
    }

    /** Returns the failure that user space does not see: which check of the kernel said no. */
    private static Reply denied(ScriptedHost host, String explanation) {
        Denial denial = host.ioasids().denial();
        return new Reply.Failure(denial.errno(), denial.word(), explanation);
    }

    private static Reply free(ScriptedHost host, HostProcess process, long id) {
        IoasidSet set = host.processes().newestSet(process);
        if (set == null) {
            return noOpenFile();
        }
        if (id < 0) {
            return Reply.failed(Errno.EINVAL, "the id is negative");
        }
        host.ioasids().free(set, id, process.group());
        return Reply.ok();
    }

    private static Reply noOpenFile() {
        return Reply.failed(Errno.EBADF, "no open file");
    }

    private static Reply drop(ScriptedHost host, Arguments arguments) {
        String holder = arguments.word(0);
        long id = arguments.number(1);
        if (!host.ioasids().isHeld(holder, id)) {
            return Reply.failed(Errno.EINVAL, holder + " does not hold " + arguments.word(1));
        }
        return arguments.has(2)
                ? host.withProcess(arguments.word(2), process -> dropAs(host, holder, id, process.group()))
                : dropAs(host, holder, id, host.kernel().root());
    }

    private static Reply dropAs(ScriptedHost host, String holder, long id, Cgroup current) {
        return new Reply.Released(host.ioasids().drop(holder, id, current));
    }

    private static Reply hostAlloc(ScriptedHost host, long min, long max) {
        IoasidSet set = host.kernel().hostSet();
        int id = host.ioasids().tryAllocHost(set, min, max);
        if (id != IdSpace.NONE) {
            return new Reply.Value(id);
        }
        return host.settings().showsInternalErrors()
                ? denied(host, host.whyDenied(set))
                : new Reply.Invalid(host.whyDenied(set));
    }

    private static Reply hostFree(ScriptedHost host, long id) {
        IoasidSet set = host.kernel().hostSet();
        return new Reply.Released(
                set != null && host.ioasids().put(set, id, host.kernel().root()));
    }
}
