package org.ioasidsim.host;

import java.util.List;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.sva.Device;

/**
 * What a request of a tenant asks of the host.
 *
 * @param forkedTasks host tasks that a process forks; 0 for guest processes
 * @param ofVm whether it is a guest process
 * @param guestIds what a guest process takes of the host
 * @param devices that a process opens, in the order in which it tries them
 * @param isAny whether it opens the first device that is not busy, as libraries do, and not each of them
 */
public record RequestNeeds(int forkedTasks, boolean ofVm, GuestIds guestIds, List<Device> devices, boolean isAny) {
    public RequestNeeds {
        devices = List.copyOf(devices);
    }
}
