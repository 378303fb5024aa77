package org.ioasidsim.experiment.rare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.ioasidsim.experiment.exact.LossNetwork;
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

    /** Limits so much less likely than the likeliest contribute nothing. */
    private static final double NEGLIGIBLE = 1e-4;

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
        List<Level> levels = all.path(1, Thresholds.NONE, isCancelled).levels().all();
        double[] likely = levels.stream()
                .mapToDouble(level -> tail(scenario, level, level.limit()))
                .toArray();
        double likeliest = Arrays.stream(likely).max().orElse(0);
        if (likeliest > SELDOM) {
            return List.of(all);
        }
        List<Approach> approaches = new ArrayList<>();
        for (int i = 0; i < likely.length; i++) {
            if (likely[i] > NEGLIGIBLE * likeliest) {
                approaches.add(
                        new Approach(scenario, warmUpSeconds, levels.get(i), floorBelow(scenario, levels.get(i))));
            }
        }
        return approaches;
    }

    private static boolean isKnown(Scenario scenario) {
        return LossNetwork.isOfLossStreams(scenario)
                && scenario.tenants().stream()
                        .allMatch(tenant -> tenant.processes().initial() == 0
                                && tenant.processes().bind().probability() == 1
                                && (tenant.instances().initial() == 0
                                        || tenant.processes().arrivals() instanceof ArrivalsSpec.Poisson));
    }

    private static long floorBelow(Scenario scenario, Level level) {
        boolean isCertain = LossNetwork.lacking(scenario).isEmpty();
        double wanted = tail(scenario, level, level.limit()) * (isCertain ? NEAR : FAR);
        long floor = level.limit();
        while (floor > 1 && tail(scenario, level, floor) < wanted) {
            floor--;
        }
        return floor;
    }

    /** Returns the probability that the uncapped demand under a limit is at least {@code ids}. */
    private static double tail(Scenario scenario, Level level, long ids) {
        double load = scenario.tenants().stream()
                .filter(tenant -> isUnder(tenant, level))
                .mapToDouble(tenant ->
                        perSecond(tenant) * tenant.processes().lifetimeSeconds().mean())
                .sum();
        return load == 0 ? 0 : Loss.unlimitedTail(load, Math.toIntExact(ids)).doubleValue();
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

    /** Returns a path at its start. */
    SplitPath path(int number, Thresholds thresholds, BooleanSupplier isCancelled) {
        Level only = level;
        SplitPath path = only == null
                ? new SplitPath(scenario, number, this::important, thresholds, SplitPath.NO_FLOOR, null, isCancelled)
                : new SplitPath(
                        scenario,
                        number,
                        levels -> levels.named(only.name()),
                        thresholds,
                        this::floor,
                        only.name(),
                        isCancelled);
        path.warmUp(warmUpSeconds());
        return path;
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
                streams.add(new Floor.Stream(
                        tenant,
                        perSecond(spec),
                        new EquilibriumHold(spec.processes().lifetimeSeconds(), random)));
            }
        }
        return new Floor(own, floorIds, streams, random);
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
