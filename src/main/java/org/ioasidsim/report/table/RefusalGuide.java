package org.ioasidsim.report.table;

import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;

/** What a refusal means and what to do about it, by the limit that refused, and the words of the error that a program prints. */
public final class RefusalGuide {
    private RefusalGuide() {}

    /** Returns in a sentence or two what it means that {@code limit} refuses. */
    public static String meaning(Limit limit) {
        return switch (limit) {
            case RLIMIT -> "The user has as many tasks as RLIMIT_NPROC allows; fork fails before any cgroup is asked.";
            case THREADS_MAX ->
                "The host has as many tasks as kernel.threads-max allows; fork fails before a pid number is taken.";
            case PID_MAX -> "The host, or the pid namespace of the container, has no pid number left; fork fails.";
            case CGROUP ->
                "No process may live in a cgroup whose children have controllers; the fork or the move fails.";
            case PIDS ->
                "The cgroup, or one above it, has as many tasks as its pids.max allows; fork fails before a bind is tried.";
            case KEY_ID ->
                "Each ASID for encrypted guests, or each key id of TDX, has its VM; one more does not start.";
            case VMID -> "Each VMID of the SMMU has its VM; one more does not start.";
            case GUEST_PID_MAX -> "The guest kernel has no pid number left; the host is not asked.";
            case WORK_QUEUE ->
                "Each dedicated work queue of the device has its one opener; a driver that binds first (uacce) leaves the process its id all the same.";
            case SVA_GATE -> "The kernel has shared virtual addressing switched off for this device.";
            case DEVICE -> "The device is being reset, or belongs to a VM; nothing can be attached to it meanwhile.";
            case WIDTH ->
                "The address space's id, or every id still free, is larger than the device's PASID bits can express, or is its highest, which kernels 5.18 to 6.3 refuse at a further bind.";
            case MEMORY ->
                "The kernel's memory for one more bond would exceed the memory.max of the cgroup, or of one above it.";
            case MISC ->
                "The cgroup, or one above it, has charged as many of misc's resource (ids, ASIDs, confidential VMs) as its misc.max allows.";
            case IOASIDS ->
                "The cgroup, or one above it, has charged as many ids as its ioasids.max allows; as proposed, that is none until it is set.";
            case CAPACITY ->
                "The capacity from which quotas and reservations are taken is used up, though ids may be free: a VM's set gets no quota.";
            case VM_QUOTA -> "The VM's set holds as many ids as its quota allows.";
            case POOL -> "No id is free on the whole host: it is exhausted.";
            case ASID -> "No Arm address space id can be pinned for the process, though a PASID may be free.";
            case REVOKED ->
                "The limit was lowered below what was charged, and the policy took an id in use back: the device faults.";
            case POLICY -> "The policy under test said no, though no limit of the kernel did.";
        };
    }

    /** Returns what to do first where {@code limit} refuses too often. */
    public static String remedy(Limit limit) {
        return switch (limit) {
            case RLIMIT -> "Raise rlimit_nproc (ulimit -u, LimitNPROC=), or find out who forks.";
            case THREADS_MAX ->
                "Bound the tenants' tasks with pids.max, or raise kernel.threads-max as far as memory for stacks allows.";
            case PID_MAX -> "Bound the tenants' processes with pids.max, or raise kernel.pid_max.";
            case CGROUP -> "Put the processes into a cgroup of their own beside those children.";
            case PIDS ->
                "If the tenant is meant to run more, raise pids.max at the level named; if not, the limit does its work.";
            case KEY_ID ->
                "Run fewer confidential VMs here, or split the ASIDs otherwise in the firmware (SEV, SEV-ES).";
            case VMID -> "Run fewer VMs with devices here, or take an SMMU with 16-bit VMIDs.";
            case GUEST_PID_MAX -> "Raise kernel.pid_max in the guest, or run fewer processes there.";
            case WORK_QUEUE -> "Configure more work queues, or shared ones.";
            case SVA_GATE -> "Switch it on; no limit on ids helps here.";
            case DEVICE -> "Retry after the reset.";
            case WIDTH -> "Bind the narrow device first, keep low ids for it, or take a device with more pasid_bits.";
            case MEMORY -> "Raise memory.max at the level named, or close bonds that are not used.";
            case MISC ->
                "Compare misc.current with misc.max at the level named; raise misc.max only as far as the others' share allows.";
            case IOASIDS -> "Raise ioasids.max at the level named, as far as the capacity allows.";
            case CAPACITY -> "Take smaller quotas (controls.vm_quota) or reservations, or a mode that gives them back.";
            case VM_QUOTA -> "Raise controls.vm_quota if the guest is meant to run more processes.";
            case POOL ->
                "See under blame who holds more than its share: limit or reserve, or plan for less load; more pasid_bits only if all devices have them.";
            case ASID -> "Take 16-bit ASIDs, or limit ASIDs apart from ids (controls.misc_asid).";
            case REVOKED -> "Lower the limit in steps, or let victims bind again (victim: binds-again).";
            case POLICY -> "Read what it protects and what its knobs do: ioasid-sim policies NAME.";
        };
    }

    /** Returns {@code -ENAME} with the words that a program prints for it, as {@code -EBUSY ("Device or resource busy")}. */
    public static String errno(Errno errno) {
        return "-" + errno + " (“" + words(errno) + "”)";
    }

    /** Returns the words of errno.h, as strerror(3) prints them. */
    private static String words(Errno errno) {
        return switch (errno) {
            case EPERM -> "Operation not permitted";
            case ENOENT -> "No such file or directory";
            case ESRCH -> "No such process";
            case E2BIG -> "Argument list too long";
            case EBADF -> "Bad file descriptor";
            case EAGAIN -> "Resource temporarily unavailable";
            case ENOMEM -> "Cannot allocate memory";
            case EACCES -> "Permission denied";
            case EFAULT -> "Bad address";
            case EBUSY -> "Device or resource busy";
            case EEXIST -> "File exists";
            case ENODEV -> "No such device";
            case EINVAL -> "Invalid argument";
            case ENOSPC -> "No space left on device";
            case ERANGE -> "Numerical result out of range";
            case EOVERFLOW -> "Value too large for defined data type";
            case EOPNOTSUPP -> "Operation not supported";
        };
    }
}
