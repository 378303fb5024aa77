package org.ioasidsim.kernel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
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
 * The misc charges of bonds device by device, {@code pasid.DEVICE}, as rdma.max and dmem.max have keys by device: one for each pair of an address space and a
 * device, from its first bind to its last close, returned to the cgroup that was charged.
 *
 * <p>No kernel has this; it is a proposal's. Model: kernel/cgroup/misc.c, misc_cg_try_charge.
 */
final class DeviceCharges implements Kept {
    private final Refusal refusal;
    private final NodePool charges = new NodePool();
    private final SparseNumbers ofSpace = new SparseNumbers(0);

    /** By the node of a charge. */
    private @Nullable Cgroup[] groups = new Cgroup[0];

    /** What refusals name as their level, by device; made once, so that refusing allocates nothing. */
    private final Map<Device, Map<Cgroup, String>> levels = new HashMap<>();

    DeviceCharges(Refusal refusal) {
        this.refusal = refusal;
    }

    /** Charges a bond of {@code mm} with {@code device}, which has none yet, to {@code group}. */
    boolean tryCharge(int mm, Device device, Cgroup group) {
        int slot = Resource.ofDevice(device.index());
        Cgroup full = group.tryCharge(slot, 1);
        if (full != null) {
            refusal.setMisc(level(device, full), full.path(), slot, Resource.MISC_DEVICE_PASID.key() + device.name());
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
        group.uncharge(Resource.ofDevice(device.index()), 1);
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
