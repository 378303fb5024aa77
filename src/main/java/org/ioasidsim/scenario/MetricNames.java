package org.ioasidsim.scenario;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.ioasidsim.yaml.Spelling;

/**
 * The metrics that {@code expect}, {@code plan} and {@code precision} may name.
 *
 * @param replacement the end of a message about a name that earlier versions had; empty for any other
 */
public record MetricNames(Set<String> ofTenant, Set<String> ofHost, UnaryOperator<String> replacement) {
    public MetricNames {
        ofTenant = Set.copyOf(ofTenant);
        ofHost = Set.copyOf(ofHost);
    }

    /** Returns the metrics of {@code tenant}, which is {@code *} for the host. */
    Set<String> of(String tenant) {
        return tenant.equals("*") ? ofHost : ofTenant;
    }

    /** Returns the end of a message about {@code metric}, which {@code tenant} does not have: what may have been meant. */
    String hint(String tenant, String metric) {
        String replaced = replacement.apply(metric);
        return replaced.isEmpty() ? Spelling.didYouMean(metric, new TreeSet<>(of(tenant))) : replaced;
    }
}
