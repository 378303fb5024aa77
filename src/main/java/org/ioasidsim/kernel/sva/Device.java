package org.ioasidsim.kernel.sva;

import java.util.HashMap;
import java.util.Map;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** A device that address spaces are bound to, with its work queues and the PASIDs that user space chose on it. */
public final class Device implements Kept {
    private final DeviceConfig config;
    private final int index;
    private final Map<Integer, Object> attached = new HashMap<>();
    private final @Nullable DriverPasids ownPasids;
    private int openers;

    /** Makes the device that is number {@code index} of its host. */
    public Device(DeviceConfig config, int index) {
        this.config = config;
        this.index = index;
        this.ownPasids = config.ownPoolBits() == 0 ? null : new DriverPasids(config.ownPoolBits());
    }

    public String name() {
        return config.name();
    }

    /** Returns the number of its PASIDs, counted with 0. */
    public int maxPasids() {
        return config.maxPasids();
    }

    public int smmu() {
        return config.smmu();
    }

    /** Returns the PASIDs that its driver hands out itself, or null if it uses the host's. */
    public @Nullable DriverPasids ownPasids() {
        return ownPasids;
    }

    /** Returns its number on the host, from 0. */
    public int index() {
        return index;
    }

    /** Returns the number of its open files. */
    public int openers() {
        return openers;
    }

    /** Returns whether each opener takes a work queue of its own and their number is limited. */
    public boolean hasQueues() {
        return config.dedicated() && config.workQueues() > 0;
    }

    /** Returns whether one more opener gets a work queue. */
    public boolean hasFreeQueue() {
        return !hasQueues() || openers < config.workQueues();
    }

    /** Counts an opener, who takes a queue if queues are dedicated. */
    public void open() {
        openers++;
    }

    /** Counts one opener less. */
    public void close() {
        if (openers == 0) {
            throw new IllegalStateException(name() + " is not open");
        }
        openers--;
    }

    /** Returns whether user space has attached {@code pasid} on this device (iommufd). */
    public boolean isAttached(int pasid) {
        return !attached.isEmpty() && attached.containsKey(pasid);
    }

    /** Returns whether {@code owner} attached {@code pasid}. */
    public boolean isAttachedBy(Object owner, int pasid) {
        return owner.equals(attached.get(pasid));
    }

    /** Attaches {@code pasid}, which must be free on this device, for {@code owner}. */
    public void attach(Object owner, int pasid) {
        attached.put(pasid, owner);
    }

    /** Frees every PASID that {@code owner} attached. */
    public void detachAll(Object owner) {
        attached.values().removeIf(owner::equals);
    }

    /** Frees {@code pasid} on this device. */
    public void detach(int pasid) {
        attached.remove(pasid);
    }

    @Override
    public void keep(StateTape tape) {
        openers = tape.keep(openers);
    }
}
