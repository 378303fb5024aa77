package org.ioasidsim.kernel.ioasid;

import org.ioasidsim.kernel.base.Errno;

/** The reasons why an ioasid is not allocated, in the order of the checks. */
public enum Denial {
    ARGS(
            "args",
            Errno.EINVAL,
            "the range is empty or reaches beyond 2^31 - 1: drivers/iommu/ioasid_user.c, ioasid_fops_unl_ioctl"),
    SET(
            "set",
            Errno.EINVAL,
            "the set died with its last id and the open file points at freed memory: drivers/iommu/ioasid.c, ioasid_alloc"),
    OWNER("owner", Errno.EPERM, "the set belongs to another address space: kernel/cgroup/ioasids.c, ioasid_cg_charge"),
    CGROUP("cgroup", Errno.EAGAIN, "a cgroup is at its ioasids.max: kernel/cgroup/ioasids.c, ioasids_try_charge"),
    QUOTA("quota", Errno.EINVAL, "the set is at its quota: drivers/iommu/ioasid.c, ioasid_alloc"),
    RANGE("range", Errno.EINVAL, "no id of the range is free: drivers/iommu/ioasid.c, default_alloc");

    private final String word;
    private final Errno errno;
    private final String explanation;

    Denial(String word, Errno errno, String explanation) {
        this.word = word;
        this.errno = errno;
        this.explanation = explanation;
    }

    public String word() {
        return word;
    }

    /** Returns the error inside the kernel; the ioctl always answers EINVAL. */
    public Errno errno() {
        return errno;
    }

    /** Returns the clause that names the deciding condition, with the kernel's file and function. */
    public String explanation() {
        return explanation;
    }
}
