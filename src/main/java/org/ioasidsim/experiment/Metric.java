package org.ioasidsim.experiment;

import java.util.Locale;

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

    /** Of whom a metric speaks. */
    public enum Scope {
        TENANT,
        HOST,
        BOTH
    }

    /** Which way is better. */
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

    public boolean ofTenant() {
        return scope != Scope.HOST;
    }

    public boolean ofHost() {
        return scope != Scope.TENANT;
    }
}
