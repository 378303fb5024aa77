package org.ioasidsim.experiment.exact;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.scenario.BindingResource;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.Averages;
import org.ioasidsim.stats.exact.PoissonSum;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.ProcessesSpec;
import org.ioasidsim.workload.TenantSpec;
import org.jspecify.annotations.Nullable;

/**
 * The demand of a scenario at any time from its start: what its tenants would hold if nothing were refused. Processes that arrive in a Poisson
 * stream, of a rate that may vary in time, are a Poisson number; those that are there at the start are each still alive with the same probability.
 *
 * <p>Source: Eick, Massey and Whitt, "The physics of the M_t/G/∞ queue", Operations Research 41(4), 1993, theorem 1.
 */
public final class UncappedDemand {
    /** The errors that do not count: of numbers of ids and of probabilities. */
    private static final double NEGLIGIBLE_IDS = 1e-6;

    private static final double NEGLIGIBLE_PROBABILITY = 1e-20;

    /** The most pieces of a profile that are integrated one by one. */
    private static final double MOST_PIECES = 5000;

    /** The most moments that are remembered. */
    private static final int MOST_KNOWN = 1 << 16;

    private final Scenario scenario;
    private final BindingResource binding;

    /** What one instance has, by tenant and time: all numbers of instances ask for the same. */
    private final Map<Moment, Double> known = new ConcurrentHashMap<>();

    private record Moment(String tenant, double seconds) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Moment moment && moment.seconds == seconds && moment.tenant.equals(tenant);
        }

        @Override
        public int hashCode() {
            return 31 * tenant.hashCode() + Double.hashCode(seconds);
        }
    }

    private UncappedDemand(Scenario scenario) {
        this.scenario = scenario;
        this.binding = scenario.bindingResource();
    }

    public static UncappedDemand of(Scenario scenario) {
        return new UncappedDemand(scenario);
    }

    /** Returns whether the law of a tenant's demand is known. */
    boolean isKnown(TenantSpec tenant) {
        var needs = new ModelNeeds(scenario);
        needs.knownDemand(tenant);
        return needs.areMet() && pieces(tenant) <= MOST_PIECES;
    }

    private double pieces(TenantSpec tenant) {
        return tenant.processes().arrivals() instanceof ArrivalsSpec.Profile profile
                ? lastSeconds() / profile.periodSeconds() * profile.shape().size()
                : 1;
    }

    private double lastSeconds() {
        return Math.max(0, scenario.run().warmUpSeconds()) + scenario.run().durationSeconds();
    }

    /**
     * Returns the mean of a tenant's demand over a span of time, in units of the resource that results count; empty where its law is not known.
     *
     * @param tenant its number
     * @param from seconds from the start
     */
    public OptionalDouble mean(int tenant, double from, double to) {
        TenantSpec spec = scenario.tenants().get(tenant);
        double units = binding.unitsOf(tenant);
        return isKnown(spec)
                ? OptionalDouble.of(
                        units * Averages.of(at -> meanAt(spec, at), breaks(List.of(spec), from, to), NEGLIGIBLE_IDS))
                : OptionalDouble.empty();
    }

    /**
     * Returns by how much the demand of all tenants together is above the capacity, on average over a span of time, where it counts as 0 while it is
     * below; empty where the law of one is not known.
     */
    public OptionalDouble excess(double from, double to) {
        List<TenantSpec> counted = IntStream.range(0, scenario.tenants().size())
                .filter(tenant -> binding.unitsOf(tenant) > 0)
                .mapToObj(scenario.tenants()::get)
                .toList();
        boolean isOfProcesses = binding.countsProcesses();
        return isOfProcesses && counted.stream().allMatch(this::isKnown)
                ? OptionalDouble.of(Averages.of(at -> excessAt(counted, at), breaks(counted, from, to), NEGLIGIBLE_IDS))
                : OptionalDouble.empty();
    }

    /**
     * Returns the probability, on average over a span of time, that certain tenants want at least so many ids at once.
     *
     * @param tenants whose laws are known
     */
    double tail(List<TenantSpec> tenants, long level, double from, double to) {
        return Averages.of(at -> sum(tenants, at).tail(level), breaks(tenants, from, to), NEGLIGIBLE_PROBABILITY);
    }

    /** Returns the same for the first moment, when the processes of the start are there. */
    double tailAtStart(List<TenantSpec> tenants, long level) {
        return sum(tenants, 0).tail(level);
    }

    /** Returns the mean number of ids that the processes of the start want beyond {@code level}. */
    double aboveAtStart(List<TenantSpec> tenants, long level) {
        return sum(tenants, 0).meanAbove(level);
    }

    /** Returns a bound on the mean number of requests that arrive from a tenant in so many seconds. */
    double mostRequests(TenantSpec tenant, double seconds) {
        return tenant.instances().initial()
                * tenant.processes().bind().probability()
                * ModelNeeds.highestPerSecond(tenant.processes().arrivals())
                * seconds;
    }

    /** Returns the mean of what certain tenants, whose laws are known, want at a time. */
    double meanAt(List<TenantSpec> tenants, double at) {
        return tenants.stream().mapToDouble(tenant -> meanAt(tenant, at)).sum();
    }

    private double excessAt(List<TenantSpec> tenants, double at) {
        return sum(tenants, at).meanAbove(binding.capacity());
    }

    /** Returns the law of what certain tenants, whose laws are known, want at a time. */
    PoissonSum sum(List<TenantSpec> tenants, double at) {
        double mean = 0;
        List<PoissonSum.Trials> trials = new ArrayList<>();
        for (TenantSpec tenant : tenants) {
            mean += arrivedAt(tenant, at);
            trials.add(new PoissonSum.Trials(
                    (long) tenant.instances().initial() * tenant.processes().initial(), initialAt(tenant, at)));
        }
        return new PoissonSum(mean, trials);
    }

    /** Returns the rate at which a tenant's processes ask for an id at a time. */
    static double perSecond(TenantSpec tenant, double at) {
        ArrivalsSpec arrivals = tenant.processes().arrivals();
        double scale = tenant.instances().initial() * tenant.processes().bind().probability();
        if (arrivals instanceof ArrivalsSpec.Profile profile) {
            double piece = profile.periodSeconds() / profile.shape().size();
            int number = (int) (at / piece) % profile.shape().size();
            return scale * profile.meanPerSecond() * profile.shape().get(number) / mean(profile.shape());
        }
        return arrivals instanceof ArrivalsSpec.Poisson poisson ? scale * poisson.perSecond() : 0;
    }

    /** Returns the average of at least one number, without the stream that a look at each moment would make. */
    private static double mean(List<Double> numbers) {
        var sum = new DoubleSummaryStatistics();
        for (double number : numbers) {
            sum.accept(number);
        }
        return sum.getAverage();
    }

    double meanAt(TenantSpec tenant, double at) {
        return arrivedAt(tenant, at)
                + (double) tenant.instances().initial() * tenant.processes().initial() * initialAt(tenant, at);
    }

    /** Returns the probability that a process of the start binds and is alive. */
    private double initialAt(TenantSpec tenant, double at) {
        ProcessesSpec processes = tenant.processes();
        Distribution lifetime = processes.lifetimeSeconds();
        return processes.bind().probability() * (scenario.run().isStationary() ? 1 : lifetime.tail(at));
    }

    /** Returns the mean number of bound processes that have arrived and are alive. */
    private double arrivedAt(TenantSpec tenant, double at) {
        ArrivalsSpec arrivals = tenant.processes().arrivals();
        Distribution lifetime = tenant.processes().lifetimeSeconds();
        double scale = tenant.instances().initial() * tenant.processes().bind().probability();
        if (arrivals instanceof ArrivalsSpec.Poisson poisson) {
            return scale
                    * poisson.perSecond()
                    * (scenario.run().isStationary()
                            ? lifetime.mean()
                            : known(tenant, at, () -> lifetime.limitedMean(at)));
        }
        return arrivals instanceof ArrivalsSpec.Profile profile
                ? scale * known(tenant, at, () -> arrivedAt(profile, lifetime, at))
                : 0;
    }

    /** Returns how many moments were looked at, each once however many numbers of instances were asked about. */
    int moments() {
        return known.size();
    }

    private double known(TenantSpec tenant, double at, DoubleSupplier value) {
        var moment = new Moment(tenant.name(), at);
        Double before = known.get(moment);
        if (before != null) {
            return before;
        }
        double found = value.getAsDouble();
        if (known.size() < MOST_KNOWN) {
            known.put(moment, found);
        }
        return found;
    }

    /** Each piece of constant rate leaves its part of the arrivals. */
    private static double arrivedAt(ArrivalsSpec.Profile profile, Distribution lifetime, double at) {
        List<Double> shape = profile.shape();
        double piece = profile.periodSeconds() / shape.size();
        double mean = mean(shape);
        double sum = 0;
        double younger = lifetime.limitedMean(at);
        for (int i = 0; i * piece < at; i++) {
            double older = younger;
            younger = lifetime.limitedMean(Math.max(0, at - (i + 1) * piece));
            sum += profile.meanPerSecond() * shape.get(i % shape.size()) / mean * (older - younger);
        }
        return sum;
    }

    /** Returns the span's ends and the times within it at which a rate changes. */
    static double[] breaks(List<TenantSpec> tenants, double from, double to) {
        var breaks = new TreeSet<Double>(List.of(from, to));
        for (TenantSpec tenant : tenants) {
            if (tenant.processes().arrivals() instanceof ArrivalsSpec.Profile profile) {
                double piece = profile.periodSeconds() / profile.shape().size();
                for (double next = (Math.floor(from / piece) + 1) * piece; next < to; next += piece) {
                    breaks.add(next);
                }
            }
        }
        return breaks.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
