package org.ioasidsim.kernel.base;

import java.util.regex.Pattern;

/**
 * The driver of a device: in which order an open asks for a work queue and for a bond, and where PASIDs come from.
 */
public enum Driver {
    /** Asks for a queue first; no driver in particular. */
    GENERIC("", false, "the driver's open"),
    /** Binds first, then asks for a queue: a process that finds none has a PASID all the same, and from 5.18 on keeps it. */
    UACCE("(hisi_)?(hpre|sec2?|zip)([-_]?[0-9].*)?", true, "drivers/misc/uacce/uacce.c, uacce_fops_open"),
    /** Counts openers of a dedicated queue first. */
    IDXD("(dsa|iax|iaa)([-_0-9].*)?", false, "drivers/dma/idxd/cdev.c, idxd_cdev_open"),
    /** Hands out PASIDs itself, from one pool for all GPUs, and takes none of the host's. */
    AMDGPU("amdgpu([-_]?[0-9].*)?", false, "drivers/gpu/drm/amd/amdgpu/amdgpu_kms.c, amdgpu_driver_open_kms"),
    /** Binds at the open; a hardware context is made afterwards, on columns of the array, and -ENODEV if there are none (xrs_allocate_resource). */
    AMDXDNA(
            "(amdxdna|npu|xdna)([-_]?[0-9].*)?",
            true,
            "drivers/accel/amdxdna/aie2_solver.c, xrs_allocate_resource, after amdxdna_drm_open");

    /** The width of amdgpu's own PASIDs. */
    private static final int AMDGPU_PASID_BITS = 16;

    private final Pattern names;
    private final boolean bindsFirst;
    private final String source;

    Driver(String names, boolean bindsFirst, String source) {
        this.names = Pattern.compile(names);
        this.bindsFirst = bindsFirst;
        this.source = source;
    }

    /** Returns the driver of devices of this name, as the kernel numbers them ({@code hpre}, {@code hisi_zip-1}, {@code dsa0}), or {@code orElse}. */
    public static Driver of(String device, Driver orElse) {
        for (Driver driver : values()) {
            if (driver.names.matcher(device).matches()) {
                return driver;
            }
        }
        return orElse;
    }

    /** Returns whether an open binds before it asks for a queue. */
    public boolean bindsFirst() {
        return bindsFirst;
    }

    /** Returns the error of an open that finds no work queue, or no hardware context. */
    public Errno queueErrno() {
        return this == AMDXDNA ? Errno.ENODEV : Errno.EBUSY;
    }

    /** Returns the width of the PASIDs that it hands out itself; 0: it takes the host's. */
    public int ownPasidBits() {
        return this == AMDGPU ? AMDGPU_PASID_BITS : 0;
    }

    /** Returns the kernel's file and function that decide about an open. */
    public String source() {
        return source;
    }
}
