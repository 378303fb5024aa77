package org.ioasidsim.kernel.base;

import org.ioasidsim.kernel.base.KernelConfig.GuestIds;

/**
 * How a VM is started.
 *
 * @param quota of its set; {@code Long.MAX_VALUE}: any number
 * @param guestPidMax how many guest processes live at once at most; {@code Long.MAX_VALUE}: any number
 * @param guestIds what its guest processes take of the host, whatever others take
 * @param confidential how its memory is kept from the host
 */
public record VmConfig(long quota, long guestPidMax, GuestIds guestIds, Confidential confidential) {
    /** Makes a VM whose memory the host sees. */
    public VmConfig(long quota, long guestPidMax, GuestIds guestIds) {
        this(quota, guestPidMax, guestIds, Confidential.NONE);
    }
}
