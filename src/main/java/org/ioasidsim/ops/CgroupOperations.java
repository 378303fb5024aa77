package org.ioasidsim.ops;

import java.util.List;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.CoreFiles;
import org.ioasidsim.kernel.task.HostProcess;

/** The operations on cgroups and their files, and on the charges of misc, which no task hook makes. */
final class CgroupOperations {
    static final List<Operation> ALL = List.of(
            Operation.of("mkdir PATH", "make a cgroup", (host, arguments) -> mkdir(host.kernel(), arguments.word(0))),
            Operation.of(
                    "rmdir PATH",
                    "remove a cgroup; zombies and charges do not block it",
                    (host, arguments) -> host.withGroup(arguments.word(0), group -> rmdir(host.kernel(), group))),
            Operation.of(
                    "write PATH/FILE VALUE",
                    "write a cgroup file, as echo VALUE > FILE",
                    (host, arguments) -> host.withGroup(
                            directory(arguments.word(0)),
                            group -> write(host, group, file(arguments.word(0)), arguments.word(1)))),
            Operation.of(
                    "cat PATH/FILE",
                    "read a cgroup file",
                    (host, arguments) -> host.withGroup(
                            directory(arguments.word(0)), group -> cat(host.kernel(), group, arguments.word(0)))),
            Operation.of(
                    "misc-charge P",
                    "misc_cg_try_charge(1), remembered",
                    (host, arguments) -> host.withLiveProcess(arguments.word(0), process -> chargeMisc(host, process))),
            Operation.of(
                    "misc-uncharge P",
                    "undo the newest remembered charge",
                    (host, arguments) -> host.withProcess(arguments.word(0), process -> unchargeMisc(host, process))));

    private CgroupOperations() {}

    private static Reply mkdir(Kernel kernel, String path) {
        Errno errno = kernel.cgroups().mkdirRefusal(path);
        if (errno != null) {
            return Reply.failed(errno, "mkdir: " + whyNotMade(errno, kernel, path));
        }
        var unused = kernel.mkdir(path);
        return Reply.ok();
    }

    private static String whyNotMade(Errno errno, Kernel kernel, String path) {
        return switch (errno) {
            case EEXIST -> path + " exists";
            case EAGAIN ->
                kernel.cgroups().fullOfGroups(path)
                        + " has as many groups below it as its cgroup.max.descendants allows"
                        + " (kernel/cgroup/cgroup.c, cgroup_check_hierarchy_limits)";
            default -> path + " has no parent";
        };
    }

    private static Reply rmdir(Kernel kernel, Cgroup group) {
        Errno errno = kernel.cgroups().rmdirRefusal(group);
        if (errno != null) {
            return Reply.failed(errno, "rmdir: " + group.path() + " has a live process or a child");
        }
        kernel.rmdir(group);
        return Reply.ok();
    }

    private static Reply write(ScriptedHost host, Cgroup group, String file, String value) {
        Errno errno = host.kernel().write(group, file, value);
        if (errno == null && file.equals(CoreFiles.KILL)) {
            host.killAtOrBelow(new CgroupPath(group.path()));
        }
        return errno == null ? Reply.ok() : Reply.failed(errno, whyNotWritten(errno, group, file, value));
    }

    private static String whyNotWritten(Errno errno, Cgroup group, String file, String value) {
        return switch (errno) {
            case EACCES -> "no such file: " + group.path() + " has no " + file + ", and none can be made";
            case EBUSY, EOPNOTSUPP ->
                "a group above " + group.path()
                        + " hosts processes and cannot switch the controller on for its children"
                        + " (kernel/cgroup/cgroup.c, cgroup_vet_subtree_control_enable)";
            default -> "'" + value + "' is not what " + file + " takes (" + writer(file) + ")";
        };
    }

    private static String writer(String file) {
        return switch (file) {
            case "pids.max" -> "kernel/cgroup/pids.c, pids_max_write";
            case "misc.max" -> "kernel/cgroup/misc.c, misc_cg_max_write";
            case "memory.max" -> "mm/memcontrol.c, memory_max_write";
            case "ioasids.max" -> "kernel/cgroup/ioasids.c of RFC v4, ioasids_max_write";
            case CoreFiles.KILL -> "kernel/cgroup/cgroup.c, cgroup_kill_write";
            case CoreFiles.MAX_DESCENDANTS -> "kernel/cgroup/cgroup.c, cgroup_max_descendants_write";
            default -> "kernel/cgroup/cgroup.c, cgroup_subtree_control_write";
        };
    }

    private static Reply cat(Kernel kernel, Cgroup group, String path) {
        String content = kernel.cgroups().read(group, file(path));
        if (file(path).equals(CoreFiles.KILL)
                && CoreFiles.exist(
                        CoreFiles.KILL, group.parent() == null, kernel.config().rules())) {
            return Reply.failed(
                    Errno.EINVAL, path + " can only be written (kernel/cgroup/cgroup.c, cgroup_seqfile_show)");
        }
        return content == null
                ? Reply.failed(
                        Errno.ENOENT, "no such file: this kernel has no " + path + " (" + lister(file(path)) + ")")
                : new Reply.FileContent(content);
    }

    /** Returns where the kernel lists the files of a controller. */
    private static String lister(String file) {
        return switch (file.substring(0, Math.max(0, file.indexOf('.')))) {
            case "pids" -> "kernel/cgroup/pids.c, pids_files";
            case "misc" -> "kernel/cgroup/misc.c, misc_cg_files";
            case "memory" -> "mm/memcontrol.c, memory_files";
            case "ioasids" -> "kernel/cgroup/ioasids.c of RFC v4, ioasids_cg_files";
            default -> "kernel/cgroup/cgroup.c, cgroup_base_files";
        };
    }

    private static String directory(String path) {
        int slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }

    private static String file(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Reply chargeMisc(ScriptedHost host, HostProcess process) {
        Errno errno = host.processes().chargeMisc(process);
        if (errno == Errno.EINVAL) {
            return Reply.failed(errno, "misc has no capacity of pasid (kernel/cgroup/misc.c, misc_cg_try_charge)");
        }
        return errno == null ? Reply.ok() : host.refused();
    }

    private static Reply unchargeMisc(ScriptedHost host, HostProcess process) {
        return host.processes().tryUnchargeMisc(process)
                ? Reply.ok()
                : Reply.failed(Errno.EINVAL, "nothing is charged");
    }
}
