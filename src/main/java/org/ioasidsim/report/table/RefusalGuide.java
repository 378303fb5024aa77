package org.ioasidsim.report.table;

import java.util.List;
import java.util.Map;

/**
 * What a refusal means and what to do about it: by the limit that said no, in the order in which a kernel asks them, and by the errno that it
 * said it with.
 */
public final class RefusalGuide {
    /** What each limit is, and what to do first where it says no too often. */
    private static final List<Entry> LIMITS = List.of(
            new Entry(
                    "rlimit",
                    "The user has as many tasks as RLIMIT_NPROC allows; fork fails before any cgroup is asked.",
                    "Raise rlimit_nproc (ulimit -u, LimitNPROC=), or find out who forks."),
            new Entry(
                    "pid-max",
                    "The host has no pid number left; fork fails.",
                    "Bound the tenants' processes with pids.max, or raise kernel.pid_max."),
            new Entry(
                    "pids",
                    "The cgroup, or one above it, has as many tasks as its pids.max allows; fork fails before a bind is tried.",
                    "If the tenant is meant to run more, raise pids.max at the level named; if not, the limit does its work."),
            new Entry(
                    "guest-pid-max",
                    "The guest kernel has no pid number left; the host is not asked.",
                    "Raise kernel.pid_max in the guest, or run fewer processes there."),
            new Entry(
                    "work-queue",
                    "Each dedicated work queue of the device has its one opener; no id is involved.",
                    "Configure more work queues, or shared ones."),
            new Entry(
                    "sva-gate",
                    "The kernel has shared virtual addressing switched off for this device.",
                    "Switch it on; no limit on ids helps here."),
            new Entry(
                    "width",
                    "The address space's id, or every id still free, is larger than the device's PASID bits can express.",
                    "Bind the narrow device first, keep low ids for it, or take a device with more pasid_bits."),
            new Entry(
                    "misc",
                    "The cgroup, or one above it, has charged as many ids (or ASIDs) as its misc.max allows.",
                    "Compare misc.current with misc.max at the level named; raise misc.max only as far as the others' share allows."),
            new Entry(
                    "ioasids",
                    "The cgroup, or one above it, has charged as many ids as its ioasids.max allows.",
                    "Raise ioasids.max at the level named, as far as the capacity allows."),
            new Entry(
                    "capacity",
                    "The capacity from which quotas and reservations are taken is used up, though ids may be free: a VM's set gets"
                            + " no quota.",
                    "Take smaller quotas (controls.vm_quota) or reservations, or a mode that gives them back."),
            new Entry(
                    "vm-quota",
                    "The VM's set holds as many ids as its quota allows.",
                    "Raise controls.vm_quota if the guest is meant to run more processes."),
            new Entry(
                    "pool",
                    "No id is free on the whole host: it is exhausted.",
                    "See under blame who holds more than its share: limit or reserve, or plan for less load; more pasid_bits"
                            + " only if all devices have them."),
            new Entry(
                    "asid",
                    "No Arm address space id can be pinned for the process, though a PASID may be free.",
                    "Take 16-bit ASIDs, or limit ASIDs apart from ids (controls.misc_asid)."),
            new Entry(
                    "policy",
                    "The policy under test said no, though no limit of the kernel did.",
                    "Read what it protects and what its knobs do: ioasid-sim policies NAME."));

    private static final List<String> ORDER = LIMITS.stream().map(Entry::limit).toList();

    /** The words of errno.h, as strerror(3) prints them. */
    private static final Map<String, String> ERRNOS = Map.ofEntries(
            Map.entry("EPERM", "Operation not permitted"),
            Map.entry("ENOENT", "No such file or directory"),
            Map.entry("ESRCH", "No such process"),
            Map.entry("EBADF", "Bad file descriptor"),
            Map.entry("EAGAIN", "Resource temporarily unavailable"),
            Map.entry("ENOMEM", "Cannot allocate memory"),
            Map.entry("EACCES", "Permission denied"),
            Map.entry("EBUSY", "Device or resource busy"),
            Map.entry("EEXIST", "File exists"),
            Map.entry("ENODEV", "No such device"),
            Map.entry("EINVAL", "Invalid argument"),
            Map.entry("ENOSPC", "No space left on device"),
            Map.entry("ERANGE", "Numerical result out of range"),
            Map.entry("EOVERFLOW", "Value too large for defined data type"),
            Map.entry("EOPNOTSUPP", "Operation not supported"));

    private RefusalGuide() {}

    private record Entry(String limit, String meaning, String remedy) {}

    /** Returns what it means that {@code limit} says no; the limit itself where a later version wrote it. */
    public static String meaning(String limit) {
        return entry(limit).meaning();
    }

    /** Returns what to do first. */
    public static String remedy(String limit) {
        return entry(limit).remedy();
    }

    /** Returns where {@code limit} stands in the order in which a kernel asks, from 0; unknown ones come last. */
    public static int rank(String limit) {
        int rank = ORDER.indexOf(limit);
        return rank < 0 ? ORDER.size() : rank;
    }

    /** Returns {@code -ENAME}, what a program that prints the error says, as {@code -EBUSY ("Device or resource busy")}. */
    public static String errno(String name) {
        String words = ERRNOS.get(name);
        return words == null ? "-" + name : "-" + name + " (“" + words + "”)";
    }

    private static Entry entry(String limit) {
        return LIMITS.stream()
                .filter(entry -> entry.limit().equals(limit))
                .findFirst()
                .orElse(new Entry(limit, limit, ""));
    }
}
