package org.ioasidsim.experiment.exact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.math.PortableMath;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.TenantSpec;

/**
 * A bound on the share of a tenant's requests that are refused, where the demand is so far below every limit that simulation sees no refusal.
 *
 * <p>A limit refuses only while all below it is held, and nobody holds more than he wants, nor more than a limit of his own lets him. A tenant's Poisson
 * requests therefore find a limit full no more often than the demand below it reaches it. Their expected number is an upper bound on the expected
 * share: it is at least the probability that any request is refused. So is that number by the fewest requests that come but with a probability that is added,
 * which is known where they come at a constant rate. It holds at any time, not in steady state only.
 *
 * <p>Source of that probability: the Chernoff bound of a Poisson variable, {@code P(N <= m - x) <= exp(-x²/2m)} (Mitzenmacher and Upfal, <i>Probability and
 * Computing</i>, 2nd edition, 2017, theorem 5.4).
 */
public final class RefusalBound {
    /** A bound below this is not told apart from it: the laws are sums of doubles. */
    private static final double LEAST = 1e-9;

    /** A group of tenants that wants less than its limit by so many standard deviations counts with its demand, others with the limit. */
    private static final double DEVIATIONS = 3;

    /** How many standard deviations fewer requests than the mean hardly ever come. */
    private static final double FEWER = 8;

    private final Scenario scenario;
    private final double from;
    private final double to;
    private final UncappedDemand demand;
    private final ModelNeeds needs;
    /** Those that share the host's ids, as they stand in the scenario. */
    private final Set<TenantSpec> sharing = Collections.newSetFromMap(new IdentityHashMap<>());

    private final long pool;

    /** The tenants that share the host's ids, by each cgroup at or above theirs. */
    private final Map<CgroupPath, List<TenantSpec>> below = new HashMap<>();

    private final Map<CgroupPath, Pressure> pressures = new HashMap<>();

    private RefusalBound(Scenario scenario, double from, double to) {
        this.scenario = scenario;
        this.from = from;
        this.to = to;
        this.demand = UncappedDemand.of(scenario);
        this.needs = new ModelNeeds(scenario);
        List<TenantSpec> ofHost = ModelNeeds.active(scenario).stream()
                .filter(tenant -> !needs.ownsIds(tenant))
                .toList();
        sharing.addAll(ofHost);
        needs.steadyHost();
        needs.knownLimits(ofHost);
        this.pool = needs.poolOf(ofHost);
        for (TenantSpec tenant : ofHost) {
            for (CgroupPath path = tenant.cgroup().common(); ; path = path.parent()) {
                below.computeIfAbsent(path, any -> new ArrayList<>()).add(tenant);
                if (path.equals(CgroupPath.ROOT)) {
                    break;
                }
            }
        }
    }

    /**
     * Returns bounds on a scenario's refusals in a span of time.
     *
     * @param from seconds from the start
     */
    public static RefusalBound of(Scenario scenario, double from, double to) {
        return new RefusalBound(scenario, from, to);
    }

    /** Returns the bound of a tenant by its number, at least 1e-9; empty where there is none, or none below 1. */
    public OptionalDouble share(int number) {
        TenantSpec tenant = scenario.tenants().get(number);
        if (!needs.areMet() || !sharing.contains(tenant) || hasOwnLimits(tenant) || !demand.isKnown(tenant)) {
            return OptionalDouble.empty();
        }
        double refused = 0;
        for (CgroupPath path = tenant.cgroup().common(); ; path = path.parent()) {
            long limit = path.equals(CgroupPath.ROOT) ? pool : IdLimits.at(scenario, path);
            refused += limit == Long.MAX_VALUE ? 0 : refusedAt(path, limit, tenant);
            if (path.equals(CgroupPath.ROOT)) {
                break;
            }
        }
        return refused < 1 ? OptionalDouble.of(Math.max(LEAST, refused)) : OptionalDouble.empty();
    }

    /** Returns whether limits of single instances may refuse. */
    private boolean hasOwnLimits(TenantSpec tenant) {
        return tenant.vmQuota() != Long.MAX_VALUE
                || (tenant.cgroup().isTemplate() && IdLimits.at(scenario, tenant.cgroup()) != Long.MAX_VALUE);
    }

    /** Returns a bound on the expected number of a tenant's requests that a limit refuses; infinite where nothing is known of another below it. */
    private double refusedAt(CgroupPath path, long limit, TenantSpec tenant) {
        Pressure pressure = pressures.computeIfAbsent(path, any -> pressure(path, limit));
        double requests = Math.max(1, demand.mostRequests(tenant, to - from)); // a share of time is bounded as well
        double atStart = from > 0 ? 0 : demand.meanAt(List.of(tenant), 0) * pressure.full();
        return ofRequests(requests * pressure.reached() + atStart, tenant);
    }

    /** Returns how likely a limit is in the way, for whoever asks below it. */
    private Pressure pressure(CgroupPath path, long limit) {
        long left = limit;
        List<TenantSpec> counted = new ArrayList<>();
        for (Map.Entry<CgroupPath, List<TenantSpec>> group : groups(path).entrySet()) {
            long most = group.getKey().equals(path) ? Long.MAX_VALUE : IdLimits.at(scenario, group.getKey());
            boolean isKnown = group.getValue().stream().allMatch(demand::isKnown);
            if (isKnown && (most == Long.MAX_VALUE || wantsLess(group.getValue(), most))) {
                counted.addAll(group.getValue());
            } else {
                left -= Math.min(most, mostOf(group.getValue()));
            }
        }
        return left <= 0
                ? Pressure.UNKNOWN
                : new Pressure(demand.tail(counted, left, from, to), demand.tailAtStart(counted, left + 1));
    }

    /** Returns a bound on the share of a tenant's requests that are refused, whose expected number is at most {@code refused}. */
    private double ofRequests(double refused, TenantSpec tenant) {
        double mean = demand.mostRequests(tenant, to - from);
        double fewest = mean - FEWER * Math.sqrt(mean);
        boolean isConstant = tenant.processes().arrivals() instanceof ArrivalsSpec.Poisson;
        return isConstant && fewest > 1
                ? Math.min(refused, refused / fewest + PortableMath.exp(-FEWER * FEWER / 2))
                : refused;
    }

    /** Returns the tenants at or below a cgroup by the topmost limited cgroup on the way to them; by {@code path} itself where there is none. */
    private Map<CgroupPath, List<TenantSpec>> groups(CgroupPath path) {
        Map<CgroupPath, List<TenantSpec>> groups = new LinkedHashMap<>();
        for (TenantSpec tenant : below.getOrDefault(path, List.of())) {
            CgroupPath topmost = path;
            for (CgroupPath at = tenant.cgroup().common(); !at.equals(path); at = at.parent()) {
                topmost = IdLimits.at(scenario, at) == Long.MAX_VALUE ? topmost : at;
            }
            groups.computeIfAbsent(topmost, any -> new ArrayList<>()).add(tenant);
        }
        return groups;
    }

    private boolean wantsLess(List<TenantSpec> tenants, long limit) {
        double mean = demand.meanAt(tenants, to);
        return mean + DEVIATIONS * Math.sqrt(mean) < limit;
    }

    /** Returns the most ids that tenants hold by the quotas of their VMs; {@code Long.MAX_VALUE} where they have none. */
    private static long mostOf(List<TenantSpec> tenants) {
        long most = 0;
        for (TenantSpec tenant : tenants) {
            long quota = tenant.kind() == TenantSpec.Kind.VM ? tenant.vmQuota() : Long.MAX_VALUE;
            boolean isFixed = tenant.instances().arrivals() instanceof ArrivalsSpec.None;
            if (quota == Long.MAX_VALUE || !isFixed) {
                return Long.MAX_VALUE;
            }
            most += quota * tenant.instances().initial();
        }
        return most;
    }

    /**
     * What a limit meets from all below it, whoever asks.
     *
     * @param reached the probability, on average over the span, that the demand reaches the limit
     * @param full the probability that it is above the limit at the start
     */
    private record Pressure(double reached, double full) {
        /** Where nothing is known of another below the limit. */
        static final Pressure UNKNOWN = new Pressure(Double.POSITIVE_INFINITY, 0);
    }
}
