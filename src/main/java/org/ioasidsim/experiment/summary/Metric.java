package org.ioasidsim.experiment.summary;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.scenario.MetricNames;
import org.ioasidsim.stats.interval.Intervals;

/** What is measured: each metric's name, unit, and which way is better, for every table and chart. */
public enum Metric {
    REQUESTS(Scope.TENANT, Unit.REQUESTS, Better.NEITHER),
    ATTEMPTS(Scope.TENANT, Unit.ATTEMPTS, Better.NEITHER),
    GRANTS(Scope.TENANT, Unit.REQUESTS, Better.HIGHER),
    FIRST_TRY_SUCCESS(Scope.TENANT, Unit.FRACTION, Better.HIGHER),
    EVENTUAL_SUCCESS(Scope.TENANT, Unit.FRACTION, Better.HIGHER),
    ATTEMPT_SUCCESS(Scope.TENANT, Unit.FRACTION, Better.HIGHER),
    VM_SUCCESS(Scope.TENANT, Unit.FRACTION, Better.HIGHER),
    CALL_CONGESTION(Scope.TENANT, Unit.FRACTION, Better.LOWER),
    TIME_CONGESTION(Scope.TENANT, Unit.FRACTION, Better.LOWER),
    TIME_TO_BIND_P50(Scope.TENANT, Unit.SECONDS, Better.LOWER),
    TIME_TO_BIND_P95(Scope.TENANT, Unit.SECONDS, Better.LOWER),
    TIME_TO_BIND_P99(Scope.TENANT, Unit.SECONDS, Better.LOWER),
    TIME_TO_BIND_MAX(Scope.TENANT, Unit.SECONDS, Better.LOWER),
    LONGEST_DENIAL(Scope.TENANT, Unit.SECONDS, Better.LOWER),
    STARVATION_TIME(Scope.TENANT, Unit.SECONDS, Better.LOWER),
    STARVED_REQUESTS(Scope.TENANT, Unit.REQUESTS, Better.LOWER),
    HELD_MEAN(Scope.BOTH, Unit.IDS, Better.NEITHER),
    HELD_PEAK(Scope.BOTH, Unit.IDS, Better.NEITHER),
    DEMAND_MEAN(Scope.TENANT, Unit.IDS, Better.NEITHER),
    ENTITLEMENT_MEAN(Scope.TENANT, Unit.IDS, Better.NEITHER),
    ENTITLEMENT_SHARE(Scope.TENANT, Unit.FRACTION, Better.HIGHER),
    QUOTA_UTILISATION(Scope.TENANT, Unit.FRACTION, Better.NEITHER),
    HOLD_TOTAL(Scope.TENANT, Unit.SECONDS, Better.NEITHER),
    WEIGHTED_SLOWDOWN(Scope.TENANT, Unit.RATIO, Better.LOWER),
    BOUNDED_SLOWDOWN(Scope.TENANT, Unit.RATIO, Better.LOWER),
    CAPACITY(Scope.HOST, Unit.IDS, Better.NEITHER),
    UTILISATION(Scope.HOST, Unit.FRACTION, Better.HIGHER),
    JAIN_SATISFACTION(Scope.HOST, Unit.INDEX, Better.HIGHER),
    JAIN_ENTITLEMENT(Scope.HOST, Unit.INDEX, Better.HIGHER),
    GINI_SATISFACTION(Scope.HOST, Unit.INDEX, Better.LOWER),
    THEIL_ENTITLEMENT(Scope.HOST, Unit.NATS, Better.LOWER),
    THEIL_BETWEEN(Scope.HOST, Unit.NATS, Better.LOWER),
    THEIL_WITHIN(Scope.HOST, Unit.NATS, Better.LOWER),
    MAX_MIN_RATIO(Scope.HOST, Unit.RATIO, Better.HIGHER),
    WORST_ENTITLEMENT_SHARE(Scope.HOST, Unit.FRACTION, Better.HIGHER),
    STRANDED_CAPACITY(Scope.HOST, Unit.IDS, Better.LOWER),
    TIME_TO_EXHAUSTION(Scope.HOST, Unit.SECONDS, Better.HIGHER),
    TIME_TO_EXHAUSTION_P50(Scope.HOST, Unit.SECONDS, Better.HIGHER),
    TIME_TO_EXHAUSTION_RMST(Scope.HOST, Unit.SECONDS, Better.HIGHER),
    EXHAUSTION_PROBABILITY(Scope.HOST, Unit.FRACTION, Better.LOWER),
    EXHAUSTED_TIME(Scope.HOST, Unit.SECONDS, Better.LOWER),
    LEAKED_IDS(Scope.HOST, Unit.IDS, Better.LOWER),
    ASID_ROLLOVERS(Scope.HOST, Unit.ROLLOVERS, Better.LOWER),
    EVENTS(Scope.HOST, Unit.EVENTS, Better.NEITHER);

    /** Whether a metric describes a tenant, the host, or either. */
    private enum Scope {
        TENANT,
        HOST,
        BOTH
    }

    /** What a metric's values count; {@code FRACTION} and {@code INDEX} range from 0 to 1, but a share of entitlement may exceed 1. */
    public enum Unit {
        REQUESTS,
        ATTEMPTS,
        FRACTION,
        SECONDS,
        IDS,
        RATIO,
        INDEX,
        NATS,
        ROLLOVERS,
        EVENTS;

        /** Returns the unit as result files and axes write it. */
        public String word() {
            return this == SECONDS ? "s" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which way is better. */
    public enum Better {
        HIGHER,
        LOWER,
        NEITHER;

        /** Returns the way as result files write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Scope scope;
    private final Unit unit;
    private final Better better;

    Metric(Scope scope, Unit unit, Better better) {
        this.scope = scope;
        this.unit = unit;
        this.better = better;
    }

    /** Returns the metrics that a scenario may name. */
    public static MetricNames names() {
        return new MetricNames(words(Metric::ofTenant), words(Metric::ofHost), Metric::replacement);
    }

    private static Set<String> words(Predicate<Metric> wanted) {
        return Stream.of(values()).filter(wanted).map(Metric::word).collect(Collectors.toSet());
    }

    /**
     * Returns the metric of that {@link #word}.
     *
     * @throws IllegalArgumentException if there is none; a scenario that was read names none but those of {@link #names}
     */
    public static Metric ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /**
     * Returns what stands in the place of a metric that earlier versions had, as the end of a message; empty for any other word. The plain
     * mean of (wait + hold) / hold is infinite for exponential holds, since the mean of 1 / hold is.
     */
    public static String replacement(String word) {
        return word.equals("slowdown")
                ? " (replaced by " + WEIGHTED_SLOWDOWN.word() + " and " + BOUNDED_SLOWDOWN.word() + ")"
                : "";
    }

    /** Returns the name as in the result files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Unit unit() {
        return unit;
    }

    public Better better() {
        return better;
    }

    /**
     * Returns the metric that counts the trials of which this one is a share; empty when it is no proportion. For the time congestion
     * the requests serve as samples at random times: Poisson arrivals see time averages (Wolff, Operations Research 30, 1982).
     */
    public Optional<Metric> trials() {
        return switch (this) {
            case FIRST_TRY_SUCCESS, EVENTUAL_SUCCESS, CALL_CONGESTION, TIME_CONGESTION -> Optional.of(REQUESTS);
            case ATTEMPT_SUCCESS -> Optional.of(ATTEMPTS);
            default -> Optional.empty();
        };
    }

    /** Returns whether it is a share of trials: of requests, or of replications. */
    public boolean isProportion() {
        return this == EXHAUSTION_PROBABILITY || trials().isPresent();
    }

    /**
     * Returns the metric that weighs each replication's value, so that the metric over replications is the ratio of their totals; empty where
     * it is the mean of their values.
     */
    public Optional<Metric> weight() {
        return this == WEIGHTED_SLOWDOWN ? Optional.of(HOLD_TOTAL) : Optional.empty();
    }

    /** Returns the part, such as 0.99, of which this metric is the quantile over a replication's requests; empty when it is none. */
    public OptionalDouble quantile() {
        return switch (this) {
            case TIME_TO_BIND_P50 -> OptionalDouble.of(0.50);
            case TIME_TO_BIND_P95 -> OptionalDouble.of(0.95);
            case TIME_TO_BIND_P99 -> OptionalDouble.of(0.99);
            default -> OptionalDouble.empty();
        };
    }

    /**
     * Returns the least number of requests for which this quantile of a replication is reported: with fewer it has no upper limit at 95 %.
     * 0 when it is no quantile.
     */
    public int leastRequests() {
        OptionalDouble p = quantile();
        return p.isEmpty() ? 0 : Intervals.leastSample(p.getAsDouble(), 0.95);
    }

    /** Returns whether the scenario alone decides it, so that it is known without an error. */
    boolean isExact() {
        return this == CAPACITY;
    }

    public boolean ofTenant() {
        return scope != Scope.HOST;
    }

    public boolean ofHost() {
        return scope != Scope.TENANT;
    }
}
