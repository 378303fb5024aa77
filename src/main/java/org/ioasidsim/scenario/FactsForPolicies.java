package org.ioasidsim.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.base.KernelConfig.AsidScheme;
import org.ioasidsim.kernel.base.KernelConfig.DeviceConfig;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.kernel.ioasid.PidNumbers;
import org.ioasidsim.policy.HostFacts;
import org.ioasidsim.workload.TenantSpec;

/** Makes what a policy knows about the host and its tenants from the parts of a scenario. */
final class FactsForPolicies {
    private final KernelConfig kernel;
    private final List<DeviceConfig> withQueues;

    private FactsForPolicies(KernelConfig kernel) {
        this.kernel = kernel;
        this.withQueues = kernel.devices().stream()
                .filter(device -> device.dedicated() && device.workQueues() > 0)
                .toList();
    }

    static HostFacts of(KernelConfig kernel, List<TenantSpec> tenants, Collection<CgroupPath> cgroups) {
        var facts = new FactsForPolicies(kernel);
        return new HostFacts(
                BindingResource.of(kernel, tenants, MeasureSpec.Counted.AUTO).capacity(),
                facts.resources(),
                tenants.stream()
                        .map(tenant -> new HostFacts.Tenant(
                                tenant.name(), tenant.weight(), tenant.cgroup().text(), facts.needs(tenant)))
                        .toList(),
                cgroups.stream().map(CgroupPath::text).toList());
    }

    private List<HostFacts.Resource> resources() {
        List<HostFacts.Resource> resources = new ArrayList<>();
        resources.add(new HostFacts.Resource("ids", kernel.ids()));
        resources.add(new HostFacts.Resource("pids", PidNumbers.tasks(kernel.pidMax())));
        if (kernel.asidScheme() != AsidScheme.NONE) {
            resources.add(new HostFacts.Resource("asids", kernel.asids()));
        }
        for (DeviceConfig device : withQueues) {
            resources.add(new HostFacts.Resource("queues of " + device.name(), device.workQueues()));
        }
        return resources;
    }

    /** Returns what one bound process takes of each resource. */
    private List<Long> needs(TenantSpec tenant) {
        boolean isVm = tenant.kind() == TenantSpec.Kind.VM;
        List<Long> needs = new ArrayList<>();
        needs.add(1L);
        needs.add(isVm ? 0L : tenant.processes().threads());
        if (kernel.asidScheme() != AsidScheme.NONE) {
            needs.add((long) BindingResource.asidsOf(kernel, tenant));
        }
        for (DeviceConfig device : withQueues) {
            // of devices to choose from none is needed by each process
            boolean isNeeded = !tenant.processes().bindsAny()
                    && tenant.processes().devices().contains(device.name());
            needs.add(isNeeded ? 1L : 0L);
        }
        return needs;
    }
}
