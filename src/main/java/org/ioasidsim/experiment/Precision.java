package org.ioasidsim.experiment;

import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.experiment.summary.IntervalMethod;
import org.ioasidsim.experiment.summary.Known;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.experiment.summary.MetricIntervals;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.experiment.summary.Summaries;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.scenario.PrecisionSpec;
import org.ioasidsim.scenario.Scenario;

/**
 * The number of replications that a scenario needs to reach the interval widths it asks for. All variants of a file get the same number, so
 * that pairs on common random numbers stay pairs. It depends only on the values of replications 1 to n.
 *
 * <p>The replications grow in steps: every target is judged after each. If one is not met, the next number is predicted from its half-width,
 * which falls with the square root of the number; it is at least a tenth more and at most double.
 *
 * <p>Source: Law, <i>Simulation Modeling and Analysis</i>, section 9.4.1, for the sequential procedures of absolute and relative precision.
 */
public final class Precision {
    private static final int LEAST = 10;
    private static final int LEAST_FOR_PROPORTIONS = 20;

    private Precision() {}

    /**
     * Returns the number of replications that a scenario starts with: its {@code replications}, but with a precision target at least 10, with
     * one for a proportion at least 20, and never more than the targets allow.
     */
    public static int first(Scenario scenario) {
        List<PrecisionSpec> targets = scenario.run().precision();
        if (targets.isEmpty()) {
            return scenario.run().replications();
        }
        boolean ofProportion =
                targets.stream().anyMatch(target -> metric(target).isProportion());
        int least = Math.max(scenario.run().replications(), ofProportion ? LEAST_FOR_PROPORTIONS : LEAST);
        int most =
                targets.stream().mapToInt(PrecisionSpec::maxReplications).max().orElseThrow();
        return Math.min(least, most);
    }

    /** Judges the targets of a variant, with what is known of its figures. */
    static List<PrecisionResult> judge(
            String variant, Scenario scenario, List<ReplicationResult> replications, Known known) {
        List<PrecisionSpec> targets = scenario.run().precision();
        double confidence = 1 - (1 - scenario.run().confidence()) / targets.size();
        var intervals = new MetricIntervals(scenario, Summaries.complete(replications), confidence, known);
        List<PrecisionResult> results = new ArrayList<>();
        for (PrecisionSpec target : targets) {
            int tenant = scenario.tenantNames().indexOf(target.tenant());
            int row = tenant < 0 ? scenario.tenants().size() : tenant;
            results.add(judge(target, intervals.row(variant, row, metric(target))));
        }
        return results;
    }

    /** Where all replications are at a bound, there is nothing to narrow: the target counts as met. */
    private static PrecisionResult judge(PrecisionSpec target, SummaryRow reached) {
        // The true value may lie at the far end of the interval: γ of the mean would allow an error of γ/(1-γ) of it.
        double share = target.halfWidth() / (1 + target.halfWidth());
        double wanted = target.isRelative() ? share * Math.abs(reached.mean()) : target.halfWidth();
        boolean isMet = reached.halfWidth() <= wanted || reached.method() == IntervalMethod.AT_BOUND;
        return new PrecisionResult(target, reached, wanted, isMet);
    }

    /** Returns the number of replications to reach after {@code done}: {@code done} itself when all targets are met or no more are allowed. */
    static int next(int done, List<PrecisionResult> results) {
        int next = done;
        for (PrecisionResult result : results) {
            if (!result.met()) {
                next = Math.max(next, Math.min(result.target().maxReplications(), wanted(done, result)));
            }
        }
        return next;
    }

    private static int wanted(int done, PrecisionResult result) {
        double ratio = result.reached().halfWidth() / result.wanted();
        double expected = Double.isFinite(ratio) ? done * ratio * ratio : 2.0 * done;
        // A half-width from few replications is a poor guide: never more than double on its word, and never a crawl of
        // single ones.
        return (int) Math.ceil(Math.max(1.1 * done, Math.min(2.0 * done, expected)));
    }

    private static Metric metric(PrecisionSpec target) {
        return Metric.ofWord(target.metric());
    }
}
