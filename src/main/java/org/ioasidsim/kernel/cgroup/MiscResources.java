package org.ioasidsim.kernel.cgroup;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resources that the misc controller of a host knows, in the order in which its files list them: the kernel's own first, then those of proposals. */
final class MiscResources {
    private final List<Entry> entries = new ArrayList<>();
    private int devices;

    /**
     * A resource.
     *
     * @param key its name in the files
     * @param slot its place in a cgroup's counters
     */
    record Entry(String key, int slot, long capacity) {}

    MiscResources(MiscCapacities capacities) {
        add(Resource.MISC_SEV, capacities.sevAsids());
        add(Resource.MISC_SEV_ES, capacities.sevEsAsids());
        add(Resource.MISC_TDX, capacities.tdxKeys());
        add(Resource.MISC_PASID, capacities.pasids());
        add(Resource.MISC_ASID, capacities.asids());
    }

    private void add(Resource resource, long capacity) {
        if (capacity != 0) {
            entries.add(new Entry(resource.key(), resource.slot(), capacity));
        }
    }

    /** Adds the PASIDs of the next device as a resource; a capacity of 0 leaves it out. */
    @Nullable
    Entry addDevice(String device, long capacity) {
        var entry = new Entry(Resource.MISC_DEVICE_PASID.key() + device, Resource.ofDevice(devices++), capacity);
        if (capacity == 0) {
            return null;
        }
        entries.add(entry);
        return entry;
    }

    List<Entry> all() {
        return entries;
    }

    /** Returns the resource of this name, or null: a write that names it is -EINVAL. */
    @Nullable
    Entry named(String key) {
        for (Entry entry : entries) {
            if (entry.key.equals(key)) {
                return entry;
            }
        }
        return null;
    }

    long capacity(Resource resource) {
        Entry entry = named(resource.key());
        return entry == null ? 0 : entry.capacity;
    }
}
