package org.ioasidsim.host;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.ioasidsim.kernel.base.KernelConfig.GuestIds;
import org.ioasidsim.kernel.sva.Device;
import org.jspecify.annotations.Nullable;

/**
 * What a request of a tenant asks of the host.
 *
 * @param forkedTasks host tasks that a process forks; 0 for guest processes
 * @param ofVm whether it is a guest process
 * @param guestIds what a guest process takes of the host
 * @param devices that a process opens, in the order in which it tries them
 * @param isAny whether it opens the first device that is not busy, as libraries do, and not each of them
 * @param parts what of it is asked: not all, where several processes pay, or where something is there already
 */
public record RequestNeeds(
        int forkedTasks, boolean ofVm, GuestIds guestIds, List<Device> devices, boolean isAny, Set<Part> parts) {
    /** What a request is made of. */
    enum Part {
        /** The tasks of the process. */
        TASKS,
        /** An id for an address space that has none. */
        ID,
        /** Bonds with devices to which the address space is not bound, and their ASIDs. */
        BOND,
        /** The memory of these bonds. */
        MEMORY,
        /** Open files, each of which may take a work queue. */
        FILE
    }

    public RequestNeeds {
        devices = List.copyOf(devices);
        parts = Set.copyOf(parts);
    }

    /** Makes a request with all its parts. */
    public RequestNeeds(int forkedTasks, boolean ofVm, GuestIds guestIds, List<Device> devices, boolean isAny) {
        this(forkedTasks, ofVm, guestIds, devices, isAny, Set.of(Part.values()));
    }

    /** Returns these parts of it. */
    RequestNeeds only(Part... wanted) {
        return new RequestNeeds(
                forkedTasks,
                ofVm,
                guestIds,
                devices,
                isAny,
                Arrays.stream(wanted).collect(Collectors.toSet()));
    }

    boolean has(Part part) {
        return parts.contains(part);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RequestNeeds needs
                && forkedTasks == needs.forkedTasks
                && ofVm == needs.ofVm
                && guestIds == needs.guestIds
                && isAny == needs.isAny
                && devices.equals(needs.devices)
                && parts.equals(needs.parts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(forkedTasks, ofVm, guestIds, isAny, devices, parts);
    }
}
