package org.ioasidsim.scenario;

import java.util.Set;

/** The metrics that {@code expect}, {@code plan} and {@code precision} may name. */
public record MetricNames(Set<String> ofTenant, Set<String> ofHost) {
    public MetricNames {
        ofTenant = Set.copyOf(ofTenant);
        ofHost = Set.copyOf(ofHost);
    }

    /** Returns the metrics of {@code tenant}, which is {@code *} for the host. */
    Set<String> of(String tenant) {
        return tenant.equals("*") ? ofHost : ofTenant;
    }
}
