package org.ioasidsim.ops;

import java.util.List;
import java.util.Set;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.ioasid.IdSpace;
import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.task.HostProcess;

/** The operations on the functions that the ioasid core exports: capacity, sets, the ids in them, and allocators. */
final class IoasidSetOperations {
    static final List<Operation> ALL = List.of(
            Operation.of(
                    "install AMOUNT",
                    "ioasid_install_capacity",
                    (host, arguments) ->
                            Reply.done(() -> host.kernel().capacity().install(arguments.number(0)))),
            Operation.of(
                    "reserve AMOUNT",
                    "ioasid_reserve_capacity; 0 takes all that is left",
                    (host, arguments) ->
                            amount(host.kernel().capacity().tryReserve(arguments.number(0)), Errno.ENOSPC)),
            Operation.of(
                    "cancel AMOUNT",
                    "ioasid_cancel_capacity",
                    (host, arguments) -> amount(host.kernel().capacity().tryCancel(arguments.number(0)), Errno.EINVAL)),
            Operation.of(
                    "set-alloc P|null AMOUNT TYPE",
                    "ioasid_set_alloc with a quota; type mm, null or a number",
                    (host, arguments) -> allocSet(host, arguments.word(0), arguments.number(1), arguments.word(2))),
            Operation.of(
                    "attach-spid ID SPID",
                    "ioasid_attach_spid",
                    (host, arguments) -> Reply.of(
                            host.ioasids().attachSpid(arguments.number(0), arguments.number(1)), "ioasid_attach_spid")),
            Operation.of(
                    "detach-spid ID",
                    "ioasid_detach_spid",
                    (host, arguments) ->
                            Reply.of(host.ioasids().detachSpid(arguments.number(0)), "ioasid_detach_spid")),
            Operation.of(
                    "find-spid P SPID get?",
                    "ioasid_find_by_spid in P's set",
                    (host, arguments) -> host.withProcess(
                            arguments.word(0),
                            process -> findSpid(host, process, arguments.number(1), arguments.has(2)))),
            Operation.of(
                    "find P|any ID",
                    "ioasid_find in P's set, or in any",
                    (host, arguments) -> find(host, arguments.word(0), arguments.number(1))),
            Operation.of(
                    "put ID",
                    "ioasid_put without a set",
                    (host, arguments) -> new Reply.Released(host.ioasids()
                            .put(null, arguments.number(0), host.kernel().root()))),
            Operation.of(
                    "attach-data ID",
                    "ioasid_attach_data",
                    (host, arguments) ->
                            Reply.of(host.ioasids().attachData(arguments.number(0)), "ioasid_attach_data")),
            Operation.of(
                    "register-allocator X",
                    "ioasid_register_allocator",
                    (host, arguments) ->
                            Reply.of(host.ioasids().registerAllocator(arguments.word(0)), "ioasid_register_allocator")),
            Operation.of(
                    "unregister-allocator X",
                    "ioasid_unregister_allocator",
                    (host, arguments) -> Reply.done(() -> host.ioasids().unregisterAllocator(arguments.word(0)))));

    /** The types of sets by their names and by the numbers of the kernel's enum. */
    private static final Set<String> MM_TYPES = Set.of("mm", "2");

    private static final Set<String> OTHER_TYPES = Set.of("null", "1", "0");

    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    private IoasidSetOperations() {}

    private static Reply amount(long amount, Errno errno) {
        return amount < 0 ? Reply.failed(errno, "the capacity does not allow it") : new Reply.Value(amount);
    }

    /** Makes a set, after the checks of the kernel in their order; its quota is an unsigned int. */
    private static Reply allocSet(ScriptedHost host, String token, long amount, String type) {
        boolean isMm = MM_TYPES.contains(type);
        boolean isNullToken = token.equals("null");
        long quota = amount & UNSIGNED_INT;
        if (!isMm && !OTHER_TYPES.contains(type)) {
            return Reply.failed(Errno.EINVAL, "ioasid_set_alloc: there is no such type");
        }
        if (quota > host.kernel().capacity().available()) {
            return Reply.failed(Errno.ENOSPC, "ioasid_set_alloc: the quota exceeds what is available");
        }
        if (isMm == isNullToken) {
            return Reply.failed(Errno.EINVAL, "ioasid_set_alloc: the token does not fit the type");
        }
        return isNullToken
                ? allocNullSet(host, quota)
                : host.withLiveProcess(
                        token, process -> Reply.of(host.processes().allocSet(process, quota), "ioasid_set_alloc"));
    }

    private static Reply allocNullSet(ScriptedHost host, long quota) {
        Errno errno = host.kernel().sets().refusal(null, quota);
        if (errno == null) {
            var unused = host.kernel().sets().create(null, quota);
        }
        return Reply.of(errno, "ioasid_set_alloc");
    }

    private static Reply findSpid(ScriptedHost host, HostProcess process, long spid, boolean get) {
        IoasidSet set = host.processes().ownSet(process);
        int id = set == null ? IdSpace.NONE : host.ioasids().findBySpid(set, spid, get);
        return id == IdSpace.NONE ? new Reply.Invalid("") : new Reply.Value(id);
    }

    private static Reply find(ScriptedHost host, String name, long id) {
        if (name.equals("any")) {
            return Reply.of(host.ioasids().lookUp(null, id), "ioasid_find");
        }
        return host.withProcess(
                name, process -> Reply.of(host.ioasids().lookUp(host.processes().ownSet(process), id), "ioasid_find"));
    }
}
