package org.ioasidsim.host;

import java.util.List;
import org.ioasidsim.kernel.sva.Device;

/**
 * The devices that a process opens.
 *
 * @param devices in the order in which it tries them
 * @param isAny whether it opens the first that is not busy, as libraries do, and not each of them
 */
record DeviceChoice(List<Device> devices, boolean isAny) {
    DeviceChoice {
        devices = List.copyOf(devices);
    }
}
