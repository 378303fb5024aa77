package org.ioasidsim.kernel.sva;

import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;

/** Why user space cannot attach a PASID of its choice to a device (VFIO_DEVICE_ATTACH_PASID), in the order of the kernel's checks. */
public enum AttachRefusal {
    /** The kernel is older than 6.15. */
    NO_IOMMUFD(Limit.DEVICE, Errno.EINVAL, "drivers/vfio/device_cdev.c, vfio_df_ioctl_attach_pt"),
    /** The device's VFIO group is open by another. */
    GROUP_IS_OPEN(Limit.DEVICE, Errno.EBUSY, "drivers/vfio/group.c, vfio_group_fops_open"),
    /** The driver is being removed and waits for another that has the device open: nobody finds it any more. */
    LEAVING(Limit.DEVICE, Errno.ENODEV, "drivers/vfio/vfio_main.c, vfio_unregister_group_dev"),
    /** The device's own character device is open by another. */
    DEVICE_IS_OPEN(Limit.DEVICE, Errno.EINVAL, "drivers/vfio/vfio_main.c, vfio_df_open"),
    /** Processes of the host are bound to it. */
    HOST_IS_BOUND(Limit.DEVICE, Errno.EBUSY, "drivers/iommu/iommu.c, iommu_device_claim_dma_owner"),
    /** The PASID is 0, or the device has no such number. */
    WIDTH(Limit.WIDTH, Errno.EINVAL, "drivers/iommu/iommu.c, iommu_attach_device_pasid"),
    /** The device is in reset, in a kernel that refuses attaches meanwhile. */
    RESET(Limit.DEVICE, Errno.EBUSY, "drivers/iommu/iommu.c, iommu_attach_device_pasid");

    private final Limit limit;
    private final Errno errno;
    private final String source;

    AttachRefusal(Limit limit, Errno errno, String source) {
        this.limit = limit;
        this.errno = errno;
        this.source = source;
    }

    public Limit limit() {
        return limit;
    }

    public Errno errno() {
        return errno;
    }

    /** Returns the kernel's file and function. */
    public String source() {
        return source;
    }
}
