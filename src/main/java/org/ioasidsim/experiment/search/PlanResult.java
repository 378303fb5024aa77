package org.ioasidsim.experiment.search;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.ioasidsim.experiment.ConditionVerdict;
import org.ioasidsim.experiment.exact.Accuracy;
import org.ioasidsim.experiment.summary.SummaryRow;
import org.ioasidsim.math.PortableMath;
import org.ioasidsim.scenario.Expectation;
import org.ioasidsim.scenario.PlanSpec;

/**
 * The result of a search for a capacity.
 *
 * @param confidence the probability that all verdicts together are right
 * @param confidenceEach the least confidence of an interval: that of those that this requires least of
 * @param probes the values tried, ascending
 * @param shownToMeet the best value at which all conditions hold; empty when there is none
 * @param shownToFail the first value beyond it at which a condition fails; empty when there is none
 * @param contrary values whose verdict contradicts the order that the search relies on
 * @param theory what theory says; empty if it says nothing
 * @param interrupted whether the search ended early
 */
public record PlanResult(
        PlanSpec plan,
        double confidence,
        double confidenceEach,
        List<Probe> probes,
        OptionalLong shownToMeet,
        OptionalLong shownToFail,
        List<Long> contrary,
        Optional<PlanTheory> theory,
        boolean interrupted) {
    public PlanResult {
        probes = List.copyOf(probes);
        contrary = List.copyOf(contrary);
    }

    /** The outcome at one value: the verdict on all conditions together, and on each. */
    public record Probe(long value, int replications, ConditionVerdict verdict, List<Condition> conditions) {
        public Probe {
            conditions = List.copyOf(conditions);
        }
    }

    /** A condition at a value. */
    public record Condition(Expectation expectation, SummaryRow row, ConditionVerdict verdict) {
        /** Returns whether it is undecided because no request was refused and too few would show it; not where there is no interval. */
        public boolean isUnseen() {
            return verdict == ConditionVerdict.UNDECIDED
                    && row.metric().trials().isPresent()
                    && !Double.isNaN(row.lower())
                    && row.refusing() == 0;
        }

        /**
         * Returns the replications that would show it if none refused a request: in m of them an upper limit u of n is 1 - (1 - u)^(m/n).
         * For a condition that {@link #isUnseen}.
         */
        public double replicationsNeeded() {
            double open = Math.max(row.mean() - row.lower(), row.upper() - row.mean());
            double allowed = Math.abs(expectation.bound() - row.mean());
            return row.replications() * PortableMath.log1p(-open) / PortableMath.log1p(-allowed);
        }
    }

    /**
     * Returns theory's answer where it is exact and simulation confirms it: some value was shown to have the verdict that theory says, and none to have the
     * other. Empty where theory has no border between values that meet the conditions and values that do not.
     */
    public Optional<PlanTheory> exact() {
        return theory.filter(known -> known.accuracy() == Accuracy.EXACT)
                .filter(known -> known.met().isPresent() && known.missed().isPresent() && known.isOrdered(plan))
                .filter(known -> shownToMeet.isPresent() || shownToFail.isPresent())
                .filter(known -> !contradicts(known));
    }

    /** Returns whether theory is exact and simulation shows a value to have another verdict than theory says. */
    public boolean contradictsExact() {
        return theory.filter(known -> known.accuracy() == Accuracy.EXACT && contradicts(known))
                .isPresent();
    }

    private boolean contradicts(PlanTheory known) {
        return known.isOrdered(plan)
                && probes.stream()
                        .filter(probe -> probe.verdict() != ConditionVerdict.UNDECIDED)
                        .anyMatch(probe -> isMetBy(known, probe.value()) != (probe.verdict() == ConditionVerdict.MET));
    }

    private boolean isMetBy(PlanTheory known, long value) {
        return isBehind(value, known.met());
    }

    /**
     * Returns the same answer with the evidence next to it only: of the values tried, those nearest to the two between which the answer lies.
     *
     * @param most how many values are kept
     */
    public PlanResult nearest(int most) {
        List<Probe> nearest = probes.stream()
                .sorted(Comparator.comparingLong(this::distance))
                .limit(most)
                .sorted(Comparator.comparingLong(Probe::value))
                .toList();
        return new PlanResult(
                plan, confidence, confidenceEach, nearest, shownToMeet, shownToFail, contrary, theory, interrupted);
    }

    /** Returns how far a value is from the nearer of the two of the answer; 0 for all where there is none. */
    private long distance(Probe probe) {
        return LongStream.concat(shownToMeet.stream(), shownToFail.stream())
                .map(value -> Math.abs(value - probe.value()))
                .min()
                .orElse(0);
    }

    /** Returns whether values between the two of the answer remained undecided, and theory does not decide them. */
    public boolean isUndecided() {
        return exact().isEmpty() && !undecided().isEmpty();
    }

    /** Returns the undecided values between the two of the answer: the others follow from these two. */
    public List<Probe> undecided() {
        return probes.stream()
                .filter(probe -> probe.verdict() == ConditionVerdict.UNDECIDED)
                .filter(probe -> !isBehind(probe.value(), shownToMeet) && !isBeyond(probe.value(), shownToFail))
                .toList();
    }

    /** Returns whether a value that is undecided for itself meets the conditions because one beyond it does. */
    public boolean followsFromOrder(Probe probe) {
        return probe.verdict() == ConditionVerdict.UNDECIDED && isBehind(probe.value(), shownToMeet);
    }

    private boolean isBehind(long value, OptionalLong meeting) {
        return meeting.isPresent() && (plan.isLargest() ? value <= meeting.getAsLong() : value >= meeting.getAsLong());
    }

    private boolean isBeyond(long value, OptionalLong failing) {
        return failing.isPresent() && (plan.isLargest() ? value >= failing.getAsLong() : value <= failing.getAsLong());
    }
}
