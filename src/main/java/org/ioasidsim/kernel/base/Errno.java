package org.ioasidsim.kernel.base;

/** The error numbers that the modelled paths return. */
public enum Errno {
    EPERM(1),
    ENOENT(2),
    ESRCH(3),
    E2BIG(7),
    EBADF(9),
    EAGAIN(11),
    ENOMEM(12),
    EACCES(13),
    EFAULT(14),
    EBUSY(16),
    EEXIST(17),
    ENODEV(19),
    EINVAL(22),
    ENOSPC(28),
    ERANGE(34),
    EOVERFLOW(75),
    EOPNOTSUPP(95);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    /** Returns the positive number, as in the kernel's errno.h. */
    public int number() {
        return number;
    }
}
