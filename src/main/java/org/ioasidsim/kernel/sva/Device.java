package org.ioasidsim.kernel.sva;

import java.util.HashMap;
import java.util.Map;
import org.ioasidsim.kernel.base.Driver;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/** A device that address spaces are bound to, with its work queues and the PASIDs that user space chose on it. */
public final class Device implements Kept {
    private final DeviceConfig config;
    private final int index;

    // What every bind asks for, read from the configuration once.
    private final int maxPasids;
    private final boolean hasOwnPasids;
    private final boolean hasQueues;

    private final Map<Integer, Object> attached = new HashMap<>();
    private final DriverPasids driverPasids;
    private @Nullable Object vfioOwner;
    private boolean isInReset;
    private boolean isLeaving;

    /** Whether nothing of its own can refuse a bind: {@link #refusesNothing}. */
    private boolean refusesNothing;

    private int openers;

    /** How many of them are processes of guests, to whom a VM passes it on. */
    private int guests;

    /** Makes the device that is number {@code index} of its host; {@code driverPasids} are those of drivers that hand out their own. */
    Device(DeviceConfig config, int index, DriverPasids driverPasids) {
        this.config = config;
        this.index = index;
        this.maxPasids = config.maxPasids();
        this.hasOwnPasids = config.ownPoolBits() > 0;
        this.hasQueues = config.hasQueues();
        this.driverPasids = driverPasids;
        noteRefusals();
    }

    private void noteRefusals() {
        refusesNothing = !hasQueues && !hasOwnPasids && !isInReset && vfioOwner == null && attached.isEmpty();
    }

    /**
     * Returns whether nothing of its own can refuse a bind, whatever the id: it has no dedicated queues and no PASIDs of its own, is in no reset and no
     * VM's, and user space has attached nothing.
     */
    public boolean refusesNothing() {
        return refusesNothing;
    }

    /** Returns what it is. */
    public DeviceConfig config() {
        return config;
    }

    public String name() {
        return config.name();
    }

    /** Returns the number of its PASIDs, counted with 0. */
    public int maxPasids() {
        return maxPasids;
    }

    public int smmu() {
        return config.smmu();
    }

    public Driver driver() {
        return config.driver();
    }

    /** Returns whether its driver hands out PASIDs itself, and takes none of the host's. */
    public boolean hasOwnPasids() {
        return hasOwnPasids;
    }

    /** Returns the PASIDs that drivers hand out themselves, those of all such devices together. */
    public DriverPasids driverPasids() {
        return driverPasids;
    }

    /** Takes a PASID of its driver's and returns it, or {@link DriverPasids#NO_PASID}. */
    public int takeDriverPasid() {
        return driverPasids.take(config.ownPoolBits());
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
        return hasQueues;
    }

    /** Returns whether one more opener gets a work queue. */
    public boolean hasFreeQueue() {
        return !hasQueues || openers < config.workQueues();
    }

    /** Counts an opener, who takes a queue if queues are dedicated; {@code isGuest}: a process of a guest. */
    public void open(boolean isGuest) {
        openers++;
        guests += isGuest ? 1 : 0;
    }

    /** Counts one opener less. */
    public void close(boolean isGuest) {
        if (openers == 0) {
            throw new IllegalStateException(name() + " is not open");
        }
        openers--;
        guests -= isGuest ? 1 : 0;
    }

    /** Returns whether a reset has begun and not ended. */
    public boolean isInReset() {
        return isInReset;
    }

    /** Begins or ends a reset, during which bonds stay. */
    public void setInReset(boolean isBegun) {
        isInReset = isBegun;
        noteRefusals();
    }

    /** Returns who has opened it through VFIO, or null: the host's driver has it. */
    public @Nullable Object vfioOwner() {
        return vfioOwner;
    }

    /** Returns why {@code owner} cannot have it through VFIO; null: it has it, or can. */
    public @Nullable AttachRefusal claimRefusal(Object owner) {
        if (vfioOwner != null && !vfioOwner.equals(owner)) {
            return config.isOpenedByGroup()
                    ? AttachRefusal.GROUP_IS_OPEN
                    : isLeaving ? AttachRefusal.LEAVING : AttachRefusal.DEVICE_IS_OPEN;
        }
        return vfioOwner == null && openers > guests ? AttachRefusal.HOST_IS_BOUND : null;
    }

    /**
     * Removes its driver, which comes again. One that a VM has open waits: what is attached stays, the VM may attach more, and nobody else finds the device,
     * until the VM lets go; then all its PASIDs are detached.
     *
     * <p>Source: drivers/vfio/vfio_main.c, vfio_unregister_group_dev; drivers/vfio/iommufd.c, vfio_iommufd_physical_unbind.
     */
    public void removeDriver() {
        isLeaving = vfioOwner != null;
    }

    /** Opens it through VFIO for {@code owner}, to whom it belongs from now on. */
    public void claim(Object owner) {
        vfioOwner = owner;
        noteRefusals();
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
        noteRefusals();
    }

    /** Frees every PASID that {@code owner} attached, and the device if it is the owner's. */
    public void detachAll(Object owner) {
        attached.values().removeIf(owner::equals);
        if (owner.equals(vfioOwner)) {
            vfioOwner = null;
            isLeaving = false;
        }
        noteRefusals();
    }

    /** Frees {@code pasid} on this device. */
    public void detach(int pasid) {
        attached.remove(pasid);
        noteRefusals();
    }

    @Override
    public void keep(StateTape tape) {
        openers = tape.keep(openers);
        guests = tape.keep(guests);
        isInReset = tape.keep(isInReset);
        isLeaving = tape.keep(isLeaving);
        vfioOwner = tape.keepReference(vfioOwner);
        tape.keepEntries(attached);
        noteRefusals();
    }
}
