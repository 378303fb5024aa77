package org.ioasidsim.kernel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ioasidsim.kernel.base.Errno;
import org.ioasidsim.kernel.base.Limit;
import org.ioasidsim.kernel.base.Refusal;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.kernel.sva.ArrayGrowth;
import org.ioasidsim.kernel.sva.Device;
import org.ioasidsim.kernel.sva.NodePool;
import org.ioasidsim.kernel.sva.SparseNumbers;
import org.ioasidsim.state.Kept;
import org.ioasidsim.state.StateTape;
import org.jspecify.annotations.Nullable;

/**
 * What cgroups are charged for each pair of an address space and a device, from its first bind to its last close, returned to the cgroup that was charged:
 * one of misc's {@code pasid.DEVICE}, as rdma.max and dmem.max have keys by device, or bytes of memory.
 *
 * <p>No kernel has the first; it is a proposal's. Model: kernel/cgroup/misc.c, misc_cg_try_charge; mm/memcontrol.c, obj_cgroup_charge.
 */
final class BondCharges implements Kept {
    private final Refusal refusal;
    private final long bytes;
    private final NodePool charges = new NodePool();
    private final SparseNumbers ofSpace = new SparseNumbers(0);

    /** By the node of a charge. */
    private @Nullable Cgroup[] groups = new Cgroup[0];

    /** What refusals name as their level, by device; made once, so that refusing allocates nothing. */
    private final Map<Device, Map<Cgroup, String>> levels = new HashMap<>();

    private BondCharges(Refusal refusal, long bytes) {
        this.refusal = refusal;
        this.bytes = bytes;
    }

    /** Returns charges of one for each bond, to the resource of its device. */
    static BondCharges byDevice(Refusal refusal) {
        return new BondCharges(refusal, 0);
    }

    /** Returns charges of {@code bytes} of memory for each bond; none if 0. */
    static BondCharges ofMemory(Refusal refusal, long bytes) {
        return new BondCharges(refusal, bytes);
    }

    private int slot(Device device) {
        return bytes > 0 ? Resource.MEMORY.slot() : Resource.ofDevice(device.index());
    }

    private void refuse(Device device, Cgroup full) {
        if (bytes > 0) {
            refusal.set(Limit.MEMORY, full.path(), Errno.ENOMEM);
        } else {
            String key = Resource.MISC_DEVICE_PASID.key() + device.name();
            refusal.setMisc(level(device, full), full.path(), slot(device), key);
        }
    }

    /** Charges a bond of {@code mm} with {@code device}, which has none yet, to {@code group}. */
    boolean tryCharge(int mm, Device device, Cgroup group) {
        if (bytes == 0 && device.maxPasids() < 2) {
            refusal.setNoMisc("host", Resource.MISC_DEVICE_PASID.key() + device.name());
            return false;
        }
        Cgroup full = group.tryCharge(slot(device), Math.max(1, bytes));
        if (full != null) {
            refuse(device, full);
            return false;
        }
        int node = charges.push(ofSpace.get(mm), device.index(), 0);
        ofSpace.set(mm, node);
        if (node >= groups.length) {
            groups = Arrays.copyOf(groups, ArrayGrowth.toHold(node, groups.length));
        }
        groups[node] = group;
        return true;
    }

    /** Returns the charge of a bond, if it has one. */
    void uncharge(int mm, Device device) {
        int chain = ofSpace.get(mm);
        int node = chain == 0 ? 0 : charges.find(chain, device.index());
        Cgroup group = node == 0 ? null : groups[node];
        if (group == null) {
            return;
        }
        groups[node] = null;
        int left = charges.remove(chain, node);
        if (left == 0) {
            ofSpace.clear(mm);
        } else {
            ofSpace.set(mm, left);
        }
        group.uncharge(slot(device), Math.max(1, bytes));
    }

    /** Returns what of {@code slot} the bonds of an address space have charged to {@code group} or below it. */
    long charged(int mm, int slot, Cgroup group) {
        long charged = 0;
        for (int node = ofSpace.get(mm); node != 0; node = charges.next(node)) {
            Cgroup payer = groups[node];
            boolean isOfSlot = bytes > 0 || Resource.ofDevice(charges.key(node)) == slot;
            charged += isOfSlot && payer != null && payer.isAtOrBelow(group) ? Math.max(1, bytes) : 0;
        }
        return charged;
    }

    /** Moves the charge of a bond, if it is {@code from}'s, without a limit check. */
    void move(int mm, Device device, Cgroup from, Cgroup to) {
        int chain = ofSpace.get(mm);
        int node = chain == 0 ? 0 : charges.find(chain, device.index());
        if (node != 0 && from.equals(groups[node])) {
            from.move(to, slot(device), Math.max(1, bytes));
            groups[node] = to;
        }
    }

    /** Moves the charges of an address space for devices that are {@code from}'s, without a limit check. */
    void move(int mm, Cgroup from, Cgroup to) {
        for (int node = ofSpace.get(mm); node != 0; node = charges.next(node)) {
            if (from.equals(groups[node])) {
                from.move(to, Resource.ofDevice(charges.key(node)), 1);
                groups[node] = to;
            }
        }
    }

    private String level(Device device, Cgroup full) {
        Map<Cgroup, String> ofDevice = levels.get(device);
        if (ofDevice == null) {
            ofDevice = new HashMap<>();
            levels.put(device, ofDevice);
        }
        String level = ofDevice.get(full);
        if (level == null) {
            level = full.path() + " " + Resource.MISC_DEVICE_PASID.key() + device.name();
            ofDevice.put(full, level);
        }
        return level;
    }

    @Override
    public void keep(StateTape tape) {
        charges.keep(tape);
        ofSpace.keep(tape);
        groups = tape.keepReferences(groups);
    }
}
