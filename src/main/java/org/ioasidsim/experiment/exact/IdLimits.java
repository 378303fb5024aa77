package org.ioasidsim.experiment.exact;

import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.cgroup.CgroupLimits;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.scenario.Scenario;

/** The limits on ids that cgroups have. */
final class IdLimits {
    private IdLimits() {}

    /** Returns the limit that is written at {@code path}; {@code Long.MAX_VALUE} where none holds. */
    static long at(Scenario scenario, CgroupPath path) {
        CgroupLimits limits = scenario.cgroups().getOrDefault(path, CgroupLimits.NONE);
        boolean hasMisc = scenario.kernel().miscPasid();
        boolean hasIoasids = scenario.kernel().ioasids() == KernelConfig.IoasidsFlavour.LIMIT;
        return Math.min(
                hasMisc ? limits.of(Resource.MISC_PASID).orElse(Long.MAX_VALUE) : Long.MAX_VALUE,
                hasIoasids ? limits.of(Resource.IOASIDS).orElse(Long.MAX_VALUE) : Long.MAX_VALUE);
    }
}
