package org.ioasidsim.kernel.cgroup;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The writes to the files of a cgroup before anything runs, in their order, and the limits that they leave: for each resource, that of the
 * last write. A write that the kernel cannot read leaves what was there, as it does on a host.
 *
 * <p>Only the grammar of the files is applied here. Whether the host has the controller, or room for a reservation, is decided when the
 * kernel carries the writes out.
 */
public final class CgroupLimits {
    /** Nothing is written. */
    public static final CgroupLimits NONE = new CgroupLimits(List.of());

    private final List<LimitWrite> writes;
    private final Map<Resource, Long> left = new LinkedHashMap<>();

    /** Makes the limits that {@code writes} leave, carried out in this order. */
    public CgroupLimits(List<LimitWrite> writes) {
        this.writes = List.copyOf(writes);
        for (LimitWrite write : writes) {
            OptionalLong limit = write.limit();
            write.resource().filter(known -> limit.isPresent()).ifPresent(known -> put(known, limit.getAsLong()));
        }
    }

    /** Keeps the last limit written; of those of several devices, which have one name here, the lowest. */
    private void put(Resource resource, long limit) {
        long kept = resource == Resource.MISC_DEVICE_PASID ? left.getOrDefault(resource, limit) : limit;
        left.put(resource, Math.min(kept, limit));
    }

    /** Returns the writes in their order, refused ones included. */
    public List<LimitWrite> writes() {
        return writes;
    }

    /** Returns the limit that is left for {@code resource}, {@code Long.MAX_VALUE} for max; nothing where none was written. */
    public OptionalLong of(Resource resource) {
        Long limit = left.get(resource);
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** Returns whether a number is left for {@code resource}, and not max. */
    public boolean isLimited(Resource resource) {
        return of(resource).orElse(Long.MAX_VALUE) < Long.MAX_VALUE;
    }

    /** Returns the resources for which a limit is left, in the order of their first writes. */
    public Set<Resource> resources() {
        return Collections.unmodifiableSet(left.keySet());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CgroupLimits limits && limits.writes.equals(writes);
    }

    @Override
    public int hashCode() {
        return writes.hashCode();
    }

    /** Returns all writes, which is all that decides what they leave. */
    @Override
    public String toString() {
        return writes.toString();
    }
}
