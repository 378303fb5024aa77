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
    REQUESTS(Scope.TENANT, "requests", Better.NEITHER),
    ATTEMPTS(Scope.TENANT, "attempts", Better.NEITHER),
    GRANTS(Scope.TENANT, "requests", Better.HIGHER),
    FIRST_TRY_SUCCESS(Scope.TENANT, "fraction", Better.HIGHER),
    EVENTUAL_SUCCESS(Scope.TENANT, "fraction", Better.HIGHER),
    ATTEMPT_SUCCESS(Scope.TENANT, "fraction", Better.HIGHER),
    CALL_CONGESTION(Scope.TENANT, "fraction", Better.LOWER),
    TIME_CONGESTION(Scope.TENANT, "fraction", Better.LOWER),
    TIME_TO_BIND_P50(Scope.TENANT, "s", Better.LOWER),
    TIME_TO_BIND_P95(Scope.TENANT, "s", Better.LOWER),
    TIME_TO_BIND_P99(Scope.TENANT, "s", Better.LOWER),
    TIME_TO_BIND_MAX(Scope.TENANT, "s", Better.LOWER),
    LONGEST_DENIAL(Scope.TENANT, "s", Better.LOWER),
    STARVATION_TIME(Scope.TENANT, "s", Better.LOWER),
    STARVED_REQUESTS(Scope.TENANT, "requests", Better.LOWER),
    HELD_MEAN(Scope.BOTH, "ids", Better.NEITHER),
    HELD_PEAK(Scope.BOTH, "ids", Better.NEITHER),
    DEMAND_MEAN(Scope.TENANT, "ids", Better.NEITHER),
    ENTITLEMENT_MEAN(Scope.TENANT, "ids", Better.NEITHER),
    ENTITLEMENT_SHARE(Scope.TENANT, "fraction", Better.HIGHER),
    QUOTA_UTILISATION(Scope.TENANT, "fraction", Better.NEITHER),
    SLOWDOWN(Scope.TENANT, "ratio", Better.LOWER),
    CAPACITY(Scope.HOST, "ids", Better.NEITHER),
    UTILISATION(Scope.HOST, "fraction", Better.HIGHER),
    JAIN_SATISFACTION(Scope.HOST, "index", Better.HIGHER),
    JAIN_ENTITLEMENT(Scope.HOST, "index", Better.HIGHER),
    GINI_SATISFACTION(Scope.HOST, "index", Better.LOWER),
    THEIL_ENTITLEMENT(Scope.HOST, "nats", Better.LOWER),
    THEIL_BETWEEN(Scope.HOST, "nats", Better.LOWER),
    THEIL_WITHIN(Scope.HOST, "nats", Better.LOWER),
    MAX_MIN_RATIO(Scope.HOST, "ratio", Better.HIGHER),
    WORST_ENTITLEMENT_SHARE(Scope.HOST, "fraction", Better.HIGHER),
    STRANDED_CAPACITY(Scope.HOST, "ids", Better.LOWER),
    TIME_TO_EXHAUSTION(Scope.HOST, "s", Better.HIGHER),
    EXHAUSTED_TIME(Scope.HOST, "s", Better.LOWER),
    LEAKED_IDS(Scope.HOST, "ids", Better.LOWER),
    ASID_ROLLOVERS(Scope.HOST, "rollovers", Better.LOWER),
    EVENTS(Scope.HOST, "events", Better.NEITHER);

    /** The subject of a metric. */
    public enum Scope {
        TENANT,
        HOST,
        BOTH
    }

    /** The better direction. */
    public enum Better {
        HIGHER,
        LOWER,
        NEITHER
    }

    private final Scope scope;
    private final String unit;
    private final Better better;

    Metric(Scope scope, String unit, Better better) {
        this.scope = scope;
        this.unit = unit;
        this.better = better;
    }

    /** Returns the metrics that a scenario may name. */
    public static MetricNames names() {
        return new MetricNames(words(Metric::ofTenant), words(Metric::ofHost));
    }

    private static Set<String> words(Predicate<Metric> wanted) {
        return Stream.of(values()).filter(wanted).map(Metric::word).collect(Collectors.toSet());
    }

    /** Returns the name as in the result files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String unit() {
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

    /** Returns whether the scenario alone determines it, so that it has no sampling error. */
    public boolean isExact() {
        return this == CAPACITY;
    }

    public boolean ofTenant() {
        return scope != Scope.HOST;
    }

    public boolean ofHost() {
        return scope != Scope.TENANT;
    }
}
