package org.ioasidsim.ops;

import java.util.List;
import java.util.OptionalInt;
import org.ioasidsim.kernel.cgroup.Resource;

/** The operations on the host as a whole, and the one that repeats others. */
final class HostOperations {
    /** The line that describes the machine, first in every script and nowhere else. Its settings make the host, so nothing is left to do. */
    static final Operation HOST = Operation.of(
            "host KEY=VALUE*",
            "the machine; first in every script",
            HostSettings.KEYS,
            (host, arguments) -> Reply.ok());

    /** Starts the machine anew; whoever holds the host replaces it. */
    static final Operation REBOOT = Operation.of(
            "reboot", "start the machine anew; only devices and users stay", (host, arguments) -> Reply.ok());

    static final List<Operation> ALL = List.of(
            HOST,
            REBOOT,
            Operation.of(
                    "rep N OP",
                    "an operation N times, % being 1 to N",
                    (host, arguments) -> repeat(host, arguments.number(0), arguments.word(1))),
            Operation.of(
                    "costs",
                    "what host.costs of a scenario multiplies: rollovers, TLB flushes, invalidations",
                    (host, arguments) -> KernelCounters.costs(host.kernel())),
            Operation.of("stat", "counters of what the host line configures", (host, arguments) -> stat(host)));

    private HostOperations() {}

    /** Returns the {@code number}-th of the operations for which {@code template} stands. */
    static String numbered(String template, long number) {
        return template.replace("%", Long.toString(number));
    }

    private static Reply repeat(ScriptedHost host, long count, String template) {
        long succeeded = 0;
        int rollovers = 0;
        String explanation = "";
        Reply last = new Reply.Unread();
        for (long i = 1; i <= count; i++) {
            last = host.perform(numbered(template, i));
            succeeded += last.isSuccess() ? 1 : 0;
            rollovers += last.isRollover() ? 1 : 0;
            explanation = last.explanation().isEmpty() ? explanation : last.explanation();
        }
        boolean isArm = host.settings().subsystem() == HostSettings.Subsystem.ARM;
        OptionalInt shown = isArm ? OptionalInt.of(rollovers) : OptionalInt.empty();
        return new Reply.Repeated(succeeded, count, shown, last, explanation);
    }

    private static Reply stat(ScriptedHost host) {
        return switch (host.settings().subsystem()) {
            case MISC -> KernelCounters.of("usage", host.kernel().root().usage(Resource.MISC_PASID));
            case PIDS -> KernelCounters.of("tasks", host.tasks().count());
            case IOASIDS -> KernelCounters.ioasids(host.kernel());
            case ARM -> KernelCounters.arm(host.kernel());
        };
    }
}
