package org.ioasidsim.experiment.exact;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.ioasidsim.random.Distribution;
import org.ioasidsim.random.Exponential;
import org.ioasidsim.scenario.RunSpec;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.stats.exact.PoissonSum;
import org.ioasidsim.stats.exact.TransientLoss;
import org.ioasidsim.workload.ArrivalsSpec;
import org.ioasidsim.workload.TenantSpec;

/**
 * The share of requests that one pool of ids refuses in a run that does not begin in steady state, or whose rates of arrivals vary: exact where all
 * holds that end are exponential with one mean, so that the number of ids held is all that counts. Ids that are held from the start to the end make the pool
 * smaller.
 *
 * <p>While the demand cannot reach the pool its law is that without limits ({@link UncappedDemand}); from there on the forward equations go on
 * ({@link TransientLoss}).
 */
final class LossOverTime {
    /** The demand reaches the pool with a smaller probability while its law without limits is taken. */
    private static final double NEVER = 1e-15;

    /** The parts of a piece of constant rates in which that time is looked for. */
    private static final int PARTS = 64;

    private final List<TenantSpec> ending;
    private final UncappedDemand demand;
    private final int ids;
    private final double holdSeconds;
    private final int refinement;

    /** The ends of the pieces of time in which no rate changes, from the start on; one of them is where measuring starts. */
    private final double[] breaks;

    /** By piece the seconds in which all ids are taken. */
    private final double[] full;

    private final int firstMeasured;

    private LossOverTime(
            List<TenantSpec> ending,
            UncappedDemand demand,
            int ids,
            double holdSeconds,
            int refinement,
            double from,
            double to) {
        this.ending = ending;
        this.demand = demand;
        this.ids = ids;
        this.holdSeconds = holdSeconds;
        this.refinement = refinement;
        double[] before = from > 0 ? UncappedDemand.breaks(ending, 0, from) : new double[] {from};
        double[] after = UncappedDemand.breaks(ending, from, to);
        this.firstMeasured = before.length - 1;
        this.breaks = DoubleStream.concat(
                        DoubleStream.of(before), DoubleStream.of(after).skip(1))
                .toArray();
        this.full = new double[breaks.length - 1];
    }

    /**
     * Returns what a pool refuses that all tenants ask, and no other limit does; empty where that is not exact, or where more are there at the start than
     * the pool has.
     *
     * @param active the tenants that ask, whose demand is known
     * @param refinement as of {@link TransientLoss}
     */
    static Optional<LossOverTime> of(
            Scenario scenario, List<TenantSpec> active, UncappedDemand demand, long ids, int refinement) {
        List<TenantSpec> lasting = active.stream().filter(LossOverTime::lasts).toList();
        List<TenantSpec> ending =
                active.stream().filter(tenant -> !lasts(tenant)).toList();
        OptionalDouble hold = commonHold(ending);
        long left = ids - lasting.stream().mapToLong(LossOverTime::initial).sum();
        long initial = ending.stream().mapToLong(LossOverTime::initial).sum();
        boolean isExact = hold.isPresent()
                && !scenario.run().isStationary()
                && scenario.run().warmUpSeconds() != RunSpec.AUTO
                && ModelNeeds.isZero(scenario.costs().freeSeconds())
                && lasting.stream().allMatch(tenant -> tenant.processes().bind().probability() == 1);
        if (!isExact || left < Math.max(1, initial) || left > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        double from = Math.max(0, scenario.run().warmUpSeconds());
        double to = from + scenario.run().durationSeconds();
        var loss = new LossOverTime(ending, demand, (int) left, hold.getAsDouble(), refinement, from, to);
        return loss.isSolved() ? Optional.of(loss) : Optional.empty();
    }

    /** Returns whether a tenant's processes are there from the start and never end. */
    private static boolean lasts(TenantSpec tenant) {
        return tenant.processes().arrivals() instanceof ArrivalsSpec.None
                && Double.isInfinite(tenant.processes().lifetimeSeconds().mean());
    }

    private static long initial(TenantSpec tenant) {
        return (long) tenant.instances().initial() * tenant.processes().initial();
    }

    /** Returns the mean of all holds if they are exponential with one mean. */
    private static OptionalDouble commonHold(List<TenantSpec> tenants) {
        List<Distribution> holds = tenants.stream()
                .map(tenant -> tenant.processes().lifetimeSeconds())
                .toList();
        boolean isCommon = !holds.isEmpty()
                && holds.stream().allMatch(Exponential.class::isInstance)
                && holds.stream().mapToDouble(Distribution::mean).distinct().count() == 1;
        return isCommon ? OptionalDouble.of(holds.get(0).mean()) : OptionalDouble.empty();
    }

    /** Solves the system; returns whether it could: if the demand does not reach the pool at once. */
    private boolean isSolved() {
        if (reaches(0)) {
            return false;
        }
        double start = lastWithout();
        TransientLoss system = systemAt(start);
        for (int piece = 0; piece < full.length; piece++) {
            double seconds = breaks[piece + 1] - Math.max(start, breaks[piece]);
            double middle = middle(piece);
            double births = ending.stream()
                    .mapToDouble(tenant -> UncappedDemand.perSecond(tenant, middle))
                    .sum();
            full[piece] = seconds > 0 ? system.fullSeconds(births, seconds) : 0;
        }
        return true;
    }

    /** Returns a time up to which the demand does not reach the pool. */
    private double lastWithout() {
        double last = 0;
        for (int piece = 0; piece < full.length; piece++) {
            double part = (breaks[piece + 1] - breaks[piece]) / PARTS;
            for (int i = 1; i <= PARTS; i++) {
                double next = breaks[piece] + i * part;
                if (reaches(next)) {
                    return last;
                }
                last = next;
            }
        }
        return last;
    }

    private boolean reaches(double at) {
        return demand.sum(ending, at).tail(ids) > NEVER;
    }

    private TransientLoss systemAt(double at) {
        PoissonSum law = demand.sum(ending, at);
        double mean = demand.meanAt(ending, at);
        double half = TransientLoss.half(Math.sqrt(mean)); // no more than a Poisson number varies
        int first = (int) Math.max(0, Math.floor(mean - half));
        int last = (int) Math.min(ids, Math.ceil(mean + half));
        return new TransientLoss(ids, 1 / holdSeconds, first, law.probabilities(first, last), refinement);
    }

    /** Returns the share of a tenant's requests in the measured time that are refused; empty where there is none. */
    OptionalDouble refused(TenantSpec tenant) {
        double requests = firstMeasured == 0 ? demand.meanAt(tenant, 0) : 0;
        double refused = 0;
        for (int piece = firstMeasured; piece < full.length; piece++) {
            double perSecond = UncappedDemand.perSecond(tenant, middle(piece));
            requests += perSecond * (breaks[piece + 1] - breaks[piece]);
            refused += perSecond * full[piece];
        }
        return requests > 0 ? OptionalDouble.of(refused / requests) : OptionalDouble.empty();
    }

    private double middle(int piece) {
        return (breaks[piece] + breaks[piece + 1]) / 2;
    }
}
