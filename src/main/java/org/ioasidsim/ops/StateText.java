package org.ioasidsim.ops;

import org.ioasidsim.kernel.Kernel;
import org.ioasidsim.kernel.base.Capacity;
import org.ioasidsim.kernel.cgroup.Cgroup;
import org.jspecify.annotations.Nullable;

/** The kernel's counters as results show them. */
final class StateText {
    private StateText() {}

    /** Returns what {@code sstat} answers. */
    static String sva(Kernel kernel) {
        return "pasids=" + kernel.pool().count() + " pinned="
                + kernel.cpuAsids().pinned() + " smmu-asids=" + kernel.smmuAsids() + " bonds=" + kernel.bonds();
    }

    /** Returns what {@code stat} answers on a host that configures ASIDs. */
    static String arm(Kernel kernel) {
        var asids = kernel.cpuAsids();
        return "pinned=" + asids.pinned() + " max-pinned=" + asids.maxPinned() + " generation=" + asids.generation()
                + " flushes=" + asids.flushes();
    }

    /** Returns what {@code stat} answers on a host that configures ioasids. */
    static String ioasids(Kernel kernel) {
        Capacity capacity = kernel.capacity();
        return "avail=" + capacity.available() + " capacity=" + capacity.total() + " sets="
                + kernel.sets().count() + " ids=" + kernel.pool().count();
    }

    /** Returns the content of a cgroup file on one line, or null when there is no such file. */
    static @Nullable String file(Kernel kernel, Cgroup group, String file) {
        String content = kernel.cgroups().read(group, file);
        if (content == null) {
            return null;
        }
        return content.isEmpty() ? "(empty)" : content.strip().replace("\n", "; ");
    }
}
