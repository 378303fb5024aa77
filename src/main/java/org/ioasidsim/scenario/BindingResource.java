package org.ioasidsim.scenario;

import java.util.List;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.scenario.MeasureSpec.Counted;
import org.ioasidsim.workload.TenantSpec;

/**
 * The resource of a host that the fewest processes use up: its ids, or on Arm its ASIDs. What is held, demanded and due to a tenant is counted in
 * it, so that neither can exceed the capacity. The two differ where a process keeps its id while it is bound to nothing (from 5.18 on), and
 * where devices sit behind several SMMUs, each of which needs an ASID.
 *
 * @param isAsids whether ASIDs bind; if not, ids do
 * @param total how many there are; ASIDs that are too few for one more process are left out
 * @param unit how many count as one in a result: 1 id, or as many ASIDs as divide the needs of all tenants
 * @param needs what one bound process takes, tenant by tenant; 0: its processes take nothing of it
 * @param fewestAsids the fewest ASIDs that a process needs which needs any; 0: none does
 */
public record BindingResource(boolean isAsids, long total, int unit, List<Integer> needs, int fewestAsids) {
    public BindingResource {
        needs = List.copyOf(needs);
    }

    /** Returns the resource that {@code counted} names; if it leaves the choice, the one of which fewer processes can be bound at once. */
    static BindingResource of(KernelConfig kernel, List<TenantSpec> tenants, Counted counted) {
        List<Integer> asids = tenants.stream()
                .map(tenant -> bindsNothing(tenant) ? 0 : asidsOf(kernel, tenant))
                .toList();
        int unit = asids.stream().reduce(0, BindingResource::greatestCommonDivisor);
        int fewest = asids.stream().filter(need -> need > 0).reduce(0, (a, b) -> a == 0 ? b : Math.min(a, b));
        long spaces = unit == 0 ? Long.MAX_VALUE : Math.max(0, kernel.asids()) / unit;
        if (counted != Counted.IDS && unit > 0 && (spaces < kernel.ids() || counted == Counted.ASIDS)) {
            return new BindingResource(true, spaces * unit, unit, asids, fewest);
        }
        List<Integer> ids =
                tenants.stream().map(tenant -> takesIds(kernel, tenant) ? 1 : 0).toList();
        return new BindingResource(false, kernel.ids(), 1, ids, fewest);
    }

    /** Returns how many ASIDs a bound process of {@code tenant} takes: one, or with private ones one for each SMMU of its devices. */
    static int asidsOf(KernelConfig kernel, TenantSpec tenant) {
        boolean isOfGuest =
                tenant.kind() == TenantSpec.Kind.VM && tenant.guestIdsOn(kernel) != KernelConfig.GuestIds.POOL_AND_ASID;
        return switch (kernel.asidScheme()) {
            case NONE -> 0;
            case PINNED -> isOfGuest ? 0 : 1;
            case PRIVATE ->
                isOfGuest
                        ? 0
                        : tenant.processes().bindsAny()
                                ? 1
                                : Math.max(1, kernel.smmus(tenant.processes().devices()));
        };
    }

    private static boolean takesIds(KernelConfig kernel, TenantSpec tenant) {
        return !bindsNothing(tenant)
                && (tenant.kind() == TenantSpec.Kind.CONTAINER
                        || tenant.guestIdsOn(kernel) != KernelConfig.GuestIds.NONE);
    }

    private static boolean bindsNothing(TenantSpec tenant) {
        return tenant.processes().devices().isEmpty() && tenant.processes().privateIds() == 0;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /** Returns how many units a bound process of the tenant with this index counts as in a result; 1 if it takes nothing of the resource. */
    public double unitsOf(int tenant) {
        return needs.get(tenant) == 0 ? 1 : (double) needs.get(tenant) / unit;
    }

    /** Returns whether the processes of the tenant with this index take any of the resource. */
    public boolean isTakenBy(int tenant) {
        return needs.get(tenant) > 0;
    }

    /** Returns whether each bound process counts as one unit in a result. */
    public boolean countsProcesses() {
        return needs.stream().allMatch(need -> need == 0 || need == unit);
    }

    /** Returns how many bound processes with the smallest need the host has room for. */
    public long capacity() {
        return total / unit;
    }
}
