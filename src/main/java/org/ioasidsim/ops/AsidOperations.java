package org.ioasidsim.ops;

import java.util.List;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.task.HostProcess;

/** The operations on the ASIDs of the CPUs. */
final class AsidOperations {
    static final List<Operation> ALL = List.of(
            Operation.of(
                    "switch CPU P",
                    "run P on a CPU; answers the number of its ASID",
                    (host, arguments) -> host.withLiveProcess(
                            arguments.word(1), process -> switchTo(host, arguments.number(0), process))),
            Operation.of(
                    "pin P",
                    "arm64_mm_context_get, remembered",
                    (host, arguments) -> host.withLiveProcess(arguments.word(0), process -> pin(host, process))),
            Operation.of(
                    "unpin P",
                    "undo the newest remembered pin",
                    (host, arguments) -> host.withProcess(arguments.word(0), process -> unpin(host, process))));

    private AsidOperations() {}

    private static Reply switchTo(ScriptedHost host, long cpu, HostProcess process) {
        Kernel kernel = host.kernel();
        if (cpu >= kernel.config().cpus()) {
            return Reply.failed(Errno.EINVAL, "there is no CPU " + cpu);
        }
        long before = kernel.asidRollovers();
        int asid = host.processes().switchTo((int) cpu, process);
        return new Reply.Asid(asid, kernel.asidRollovers() > before);
    }

    private static Reply pin(ScriptedHost host, HostProcess process) {
        Kernel kernel = host.kernel();
        long before = kernel.asidRollovers();
        int asid = host.processes().tryPin(process);
        return new Reply.Asid(asid, kernel.asidRollovers() > before, asid == 0 ? whyNotPinned(kernel) : "");
    }

    private static String whyNotPinned(Kernel kernel) {
        return "asid at host: " + kernel.cpuAsids().pinned() + " of "
                + kernel.cpuAsids().maxPinned()
                + " ASIDs are pinned (arch/arm64/mm/context.c, arm64_mm_context_get).";
    }

    private static Reply unpin(ScriptedHost host, HostProcess process) {
        return host.processes().tryUnpin(process) ? Reply.ok() : Reply.failed(Errno.EINVAL, "nothing is pinned");
    }
}
