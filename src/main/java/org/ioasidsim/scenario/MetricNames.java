package org.ioasidsim.scenario;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.yaml.Spelling;

/**
 * The metrics that {@code expect}, {@code plan} and {@code precision} may name.
 *
 * @param atMostOne those of which no value exceeds 1
 * @param replacement the end of a message about a name that earlier versions had; empty for any other
 */
public record MetricNames(
        Set<String> ofTenant, Set<String> ofHost, Set<String> atMostOne, UnaryOperator<String> replacement) {
    public MetricNames {
        ofTenant = Set.copyOf(ofTenant);
        ofHost = Set.copyOf(ofHost);
        atMostOne = Set.copyOf(atMostOne);
    }

    /** Returns the metrics of {@code tenant}, which is {@code *} for the host. */
    Set<String> of(String tenant) {
        return tenant.equals("*") ? ofHost : ofTenant;
    }

    /** Returns what is wrong with a bound on a metric: one that no value reaches; nothing if it is right. */
    String boundProblem(String metric, double bound) {
        if (bound <= 1 || !atMostOne.contains(metric)) {
            return "";
        }
        String number = Numbers.text(bound);
        return "expected a bound of at most 1 (100%) for " + metric + ", found " + number
                + (bound <= 100 ? " (did you mean " + number + "%?)" : "");
    }

    /** Returns what is wrong with {@code metric}, which {@code tenant}, {@code *} for the host, does not have, and what may have been meant. */
    String unknown(String tenant, String metric) {
        return "expected a metric of " + (tenant.equals("*") ? "the host" : "a tenant") + ", found " + metric
                + hint(tenant, metric) + "; `ioasid-sim metrics` lists them";
    }

    String hint(String tenant, String metric) {
        if (tenant.equals("*") ? ofTenant.contains(metric) : ofHost.contains(metric)) {
            return tenant.equals("*")
                    ? " (a tenant has it: TENANT." + metric + ")"
                    : " (the host has it: *." + metric + ")";
        }
        String replaced = replacement.apply(metric);
        String guess = Spelling.didYouMean(metric, new TreeSet<>(of(tenant)));
        return !replaced.isEmpty() ? replaced : guess.isEmpty() ? beginning(metric, of(tenant)) : guess;
    }

    /** Returns the only name that begins with {@code metric}, as a guess. */
    private static String beginning(String metric, Set<String> names) {
        List<String> longer =
                names.stream().filter(name -> name.startsWith(metric)).toList();
        return longer.size() == 1 ? " (did you mean " + longer.get(0) + "?)" : "";
    }
}
