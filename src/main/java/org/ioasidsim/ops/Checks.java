package org.ioasidsim.ops;

import java.util.List;
import java.util.Map;

/** What the kernel checks at an operation, in its order, and the error of each check; {@code help OP} shows it. */
final class Checks {
    private static final List<String> CLONE = List.of(
            "RLIMIT_NPROC of the user -EAGAIN; threads-max -EAGAIN; pid number -EAGAIN; pids.max from the cgroup upwards -EAGAIN");

    private static final Map<String, List<String>> OF_OPERATION = Map.ofEntries(
            Map.entry(
                    "spawn",
                    List.of(
                            "cgroup missing -ENOENT; RLIMIT_NPROC -EAGAIN; threads-max -EAGAIN; pid number -EAGAIN; a cgroup that may host no process -EBUSY,",
                            "-EOPNOTSUPP; pids.max from the cgroup upwards -EAGAIN")),
            Map.entry(
                    "vm",
                    List.of(
                            "as spawn; sev, sev-es: misc -EBUSY, ASID -EBUSY; tdx: key id -ENOSPC, misc -EBUSY; VMID -ENOSPC; a set that gets no quota is no",
                            "error: the VM runs without one")),
            Map.entry("fork", CLONE),
            Map.entry("thread", CLONE),
            Map.entry(
                    "move",
                    List.of(
                            "cgroup missing -ENOENT; one that may host no process -EBUSY, -EOPNOTSUPP; no limit is asked")),
            Map.entry("mkdir", List.of("exists -EEXIST; parent missing -ENOENT")),
            Map.entry("rmdir", List.of("missing -ENOENT; a live process or a child -EBUSY")),
            Map.entry(
                    "write",
                    List.of(
                            "cgroup missing -ENOENT; no such file -EACCES; a group above hosts processes and cannot switch the controller on",
                            "-EBUSY, -EOPNOTSUPP; not the file's form -EINVAL; too large a number -ERANGE; no capacity (misc) -EINVAL;",
                            "no room for a reservation (ioasids) -ENOSPC")),
            Map.entry("cat", List.of("cgroup missing -ENOENT; no such file in this kernel, or at the root -ENOENT")),
            Map.entry(
                    "misc-charge",
                    List.of("no capacity -EINVAL; misc.max or capacity from the cgroup up to the root -EBUSY")),
            Map.entry(
                    "bind",
                    List.of(
                            "device of a VM -EBUSY; work queue (idxd, generic) -EBUSY; x86 gate -EOPNOTSUPP; PASID too wide for the device",
                            "-EOVERFLOW; memory -ENOMEM; misc pasid -EBUSY; ioasids -EAGAIN; set or capacity -ENOSPC; PASID pool -ENOSPC (up to 6.3 -ENOMEM);",
                            "misc asid -EBUSY; ASID -ESRCH, -ENOSPC (pinned), -EBUSY (private); reset -EBUSY; work queue (uacce, amdxdna) -EBUSY.",
                            "amdgpu: work queue -EBUSY, then PASID 0 where none is left")),
            Map.entry("bind-any", List.of("as bind, of one device after the other while the answer is -EBUSY")),
            Map.entry("revoke", List.of("no PASID -EINVAL")),
            Map.entry("unbind", List.of("no open file -EINVAL")),
            Map.entry(
                    "attach",
                    List.of(
                            "kernel before 6.15 -EINVAL; open by another -EINVAL (cdev), -EBUSY (group); bound by the host -EBUSY; PASID 0 or",
                            "beyond the width -EINVAL; reset -EBUSY; one that is attached is replaced")),
            Map.entry(
                    "detach",
                    List.of("kernel before 6.15, or open by another -EINVAL; what is not attached is no error")),
            Map.entry(
                    "open",
                    List.of("open already -EBUSY; quota -ENOSPC; set of this mm alive -EEXIST; set id -ENOSPC")),
            Map.entry(
                    "alloc",
                    List.of(
                            "no file -EBADF; range, owner, ioasids.max, quota, no id in the range: all -EINVAL to user space (errors=internal",
                            "says which)")),
            Map.entry("pin", List.of("as many pinned as ASIDs - CPUs - 2: ok 0")));

    private Checks() {}

    /** Returns the checks of an operation, in lines; none where nothing can be refused but a name. */
    static List<String> of(String operation) {
        return OF_OPERATION.getOrDefault(operation, List.of());
    }
}
