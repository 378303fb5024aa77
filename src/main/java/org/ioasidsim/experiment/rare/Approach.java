package org.ioasidsim.experiment.rare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.ioasidsim.experiment.exact.LossNetwork;
import org.ioasidsim.kernel.base.KernelConfig;
import org.ioasidsim.kernel.cgroup.Resource;
import org.ioasidsim.math.PortableMath;
import org.ioasidsim.policy.rule.FirstCome;
import org.ioasidsim.policy.rule.TrunkReservation;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.NamedStream;
import org.ioasidsim.scenario.EstimateSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.Loss;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.TenantSpec;
import org.jspecify.annotations.Nullable;

/** How paths come near the limits: to all of them from where the scenario starts, or to a single one from a floor below it. */
final class Approach {
    /** A path starts after so many mean holds where the scenario has no warm-up. */
    private static final double HOLDS_OF_WARM_UP = 10;

    /** How much likelier the floor is than its limit: where the stationary law is known for certain, and where refusals change it. */
    private static final double NEAR = 20;

    private static final double FAR = 1000;

    /** Limits that are reached less likely than this are left out. */
    private static final double NEGLIGIBLE = 1e-100;

    /** The likeliest floor: about the mean. */
    private static final double MOST = 0.5;

    /** The most that other limits may refuse while the law below a limit is taken as that without limits. */
    private static final double SELDOM = 1e-3;

    private final Scenario scenario;
    private final double warmUpSeconds;
    private final @Nullable Level level;
    private final long floorIds;
    private final boolean isCertain;

    private Approach(Scenario scenario, double warmUpSeconds, @Nullable Level level, long floorIds) {
        this.scenario = scenario;
        this.warmUpSeconds = warmUpSeconds;
        this.level = level;
        this.floorIds = floorIds;
        this.isCertain = LossNetwork.lacking(scenario).isEmpty();
    }

    /** Returns whether paths split: near a limit they need not. */
    boolean splits() {
        return level == null || !isCertain;
    }

    /** Returns the approaches whose call congestions add up to those of the scenario. */
    static List<Approach> of(Scenario scenario, double warmUpSeconds, BooleanSupplier isCancelled) {
        var all = new Approach(scenario, warmUpSeconds, null, 0);
        if (!isKnown(scenario) || !all.importance().equals(EstimateSpec.ALL)) {
            return List.of(all);
        }
        List<Level> levels = all.start(1, Thresholds.NONE, isCancelled).levels().all();
        double[] likely = levels.stream()
                .mapToDouble(level -> tail(scenario, level, refusing(scenario, level)))
                .toArray();
        double likeliest = Arrays.stream(likely).max().orElse(0);
        long names = levels.stream().map(Level::name).distinct().count();
        boolean isApart = levels.stream().allMatch(level -> isApart(scenario, level, levels));
        if (likeliest > SELDOM || names < levels.size() || !isApart) {
            return List.of(all);
        }
        List<Approach> approaches = new ArrayList<>();
        for (int i = 0; i < likely.length; i++) {
            if (likely[i] > NEGLIGIBLE) {
                approaches.add(
                        new Approach(scenario, warmUpSeconds, levels.get(i), floorBelow(scenario, levels.get(i))));
            }
        }
        return approaches;
    }

    /** Returns whether the demand has a known law, and nothing but the {@link Levels} refuses any of it. */
    private static boolean isKnown(Scenario scenario) {
        return LossNetwork.isOfLossStreams(scenario)
                && isPlain(scenario.kernel())
                && (scenario.kernel().asidScheme() == KernelConfig.AsidScheme.NONE
                        || LossNetwork.lacking(scenario).isEmpty())
                && (scenario.policy() instanceof FirstCome.Spec || scenario.policy() instanceof TrunkReservation.Spec)
                && scenario.cgroups().values().stream()
                        .noneMatch(limits -> limits.isLimited(Resource.PIDS) || limits.isLimited(Resource.MEMORY))
                && scenario.tenants().stream()
                        .allMatch(tenant -> tenant.kind() == TenantSpec.Kind.CONTAINER
                                && !tenant.cgroup().isTemplate()
                                && tenant.rlimitNproc() == Long.MAX_VALUE
                                && tenant.namespacePidMax() == Long.MAX_VALUE
                                && !tenant.processes().bindsAny()
                                && tenant.processes().initial() == 0
                                && tenant.processes().bind().probability() == 1
                                && (tenant.instances().initial() == 0
                                        || tenant.processes().arrivals() instanceof ArrivalsSpec.Poisson));
    }

    /** Returns whether each process holds one id of the pool, and that alone, for exactly its lifetime. */
    private static boolean isPlain(KernelConfig kernel) {
        boolean isCounted = kernel.ioasids() == KernelConfig.IoasidsFlavour.OFF
                || kernel.ioasids() == KernelConfig.IoasidsFlavour.LIMIT;
        return isCounted
                && !kernel.deferFree()
                && !kernel.bounds().limitsDevices()
                && kernel.devices().stream()
                        .allMatch(device -> device.maxPasids() == kernel.maxPasids()
                                && !(device.dedicated() && device.workQueues() > 0));
    }

    /** Returns whether no limit further down keeps its tenants from their part of the ids where {@code level} is full. */
    private static boolean isApart(Scenario scenario, Level level, List<Level> levels) {
        double load = load(scenario, level);
        return load == 0
                || levels.stream()
                        .filter(other -> isBelow(other, level))
                        .allMatch(
                                below -> atLeast(below.limit(), level.limit(), load(scenario, below) / load) <= SELDOM);
    }

    private static boolean isBelow(Level level, Level above) {
        boolean isOnHost = above.name().equals(Level.HOST) && !level.name().equals(Level.HOST);
        return isOnHost || level.name().startsWith(above.name() + "/");
    }

    /** Returns a bound, by Chernoff, on the probability that of {@code all} ids at least so many belong to a part of the load. */
    private static double atLeast(long ids, long all, double part) {
        double share = (double) ids / all;
        if (part == 0 || share > 1) {
            return 0;
        } else if (share <= part) {
            return 1;
        }
        double ofOthers = share == 1 ? 0 : (1 - share) * PortableMath.log((1 - share) / (1 - part));
        return PortableMath.exp(-all * (share * PortableMath.log(share / part) + ofOthers));
    }

    /** Returns how many ids are held against a limit where it first refuses anybody. */
    private static long refusing(Scenario scenario, Level level) {
        boolean keepsIds = level.name().equals(Level.HOST) && scenario.policy() instanceof TrunkReservation.Spec;
        return keepsIds
                ? Math.max(1, level.limit() - ((TrunkReservation.Spec) scenario.policy()).keep())
                : level.limit();
    }

    private static long floorBelow(Scenario scenario, Level level) {
        boolean isCertain = LossNetwork.lacking(scenario).isEmpty();
        long floor = refusing(scenario, level);
        double wanted = Math.min(MOST, tail(scenario, level, floor) * (isCertain ? NEAR : FAR));
        while (floor > 1 && tail(scenario, level, floor) < wanted) {
            floor--;
        }
        return floor;
    }

    /** Returns the probability that the uncapped demand under a limit is at least {@code ids}. */
    private static double tail(Scenario scenario, Level level, long ids) {
        double load = load(scenario, level);
        return load == 0 ? 0 : Loss.unlimitedTail(load, Math.toIntExact(ids)).doubleValue();
    }

    private static double load(Scenario scenario, Level level) {
        return scenario.tenants().stream()
                .filter(tenant -> isUnder(tenant, level) && perSecond(tenant) > 0)
                .mapToDouble(tenant ->
                        perSecond(tenant) * tenant.processes().lifetimeSeconds().mean())
                .sum();
    }

    private static boolean isUnder(TenantSpec tenant, Level level) {
        return level.name().equals(Level.HOST)
                || tenant.cgroup().common().text().equals(level.name())
                || tenant.cgroup().common().text().startsWith(level.name() + "/");
    }

    private static double perSecond(TenantSpec tenant) {
        return tenant.processes().arrivals() instanceof ArrivalsSpec.Poisson poisson
                ? tenant.instances().initial() * poisson.perSecond()
                : 0;
    }

    /** Returns a path that has warmed up. */
    SplitPath path(int number, Thresholds thresholds, BooleanSupplier isCancelled) {
        SplitPath path = start(number, thresholds, isCancelled);
        path.warmUp(warmUpSeconds());
        return path;
    }

    private SplitPath start(int number, Thresholds thresholds, BooleanSupplier isCancelled) {
        Level only = level;
        return only == null
                ? new SplitPath(scenario, number, this::important, thresholds, SplitPath.NO_FLOOR, true, isCancelled)
                : new SplitPath(
                        scenario,
                        number,
                        levels -> levels.named(only.name()),
                        thresholds,
                        this::floor,
                        false,
                        isCancelled);
    }

    private Levels important(Levels levels) {
        return importance().equals(EstimateSpec.ALL) ? levels : levels.named(importance());
    }

    private String importance() {
        return scenario.run().estimate().importance();
    }

    private Floor floor(Levels levels, NamedStream random) {
        Level own = levels.all().get(0);
        List<Floor.Stream> streams = new ArrayList<>();
        for (int tenant = 0; tenant < scenario.tenants().size(); tenant++) {
            TenantSpec spec = scenario.tenants().get(tenant);
            if (isUnder(spec, own) && perSecond(spec) > 0) {
                Distribution hold = spec.processes().lifetimeSeconds();
                streams.add(new Floor.Stream(tenant, perSecond(spec), hold, hold.residual()));
            }
        }
        return new Floor(own, floorIds, streams, random);
    }

    /** Returns the time that a path simulates before it counts, and at least afterwards; 0 for one that starts near its limit. */
    double leastSeconds() {
        return level == null ? warmUpSeconds() + step() : 0;
    }

    private double warmUpSeconds() {
        return warmUpSeconds > 0 ? warmUpSeconds : HOLDS_OF_WARM_UP * holdSeconds();
    }

    private double holdSeconds() {
        return scenario.tenants().stream()
                .mapToDouble(tenant -> tenant.processes().lifetimeSeconds().mean())
                .filter(Double::isFinite)
                .max()
                .orElse(scenario.run().durationSeconds());
    }

    /** Returns the length of the first pilot: ten mean holds, or some requests at the floor. */
    double step() {
        return level == null ? HOLDS_OF_WARM_UP * holdSeconds() : 100;
    }

    /** Returns what a path says of each tenant's call congestion. */
    double[] callCongestion(SplitPath path) {
        double[] shares = new double[scenario.tenants().size()];
        for (int tenant = 0; tenant < shares.length; tenant++) {
            double perSecond = perSecond(scenario.tenants().get(tenant));
            shares[tenant] = level == null ? path.callCongestion(tenant) : path.refusedPerSecond(tenant) / perSecond;
        }
        return shares;
    }
}
