package org.ioasidsim.ops;

import java.util.List;
import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.arm64.CpuAsids;
import org.ioasidsim.kernel.base.Capacity;

/** The kernel's counters as {@code stat} and {@code sstat} answer them. */
final class KernelCounters {
    private KernelCounters() {}

    /** Returns the counters of shared address spaces. */
    static Reply sva(Kernel kernel) {
        return counters(
                counter("pasids", kernel.pool().count()),
                counter("pinned", kernel.cpuAsids().pinned()),
                counter("smmu-asids", kernel.smmuAsids()),
                counter("bonds", kernel.bonds()));
    }

    /** Returns the counters of the CPU's ASIDs. */
    static Reply arm(Kernel kernel) {
        CpuAsids asids = kernel.cpuAsids();
        return counters(
                counter("pinned", asids.pinned()),
                counter("max-pinned", asids.maxPinned()),
                counter("generation", asids.generation()),
                counter("flushes", asids.flushes()));
    }

    /** Returns the counters of what takes time where nothing is refused. */
    static Reply costs(Kernel kernel) {
        return counters(
                counter("rollovers", kernel.asidRollovers()),
                counter("flushes", kernel.cpuAsids().flushes()),
                counter("invalidations", kernel.endedBonds()));
    }

    /** Returns the counters of the ioasids controller. */
    static Reply ioasids(Kernel kernel) {
        Capacity capacity = kernel.capacity();
        return counters(
                counter("avail", capacity.available()),
                counter("capacity", capacity.total()),
                counter("sets", kernel.sets().count()),
                counter("ids", kernel.pool().count()));
    }

    /** Returns one counter. */
    static Reply of(String name, long value) {
        return counters(counter(name, value));
    }

    private static Reply counters(Reply.Counter... counters) {
        return new Reply.Counters(List.of(counters));
    }

    private static Reply.Counter counter(String name, long value) {
        return new Reply.Counter(name, value);
    }
}
