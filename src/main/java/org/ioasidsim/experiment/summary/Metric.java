package org.ioasidsim.experiment.summary;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ioasidsim.scenario.Expectation.Relation;
import org.ioasidsim.scenario.MetricNames;
import org.ioasidsim.stats.interval.Intervals;
import org.ioasidsim.stats.interval.PairedDifference;

/** What is measured: each metric's name, unit, and which way is better, for every table and chart. */
public enum Metric {
    REQUESTS(Scope.TENANT, Unit.REQUESTS, Better.NEITHER, "requests that arrived in the measured time"),
    ATTEMPTS(
            Scope.TENANT,
            Unit.ATTEMPTS,
            Better.NEITHER,
            "tries of these requests: more than requests where refused ones try again"),
    GRANTS(Scope.TENANT, Unit.REQUESTS, Better.HIGHER, "requests that got an id"),
    FIRST_TRY_SUCCESS(
            Scope.TENANT,
            Unit.FRACTION,
            Better.HIGHER,
            "share of requests granted at their first try; what is left is call_congestion"),
    EVENTUAL_SUCCESS(
            Scope.TENANT,
            Unit.FRACTION,
            Better.HIGHER,
            "share of requests granted at last, after waiting or trying again"),
    ATTEMPT_SUCCESS(Scope.TENANT, Unit.FRACTION, Better.HIGHER, "share of all tries that were granted"),
    VM_SUCCESS(
            Scope.TENANT,
            Unit.FRACTION,
            Better.HIGHER,
            "share of VMs that started, of those that were to: in the measured time, or, where none was, before it"),
    CALL_CONGESTION(Scope.TENANT, Unit.FRACTION, Better.LOWER, "share of requests refused at their first try"),
    TIME_CONGESTION(
            Scope.TENANT,
            Unit.FRACTION,
            Better.LOWER,
            "share of time in which a request would have been refused, whether one came or not"),
    TIME_TO_BIND_P50(
            Scope.TENANT,
            Unit.SECONDS,
            Better.LOWER,
            "time from a request to its grant that half of the requests do not exceed; inf where more are never granted"),
    TIME_TO_BIND_P95(
            Scope.TENANT,
            Unit.SECONDS,
            Better.LOWER,
            "the same for 95 % of the requests; of fewer than 72 requests in a replication not given"),
    TIME_TO_BIND_P99(
            Scope.TENANT,
            Unit.SECONDS,
            Better.LOWER,
            "the same for 99 % of the requests; of fewer than 368 requests in a replication not given"),
    TIME_TO_BIND_MAX(
            Scope.TENANT,
            Unit.SECONDS,
            Better.LOWER,
            "the longest time from a request to its grant; inf where one was never granted"),
    WORST_WINDOW_SUCCESS(
            Scope.TENANT,
            Unit.FRACTION,
            Better.HIGHER,
            "the least first_try_success in any measure.worst_window of the measured time, begun at each tenth of its length"),
    DENIAL_WINDOWS(
            Scope.TENANT,
            Unit.WINDOWS,
            Better.LOWER,
            "denials of the tenant: each from a refusal to its next grant; where none follows, to its last refusal or the end of its last wait"),
    DENIED_TIME(Scope.TENANT, Unit.SECONDS, Better.LOWER, "how long the denial_windows last together"),
    LONGEST_DENIAL(Scope.TENANT, Unit.SECONDS, Better.LOWER, "how long the longest of the denial_windows lasts"),
    STARVATION_TIME(
            Scope.TENANT,
            Unit.SECONDS,
            Better.LOWER,
            "how long the denial_windows last beyond their first measure.starvation_after"),
    STARVED_REQUESTS(
            Scope.TENANT,
            Unit.REQUESTS,
            Better.LOWER,
            "requests that waited longer than measure.starvation_after, granted at last or not"),
    HELD_MEAN(Scope.BOTH, Unit.IDS, Better.NEITHER, "ids held, averaged over time"),
    HELD_PEAK(Scope.BOTH, Unit.IDS, Better.NEITHER, "the most ids held at once"),
    UNMET_MEAN(
            Scope.TENANT,
            Unit.IDS,
            Better.LOWER,
            "ids wanted and not held, averaged over time: a request that was given up counts for the time it would have lived"),
    DEMAND_MEAN(
            Scope.TENANT,
            Unit.IDS,
            Better.NEITHER,
            "ids held and wanted, averaged over time: held_mean and unmet_mean"),
    ENTITLEMENT_MEAN(
            Scope.TENANT,
            Unit.IDS,
            Better.NEITHER,
            "ids that max-min fairness by weights would give the tenant of the host, averaged over time: never more than it wants"),
    ENTITLEMENT_SHARE(
            Scope.TENANT,
            Unit.FRACTION,
            Better.HIGHER,
            "ids held over the entitlement, both averaged over time; above 1 for one that holds more than its share"),
    QUOTA_UTILISATION(
            Scope.TENANT,
            Unit.FRACTION,
            Better.NEITHER,
            "ids held, averaged over time, over the most that quotas of its VMs and cgroups on its path let it hold"),
    HOLD_TOTAL(
            Scope.TENANT,
            Unit.SECONDS,
            Better.NEITHER,
            "sum of the holds of granted requests: the weight of weighted_slowdown"),
    WEIGHTED_SLOWDOWN(
            Scope.TENANT,
            Unit.RATIO,
            Better.LOWER,
            "sum of wait and hold over sum of hold; inf where a request was never granted"),
    BOUNDED_SLOWDOWN(
            Scope.TENANT,
            Unit.RATIO,
            Better.LOWER,
            "mean of wait and hold over hold, where holds below measure.slowdown_threshold count as that; inf where a request was never granted"),
    CAPACITY(
            Scope.HOST,
            Unit.IDS,
            Better.NEITHER,
            "address spaces that can be bound at once: ids, or ASIDs where these are scarcer"),
    UTILISATION(Scope.HOST, Unit.FRACTION, Better.HIGHER, "ids held over the capacity, averaged over time"),
    SHARE_ABOVE_90(
            Scope.HOST, Unit.FRACTION, Better.LOWER, "share of time in which more than 90 % of the capacity are held"),
    MODEST_SUCCESS(
            Scope.HOST,
            Unit.FRACTION,
            Better.HIGHER,
            "share of requests granted at their first try, of those that came while their tenant wanted no more than its max-min share"),
    EXCESS_WHILE_MODEST_REFUSED(
            Scope.HOST,
            Unit.IDS,
            Better.LOWER,
            "ids that tenants hold above their max-min share while one that wants no more than its share lacks some, averaged over time"),
    JAIN_SATISFACTION(
            Scope.HOST,
            Unit.INDEX,
            Better.HIGHER,
            "Jain's index of the tenants' eventual_success: 1 if all are served alike, 1/n if one of n alone is"),
    JAIN_ENTITLEMENT(Scope.HOST, Unit.INDEX, Better.HIGHER, "Jain's index of the tenants' entitlement_share"),
    GINI_SATISFACTION(
            Scope.HOST,
            Unit.INDEX,
            Better.LOWER,
            "Gini's coefficient of the tenants' eventual_success: 0 if all are served alike"),
    THEIL_ENTITLEMENT(
            Scope.HOST,
            Unit.NATS,
            Better.LOWER,
            "Theil's index of the tenants' entitlement_share: 0 if all have the same"),
    THEIL_BETWEEN(Scope.HOST, Unit.NATS, Better.LOWER, "the part of theil_entitlement between the top-level cgroups"),
    THEIL_WITHIN(Scope.HOST, Unit.NATS, Better.LOWER, "the part of theil_entitlement within them"),
    MAX_MIN_RATIO(
            Scope.HOST,
            Unit.RATIO,
            Better.HIGHER,
            "the least over the largest entitlement_share: 1 if all have the same"),
    WORST_ENTITLEMENT_SHARE(Scope.HOST, Unit.FRACTION, Better.HIGHER, "the least entitlement_share of a tenant"),
    STRANDED_CAPACITY(
            Scope.HOST,
            Unit.IDS,
            Better.LOWER,
            "ids that lie idle while as many are wanted and refused, averaged over time"),
    TIME_TO_EXHAUSTION(
            Scope.HOST,
            Unit.SECONDS,
            Better.HIGHER,
            "time from the start until nothing is free; inf where that never happens"),
    TIME_TO_EXHAUSTION_P50(
            Scope.HOST,
            Unit.SECONDS,
            Better.HIGHER,
            "the Kaplan-Meier median of time_to_exhaustion over the replications; inf where half of them saw none"),
    TIME_TO_EXHAUSTION_RMST(
            Scope.HOST,
            Unit.SECONDS,
            Better.HIGHER,
            "mean time to exhaustion or to the end of the run, whichever comes first"),
    EXHAUSTION_PROBABILITY(
            Scope.HOST, Unit.FRACTION, Better.LOWER, "share of replications in which nothing was free at some time"),
    EXHAUSTED_TIME(Scope.HOST, Unit.SECONDS, Better.LOWER, "time in which the kernel had nothing free"),
    LEAKED_IDS(
            Scope.HOST,
            Unit.IDS,
            Better.LOWER,
            "ids held without end by what leaked, and charges that nothing gives back, at the end"),
    ASID_ROLLOVERS(
            Scope.HOST,
            Unit.ROLLOVERS,
            Better.LOWER,
            "times at which the kernel ran through all ASIDs and began again"),
    FLUSH_TIME(
            Scope.HOST,
            Unit.SECONDS,
            Better.LOWER,
            "time for which processes waited for their CPU's TLB flush after a rollover (costs.rollover), from the start"),
    INVALIDATION_TIME(
            Scope.HOST,
            Unit.SECONDS,
            Better.LOWER,
            "time for which invalidations at the end of bonds held the lock of binds (costs.invalidate), from the start"),
    EVENTS(Scope.HOST, Unit.EVENTS, Better.NEITHER, "simulated events: the work of a replication");

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
        WINDOWS,
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
    private final String definition;

    Metric(Scope scope, Unit unit, Better better, String definition) {
        this.scope = scope;
        this.unit = unit;
        this.better = better;
        this.definition = definition;
    }

    /** Returns the metrics that a scenario may name. */
    public static MetricNames names() {
        return new MetricNames(
                words(Metric::ofTenant),
                words(Metric::ofHost),
                words(Metric::isAtMostOne),
                words(metric -> metric.unit == Unit.SECONDS),
                words(metric -> metric.unit == Unit.FRACTION || metric.unit == Unit.INDEX || metric.unit == Unit.RATIO),
                Metric::replacement);
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

    /** Returns whether a condition with this relation asks for something good, and not that a trouble shows; of a metric without direction none does. */
    public boolean isGood(Relation relation) {
        return switch (better) {
            case HIGHER -> relation.isFloor();
            case LOWER -> !relation.isFloor();
            case NEITHER -> false;
        };
    }

    /** Returns a relation and a bound of its unit with which a condition asks for something good, such as {@code >= 99%}. */
    public String exampleBound() {
        String relation = better == Better.HIGHER ? ">= " : "<= ";
        return relation
                + switch (unit) {
                    case FRACTION -> better == Better.HIGHER ? "99%" : "1%";
                    case SECONDS -> "1s";
                    case INDEX, RATIO, NATS -> "0.9";
                    default -> "100";
                };
    }

    /** Returns what it is, as the beginning of a sentence without its full stop. */
    public String definition() {
        return definition;
    }

    /** Returns whether no value of it exceeds 1. */
    private boolean isAtMostOne() {
        return isProportion()
                || switch (this) {
                    case VM_SUCCESS,
                            UTILISATION,
                            QUOTA_UTILISATION,
                            SHARE_ABOVE_90,
                            MODEST_SUCCESS,
                            WORST_WINDOW_SUCCESS,
                            MAX_MIN_RATIO,
                            WORST_ENTITLEMENT_SHARE,
                            JAIN_SATISFACTION,
                            JAIN_ENTITLEMENT,
                            GINI_SATISFACTION -> true;
                    default -> false;
                };
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
        if (this == WEIGHTED_SLOWDOWN) {
            return Optional.of(HOLD_TOTAL);
        }
        return this == TIME_CONGESTION ? Optional.empty() : trials(); // of time, which is the same in all replications
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

    /**
     * Returns what the values are, as far as their differences depend on it. The largest parts decide an index of squares or of products, and a mean of
     * ratios of which those of the shortest holds are huge: its differences are skewed even where all replications differ.
     */
    public PairedDifference.Nature nature() {
        return switch (this) {
            case JAIN_SATISFACTION,
                    JAIN_ENTITLEMENT,
                    THEIL_ENTITLEMENT,
                    THEIL_BETWEEN,
                    THEIL_WITHIN,
                    EXCESS_WHILE_MODEST_REFUSED,
                    BOUNDED_SLOWDOWN -> PairedDifference.Nature.DECIDED_BY_LARGEST;
            case TIME_TO_BIND_P50,
                    TIME_TO_BIND_P95,
                    TIME_TO_BIND_P99,
                    TIME_TO_EXHAUSTION,
                    TIME_TO_EXHAUSTION_P50,
                    TIME_TO_EXHAUSTION_RMST -> PairedDifference.Nature.IN_STEPS;
            default -> PairedDifference.Nature.PLAIN;
        };
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
