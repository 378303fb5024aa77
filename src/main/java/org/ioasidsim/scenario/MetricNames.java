package org.ioasidsim.scenario;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.yaml.Spelling;
import org.ioasidsim.yaml.Units;

/**
 * The metrics that {@code expect}, {@code plan} and {@code precision} may name.
 *
 * @param atMostOne those of which no value exceeds 1
 * @param ofTime those whose values are seconds
 * @param ofShare those whose values may be percentages
 * @param replacement the end of a message about a name that earlier versions had; empty for any other
 */
public record MetricNames(
        Set<String> ofTenant,
        Set<String> ofHost,
        Set<String> atMostOne,
        Set<String> ofTime,
        Set<String> ofShare,
        UnaryOperator<String> replacement) {
    private static final Pattern WRITTEN = Pattern.compile(".*[<>]=? *(\\S+)");

    public MetricNames {
        ofTenant = Set.copyOf(ofTenant);
        ofHost = Set.copyOf(ofHost);
        atMostOne = Set.copyOf(atMostOne);
        ofTime = Set.copyOf(ofTime);
        ofShare = Set.copyOf(ofShare);
    }

    /** Returns the metrics of {@code tenant}, which is {@code *} for the host. */
    Set<String> of(String tenant) {
        return tenant.equals("*") ? ofHost : ofTenant;
    }

    /** Returns what is wrong with the bound of a condition: a unit that its metric does not have, or one that no value reaches; nothing if it is right. */
    String boundProblem(Expectation condition) {
        String metric = condition.metric();
        double bound = condition.bound();
        Matcher written = WRITTEN.matcher(condition.text().strip());
        String unit = written.matches() ? unitProblem(metric, written.group(1)) : "";
        if (!unit.isEmpty()) {
            return unit;
        }
        if (bound <= 1 || !atMostOne.contains(metric)) {
            return "";
        }
        String number = Numbers.text(bound);
        return "expected a bound of at most 1 (100%) for " + metric + ", found " + number
                + (bound <= 100 ? " (did you mean " + number + "%?)" : "");
    }

    private String unitProblem(String metric, String bound) {
        if (Units.seconds(bound).isPresent() && !ofTime.contains(metric)) {
            return "expected " + (ofShare.contains(metric) ? "a share, such as 99%," : "a number") + " for " + metric
                    + ", found the time " + bound;
        }
        if (bound.endsWith("%") && !ofShare.contains(metric)) {
            return "expected " + (ofTime.contains(metric) ? "a time, such as 1s," : "a number") + " for " + metric
                    + ", found the percentage " + bound;
        }
        return "";
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
        return replaced.isEmpty() ? guess : replaced;
    }
}
