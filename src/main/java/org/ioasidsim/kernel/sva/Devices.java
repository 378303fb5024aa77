package org.ioasidsim.kernel.sva;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;

/** The devices of the host, by number and by name. */
public final class Devices implements Kept {
    private final Map<String, Device> byName = new HashMap<>();
    private final DriverPasids driverPasids;
    private Device[] devices = new Device[4];
    private int count;
    private int narrowest = Integer.MAX_VALUE;

    /** Makes a host without devices; {@code isCyclic}: drivers with PASIDs of their own hand them out cyclically. */
    public Devices(boolean isCyclic) {
        driverPasids = new DriverPasids(isCyclic);
    }

    /** Adds a device; its name must be new. */
    public void add(DeviceConfig config) {
        if (count == AddressSpaces.MOST_DEVICES) {
            throw new IllegalArgumentException(
                    "there are " + AddressSpaces.MOST_DEVICES + " devices, and no room for one more");
        }
        Device device = new Device(config, count, driverPasids);
        if (byName.putIfAbsent(device.name(), device) != null) {
            throw new IllegalArgumentException("there are two devices " + device.name());
        }
        if (count == devices.length) {
            devices = Arrays.copyOf(devices, 2 * count);
        }
        devices[count++] = device;
        narrowest = Math.min(narrowest, device.maxPasids());
    }

    /** Returns the device named {@code name}, which must exist. */
    public Device named(String name) {
        Device device = byName.get(name);
        if (device == null) {
            throw new IllegalArgumentException("there is no device " + name);
        }
        return device;
    }

    /** Returns the device of this number. */
    public Device at(int index) {
        return devices[index];
    }

    /** Gives back every device, and every PASID on one, that {@code owner} has through VFIO. */
    public void detachAll(Object owner) {
        for (int i = 0; i < count; i++) {
            devices[i].detachAll(owner);
        }
    }

    /** Returns the PASIDs of the narrowest device, counted with 0; {@link Integer#MAX_VALUE} without devices. */
    public int narrowest() {
        return narrowest;
    }

    @Override
    public void keep(StateTape tape) {
        for (int i = 0; i < count; i++) {
            devices[i].keep(tape);
        }
        driverPasids.keep(tape);
    }
}
