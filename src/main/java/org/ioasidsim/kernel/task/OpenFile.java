package org.ioasidsim.kernel.task;

import org.ioasidsim.kernel.ioasid.IoasidSet;
import org.ioasidsim.kernel.sva.Device;
import org.jspecify.annotations.Nullable;

/** An open file, which processes can share: /dev/ioasid with its set, or a device with the bond that the open made. */
final class OpenFile {
    private final Mm opener;
    private final @Nullable IoasidSet set;
    private final @Nullable Device device;
    private int references = 1;
    private boolean hasEnded;
    private long descriptors;

    OpenFile(Mm opener, @Nullable IoasidSet set, @Nullable Device device) {
        this.opener = opener;
        this.set = set;
        this.device = device;
    }

    /** Returns the address space that opened it. */
    Mm opener() {
        return opener;
    }

    /** Returns the set of /dev/ioasid, or null for a device. */
    @Nullable
    IoasidSet set() {
        return set;
    }

    /** Returns the device, or null for /dev/ioasid. */
    @Nullable
    Device device() {
        return device;
    }

    /** Adds descriptors that the device has to complete. */
    void submit(long count) {
        descriptors += count;
    }

    /** Returns the number of descriptors that the device has not completed. */
    long descriptors() {
        return descriptors;
    }

    /** Ends its bond, once: with its last close, or before when the device's driver goes. Returns whether it had not ended. */
    boolean tryEnd() {
        boolean wasBound = !hasEnded;
        hasEnded = true;
        return wasBound;
    }

    void share() {
        references++;
    }

    /** Drops a reference; returns whether it was the last one. */
    boolean drop() {
        references--;
        return references == 0;
    }
}
