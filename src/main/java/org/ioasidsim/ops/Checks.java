package org.ioasidsim.ops;

import java.util.List;
import java.util.Map;

/** What the kernel checks at an operation, in its order, and the error of each check; {@code help OP} shows it. */
final class Checks {
    private static final List<String> CLONE = List.of(
            "RLIMIT_NPROC of the user -EAGAIN; threads-max -EAGAIN; pid number -EAGAIN; pids.max from the cgroup upwards -EAGAIN");

    private static final List<String> CLONE_INTO = List.of(
            "with PATH: kernel before 5.7 -E2BIG, cgroup missing -ENOENT; then RLIMIT_NPROC -EAGAIN; threads-max -EAGAIN; pid number -EAGAIN; a cgroup",
            "that may host no process -EBUSY, -EOPNOTSUPP (PATH only); pids.max from the cgroup upwards -EAGAIN");
    private static final List<String> NOTHING = List.of("none: it is never refused");
    private static final List<String> NO_PROCESS = List.of("no live process -ESRCH");
    private static final List<String> NO_VM = List.of("no running VM -ESRCH");

    private static final Map<String, List<String>> OF_OPERATION = Map.ofEntries(
            Map.entry(
                    "spawn",
                    List.of(
                            "cgroup missing -ENOENT; RLIMIT_NPROC -EAGAIN; threads-max -EAGAIN; pid number -EAGAIN; a cgroup that may host no process -EBUSY,",
                            "-EOPNOTSUPP; pids.max from the cgroup upwards -EAGAIN")),
            Map.entry(
                    "vm",
                    List.of(
                            "as spawn; a kind that the host cannot run -EINVAL; sev, sev-es: misc -EBUSY, ASID -EBUSY; tdx: key id -ENOSPC, misc -EBUSY; VMID -ENOSPC; a set that gets no quota is no",
                            "error: the VM runs without one")),
            Map.entry("fork", CLONE_INTO),
            Map.entry("clone", CLONE_INTO),
            Map.entry("thread-exit", List.of("no live process, or no thread left beside the leader -ESRCH")),
            Map.entry("leader-exit", NO_PROCESS),
            Map.entry("thread", CLONE),
            Map.entry(
                    "move",
                    List.of(
                            "cgroup missing -ENOENT; one that may host no process -EBUSY, -EOPNOTSUPP; no limit is asked")),
            Map.entry(
                    "mkdir",
                    List.of(
                            "exists -EEXIST; parent missing -ENOENT; cgroup.max.descendants from the parent upwards -EAGAIN")),
            Map.entry("reboot", NOTHING),
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
                            "no live P or B -ESRCH; device of a VM -EBUSY; work queue (idxd, generic) -EBUSY; x86 gate -EOPNOTSUPP; PASID too wide for the device",
                            "-EOVERFLOW; memory -ENOMEM; misc pasid -EBUSY (-EINVAL where it has no capacity); ioasids -EAGAIN, set or capacity -ENOSPC (of a VM with ioasids=as-posted both -EINVAL, which its ioctl answers to every failure); PASID",
                            "pool -ENOSPC (up to 6.3 -ENOMEM); misc asid -EBUSY (-EINVAL); ASID -ESRCH, -ENOSPC (pinned), -EBUSY (private); reset -EBUSY; work queue (uacce) -EBUSY,",
                            "hardware context (amdxdna) -ENODEV.",
                            "amdgpu: work queue -EBUSY, then PASID 0 where none is left")),
            Map.entry("bind-any", List.of("as bind, of one device after the other while the answer is -EBUSY")),
            Map.entry("revoke", List.of("no PASID -EINVAL")),
            Map.entry("unbind", List.of("no open file -EINVAL")),
            Map.entry(
                    "attach",
                    List.of(
                            "kernel before 6.15 -EINVAL; open by another -EBUSY (group), -ENODEV (its driver is being removed), -EINVAL (cdev);",
                            "bound by the host -EBUSY; PASID 0 or beyond the width -EINVAL; reset -EBUSY; one that is attached is replaced")),
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
            Map.entry("pin", List.of("no live process -ESRCH; as many pinned as ASIDs - CPUs - 2: ok 0")),
            Map.entry("unpin", List.of("nothing pinned -EINVAL")),
            Map.entry("switch", List.of("no such CPU -EINVAL; no live process -ESRCH")),
            Map.entry("exit", NO_PROCESS),
            Map.entry("exec", NO_PROCESS),
            Map.entry("reap", List.of("no process, or one that still lives -ESRCH")),
            Map.entry(
                    "move-refused",
                    List.of("no process -ESRCH; cgroup missing -ENOENT; then the later controller: refused")),
            Map.entry("user", List.of("a user of that name -EEXIST")),
            Map.entry("misc-uncharge", List.of("no process -ESRCH; nothing charged -EINVAL")),
            Map.entry("device", List.of("a device of that name -EEXIST")),
            Map.entry("fd", List.of("a process missing -ESRCH; P has no device open -EBADF")),
            Map.entry("submit", List.of("device missing -ENODEV; no live process -ESRCH; no open file of it -EBADF")),
            Map.entry(
                    "private",
                    List.of(
                            "no live process -ESRCH; misc pasid -EBUSY (-EINVAL); ioasids -EAGAIN, set or capacity -ENOSPC (of a VM with ioasids=as-posted both -EINVAL); PASID pool -ENOSPC (up to 6.3",
                            "-ENOMEM)")),
            Map.entry("reset", List.of("device missing -ENODEV; in reset already -EBUSY")),
            Map.entry("reset-done", List.of("device missing -ENODEV; not in reset -EINVAL")),
            Map.entry(
                    "remove", List.of("device missing -ENODEV; bonds do not stop it, a VM that has it open delays it")),
            Map.entry("guest", List.of("no running VM -ESRCH; the guest's pid_max -EAGAIN")),
            Map.entry("stop", NO_VM),
            Map.entry("kill", NO_VM),
            Map.entry(
                    "free",
                    List.of(
                            "no file -EBADF; a negative id -EINVAL; an id that is unknown, foreign or pending: ok, nothing happens")),
            Map.entry("close", List.of("no live process -ESRCH; no file -EBADF")),
            Map.entry("hold", List.of("id unknown -EINVAL; it is being freed -EBUSY")),
            Map.entry("drop", List.of("this holder does not hold the id -EINVAL")),
            Map.entry("flush", NOTHING),
            Map.entry("host-alloc", List.of("no host set, its quota, no free id in the range: all invalid")),
            Map.entry("host-free", List.of("an id that is unknown or of another set: ok, nothing is freed")),
            Map.entry("free-events", NOTHING),
            Map.entry("install", List.of("a second capacity: ok, the first one stays")),
            Map.entry("reserve", List.of("more than available -ENOSPC")),
            Map.entry("cancel", List.of("more than the capacity -EINVAL")),
            Map.entry(
                    "set-alloc",
                    List.of(
                            "type unknown -EINVAL; quota beyond what is available -ENOSPC; token does not fit the type -EINVAL; set of this mm alive",
                            "-EEXIST; set id -ENOSPC")),
            Map.entry("attach-spid", List.of("id unknown -ENOENT; SPID invalid, or used in that set -EINVAL")),
            Map.entry("detach-spid", List.of("id unknown -ENOENT")),
            Map.entry("find-spid", List.of("no process -ESRCH; no such SPID in the set: invalid")),
            Map.entry("find", List.of("id unknown -ENOENT; of another set -EACCES")),
            Map.entry("put", List.of("an id that is unknown: ok, nothing is freed")),
            Map.entry("attach-data", List.of("id unknown -ENOENT; it has data -EBUSY")),
            Map.entry(
                    "register-allocator",
                    List.of("the same one again -EEXIST; the first one while ids are taken -EAGAIN")),
            Map.entry("unregister-allocator", NOTHING),
            Map.entry("rep", List.of("those of the operation, each time")),
            Map.entry("host", NOTHING),
            Map.entry("costs", NOTHING),
            Map.entry("stat", NOTHING),
            Map.entry("sstat", NOTHING));

    private Checks() {}

    /** Returns the checks of an operation, in lines. */
    static List<String> of(String operation) {
        return OF_OPERATION.getOrDefault(operation, List.of());
    }
}
