package org.ioasidsim.experiment.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.kernel.cgroup.CgroupPath;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.Averages;
import org.ioasidsim.stats.exact.ErlangB;
import org.ioasidsim.workload.TenantSpec;

/**
 * The share of requests that are refused, from the known law of the demand, in microseconds: each limit on a tenant's way is a pool of its own, whose load
 * the others have thinned. With one limit and a steady load it is Erlang's formula B and exact; otherwise it is an approximation.
 *
 * <p>Sources: Kelly, Adv. Appl. Probab. 18, 1986 (reduced load); Jagerman, Bell Syst. Tech. J. 54, 1975 (modified offered load: where the load varies,
 * each moment's blocking is that of a steady load as high as the demand then).
 */
public final class RefusalEstimate {
    private static final int MOST_ROUNDS = 500;
    private static final int PLAIN_ROUNDS = 20;
    private static final double CLOSE = 1e-13;
    private static final double NEGLIGIBLE = 1e-12;

    /** The blocking at an instant that is as good as none: beside the shares of a run that are told, and where these are only to be guessed. */
    private static final double LEAST = 1e-30;

    private static final double LEAST_OF_ROUGH = 1e-18;
    private static final double LEAST_OF_STEADY = 1e-300;

    /** The part of its standard deviation by which the mean demand may differ from that of the steady state. */
    private static final double UNSETTLED = 0.01;

    /** The same for a law that is that of the steady state: what is refused differs by a thousandth or less. */
    private static final double SETTLED = 1e-3;

    private static final int SHARED = -1;
    private static final String OVER_TIME = "Erlang's loss system over time";
    private static final String WHY_OVER_TIME =
            "one pool, Poisson requests that are lost when refused, and exponential lifetimes of one mean; from"
                    + " the start of the run on";

    /** The relative error of the values beside a simulation is far below its intervals. */
    private static final int BESIDE_SIMULATION = 4;

    private final Scenario scenario;
    private final ModelNeeds needs;
    private final UncappedDemand demand;
    private final List<TenantSpec> active;
    private final List<TenantSpec> sharing;
    private final long pool;
    private final List<Link> links;
    private final List<int[]> ways;
    private final boolean isSteady;
    private final boolean isRough;

    /**
     * A limit.
     *
     * @param owner the number of the active tenant of which each instance has such a limit of its own; negative for one that is shared
     */
    private record Link(String level, long ids, int owner) {}

    /** The share of a tenant's requests that is refused, and its parts by the level that refuses. */
    public record Refused(double share, Map<String, Double> byLevel) {}

    private RefusalEstimate(Scenario scenario, boolean isSteady) {
        this.scenario = scenario;
        this.needs = new ModelNeeds(scenario);
        this.demand = UncappedDemand.of(scenario);
        this.active = ModelNeeds.active(scenario);
        this.sharing = active.stream().filter(tenant -> !needs.ownsIds(tenant)).toList();
        this.pool = needs.poolOf(sharing);
        this.links = new ArrayList<>();
        this.ways = new ArrayList<>();
        this.isSteady = isSteady;
        this.isRough = false;
        IntStream.range(0, active.size()).forEach(this::addWay);
    }

    /** Makes the estimate of a network that differs in the instances of its active tenants alone, or in how closely it is looked at. */
    private RefusalEstimate(RefusalEstimate other, List<TenantSpec> active, boolean isRough) {
        this.scenario = other.scenario;
        this.needs = other.needs;
        this.demand = other.demand;
        this.active = active;
        this.sharing = other.sharing;
        this.pool = other.pool;
        this.links = other.links;
        this.ways = other.ways;
        this.isSteady = other.isSteady;
        this.isRough = isRough;
    }

    /** Returns the estimate; empty where the law of the demand or a limit on its way is unknown. */
    public static Optional<RefusalEstimate> of(Scenario scenario) {
        if (ModelNeeds.active(scenario).isEmpty()) {
            return Optional.empty();
        }
        if (LossNetwork.lacking(scenario).isEmpty()) {
            return Optional.of(new RefusalEstimate(scenario, true));
        }
        var estimate = new RefusalEstimate(scenario, false);
        var known = new ModelNeeds(scenario);
        known.steadyHost();
        known.knownLimits(estimate.sharing);
        boolean isKnown = known.areMet() && estimate.active.stream().allMatch(estimate.demand::isKnown);
        return isKnown ? Optional.of(estimate) : Optional.empty();
    }

    /**
     * Returns the estimate with another number of a tenant's VMs: no limit but those on tasks depends on it, and no model's needs do.
     *
     * @param tenant of a fixed number of VMs, at least one
     * @param count at least one
     */
    public RefusalEstimate withVms(String tenant, int count) {
        return new RefusalEstimate(
                this,
                active.stream()
                        .map(one -> one.name().equals(tenant) ? one.withInstances(count) : one)
                        .toList(),
                isRough);
    }

    /** Returns an estimate that looks at a few moments of the run only: to know where to look. The same in steady state, which is one moment. */
    public RefusalEstimate rough() {
        return new RefusalEstimate(this, active, true);
    }

    /** Returns how many moments of the run it has looked at, in all numbers of VMs. */
    int moments() {
        return demand.moments();
    }

    /** Returns whether the run is one moment. */
    public boolean isSteady() {
        return isSteady;
    }

    /** Returns the value of a metric of a tenant; empty where there is none, or the metric is not a share of first tries. */
    public static Optional<ExactValue> value(Scenario scenario, String tenant, String word) {
        boolean isSuccess = word.equals(Metric.FIRST_TRY_SUCCESS.word());
        if (!isSuccess && !word.equals(Metric.CALL_CONGESTION.word())) {
            return Optional.empty();
        }
        return of(scenario).map(estimate -> {
            Optional<LossOverTime> overTime = estimate.exactOverTime(1);
            int number = estimate.number(tenant);
            double refused = overTime.isPresent() && number >= 0
                    ? overTime.get().refused(estimate.active.get(number)).orElse(0)
                    : estimate.refused(tenant).share();
            return new ExactValue(
                    tenant,
                    isSuccess ? Metric.FIRST_TRY_SUCCESS : Metric.CALL_CONGESTION,
                    isSuccess ? 1 - refused : refused,
                    overTime.isPresent() ? OVER_TIME : estimate.model(),
                    overTime.isPresent() ? WHY_OVER_TIME : "each limit on the way is a pool of its own",
                    overTime.isPresent() || estimate.isInSteadyState() ? Accuracy.EXACT : estimate.accuracy());
        });
    }

    /**
     * Returns the exact shares of a run that is not measured in steady state: what is refused of the requests of each tenant that asks, and what is granted at
     * once; none where there is no exact model of the run.
     */
    static List<ExactValue> ofRun(Scenario scenario) {
        List<ExactValue> values = new ArrayList<>();
        of(scenario)
                .ifPresent(estimate -> estimate.exactOverTime(BESIDE_SIMULATION).ifPresent(overTime -> {
                    for (TenantSpec tenant : estimate.active) {
                        overTime.refused(tenant).ifPresent(refused -> {
                            values.add(ofRun(tenant, Metric.CALL_CONGESTION, refused));
                            values.add(ofRun(tenant, Metric.FIRST_TRY_SUCCESS, 1 - refused));
                        });
                    }
                }));
        return values;
    }

    private static ExactValue ofRun(TenantSpec tenant, Metric metric, double value) {
        return new ExactValue(tenant.name(), metric, value, OVER_TIME, WHY_OVER_TIME, Accuracy.EXACT);
    }

    /** Returns the exact model of one pool away from steady state; empty where it does not hold, or the run is measured in steady state. */
    private Optional<LossOverTime> exactOverTime(int refinement) {
        boolean isOnePool = links.size() == 1 && links.get(0).owner() == SHARED;
        return !isOnePool || isSettled() || scenario.run().drawsInputs()
                ? Optional.empty()
                : LossOverTime.of(scenario, active, demand, ids(), refinement);
    }

    /** Returns whether the demand is in steady state when measuring starts. */
    private boolean isSettled() {
        return isSteady
                && (scenario.run().warmUpSeconds() == RunSpec.AUTO
                        || scenario.run().isStationary()
                        || !active.stream().allMatch(demand::isKnown)
                        || isWithin(UNSETTLED));
    }

    /**
     * Returns whether Erlang's formula holds for each measured moment: the run warms up so long from an empty start that its law is that of the steady state. Two
     * such systems with the same requests differ by no more processes than at first, and by fewer with each hold that ends.
     */
    private boolean isInSteadyState() {
        return isExact()
                && !scenario.run().drawsInputs()
                && scenario.run().warmUpSeconds() != RunSpec.AUTO
                && !scenario.run().isStationary()
                && active.stream().allMatch(demand::isKnown)
                && isWithin(SETTLED);
    }

    /** Returns whether the mean demand when measuring starts differs from that of the steady state by no more than a part of its standard deviation. */
    private boolean isWithin(double part) {
        double steady = load();
        return Math.abs(demand.meanAt(active, scenario.run().warmUpSeconds()) - steady) <= part * Math.sqrt(steady);
    }

    private void addWay(int number) {
        TenantSpec tenant = active.get(number);
        List<Integer> way = new ArrayList<>();
        if (needs.ownsIds(tenant)) {
            links.add(new Link("width", needs.guestIds(tenant), number));
            ways.add(new int[] {links.size() - 1});
            return;
        }
        long quota = tenant.kind() == TenantSpec.Kind.VM ? tenant.vmQuota() : Long.MAX_VALUE;
        long own = tenant.cgroup().isTemplate() ? IdLimits.at(scenario, tenant.cgroup()) : Long.MAX_VALUE;
        if (Math.min(quota, own) < pool) {
            links.add(new Link(own <= quota ? tenant.cgroup().text() : "vm-quota", Math.min(quota, own), number));
            way.add(links.size() - 1);
        }
        for (CgroupPath path = tenant.cgroup().common(); !path.equals(CgroupPath.ROOT); path = path.parent()) {
            if (IdLimits.at(scenario, path) < pool) {
                way.add(shared(path.text(), IdLimits.at(scenario, path)));
            }
        }
        way.add(shared(LimitTree.POOL, pool));
        ways.add(way.stream().mapToInt(Integer::intValue).toArray());
    }

    private int shared(String level, long ids) {
        int known = IntStream.range(0, links.size())
                .filter(link -> links.get(link).level().equals(level))
                .findFirst()
                .orElse(links.size());
        if (known == links.size()) {
            links.add(new Link(level, ids, SHARED));
        }
        return known;
    }

    /** Returns whether it is exact in steady state. */
    public boolean isExact() {
        return isSteady && ways.stream().allMatch(way -> way.length == 1);
    }

    Accuracy accuracy() {
        return isExact() ? Accuracy.EXACT_IN_STEADY_STATE : Accuracy.APPROXIMATE;
    }

    /** Returns the name of the formula. */
    public String model() {
        if (isSteady) {
            return isExact() ? "Erlang B" : "reduced load";
        }
        return "modified offered load";
    }

    /** Returns the ids of the pool, or of one VM where guests own theirs. */
    public long ids() {
        return links.get(links.size() - 1).ids();
    }

    /** Returns the mean number of ids wanted, of all tenants, where it is highest: in steady state, or at the end of the run. */
    public double load() {
        return Arrays.stream(loads(lastSeconds())).sum();
    }

    /** Returns what is refused of a tenant's requests; nothing where it never asks. */
    public Refused refused(String tenant) {
        int number = number(tenant);
        if (number < 0) {
            return new Refused(0, Map.of());
        }
        return isSteady ? at(number, lastSeconds()) : overTime(number);
    }

    /** Returns the place of a tenant among those that ever ask; -1 if it never does. */
    private int number(String tenant) {
        return IntStream.range(0, active.size())
                .filter(i -> active.get(i).name().equals(tenant))
                .findFirst()
                .orElse(-1);
    }

    private Refused at(int number, double seconds) {
        double[] blocked = blocked(loads(seconds));
        Map<String, Double> byLevel = new LinkedHashMap<>();
        double granted = 1;
        for (int link : ways.get(number)) {
            byLevel.merge(links.get(link).level(), granted * blocked[link], Double::sum);
            granted *= 1 - blocked[link];
        }
        double share =
                byLevel.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Refused(share, byLevel);
    }

    /** The requests of the run, weighted by when they come. */
    private Refused overTime(int number) {
        TenantSpec tenant = active.get(number);
        double from = Math.max(0, scenario.run().warmUpSeconds());
        double span = lastSeconds() - from;
        double[] breaks = UncappedDemand.breaks(active, from, lastSeconds());
        double requests = span * Averages.of(at -> UncappedDemand.perSecond(tenant, at), breaks, NEGLIGIBLE);
        double atStart = scenario.run().warmUpSeconds() == 0 ? demand.meanAt(tenant, 0) : 0;
        Map<String, Double> byLevel = new LinkedHashMap<>();
        for (int link : ways.get(number)) {
            String level = links.get(link).level();
            DoubleUnaryOperator refused = at -> UncappedDemand.perSecond(tenant, at)
                    * at(number, at).byLevel().getOrDefault(level, 0.0);
            double arriving = requests > 0 ? span * average(refused, breaks, NEGLIGIBLE * requests / span) : 0;
            double first = atStart > 0 ? atStart * refusedAtStart(number, link) : 0;
            byLevel.put(level, requests + atStart > 0 ? (arriving + first) / (requests + atStart) : 0);
        }
        double share =
                byLevel.values().stream().mapToDouble(Double::doubleValue).sum();
        return new Refused(Math.min(1, share), byLevel);
    }

    private double average(DoubleUnaryOperator value, double[] breaks, double negligible) {
        return isRough ? Averages.roughly(value, breaks) : Averages.of(value, breaks, negligible);
    }

    private double refusedAtStart(int number, int link) {
        Link limit = links.get(link);
        if (copies(limit) > 1) {
            double wanted = demand.meanAt(active.get(number), 0) / copies(limit);
            return Math.max(0, wanted - limit.ids()) / wanted;
        }
        List<TenantSpec> below = IntStream.range(0, active.size())
                .filter(other -> Arrays.stream(ways.get(other)).anyMatch(one -> one == link))
                .mapToObj(active::get)
                .toList();
        return demand.aboveAtStart(below, limit.ids()) / demand.meanAt(below, 0);
    }

    /** Returns how many of a limit there are, each for an equal part of its owner's load. */
    private int copies(Link limit) {
        return limit.owner() == SHARED
                ? 1
                : Math.max(1, active.get(limit.owner()).instances().initial());
    }

    private double lastSeconds() {
        return Math.max(0, scenario.run().warmUpSeconds()) + scenario.run().durationSeconds();
    }

    private double[] loads(double seconds) {
        var loads = new double[active.size()];
        for (int i = 0; i < loads.length; i++) {
            TenantSpec tenant = active.get(i);
            loads[i] = isSteady
                    ? tenant.instances().initial() * LossNetwork.loadOfInstance(scenario, tenant)
                    : demand.meanAt(tenant, seconds);
        }
        return loads;
    }

    /** Returns the blocking of each limit: the fixed point of all together, by repeated substitution. */
    private double[] blocked(double[] loads) {
        var blocked = new double[links.size()];
        double change = 1;
        for (int round = 0; round < MOST_ROUNDS && change > CLOSE; round++) {
            change = 0;
            for (int link = 0; link < blocked.length; link++) {
                double next = ErlangB.quickBlocking(
                        offered(link, loads, blocked) / copies(links.get(link)),
                        links.get(link).ids(),
                        isSteady ? LEAST_OF_STEADY : isRough ? LEAST_OF_ROUGH : LEAST);
                double step = round < PLAIN_ROUNDS ? next : (next + blocked[link]) / 2; // may swing at first
                change = Math.max(change, Math.abs(step - blocked[link]));
                blocked[link] = step;
            }
            change = links.size() == 1 ? 0 : change;
        }
        return blocked;
    }

    private double offered(int link, double[] loads, double[] blocked) {
        double offered = 0;
        for (int tenant = 0; tenant < loads.length; tenant++) {
            double thinned = loads[tenant];
            boolean isOnWay = false;
            for (int other : ways.get(tenant)) {
                isOnWay |= other == link;
                thinned *= other == link ? 1 : 1 - blocked[other];
            }
            offered += isOnWay ? thinned : 0;
        }
        return offered;
    }
}
