package org.ioasidsim.api;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.ioasidsim.experiment.search.CapacityPlan;
import org.ioasidsim.experiment.search.PlanResult;
import org.ioasidsim.experiment.search.PlanTheory;

/**
 * What the search of a scenario's {@code plan:} found.
 *
 * @param path of the value that was searched, such as {@code tenants.web.instances}
 * @param ranges one for each value of {@code plan.across}; one alone where the plan has none
 * @param failures one line for each replication that failed
 */
public record PlannedCapacity(String path, List<Range> ranges, List<String> failures) {
    public PlannedCapacity {
        ranges = List.copyOf(ranges);
        failures = List.copyOf(failures);
    }

    /**
     * The range in which the wanted value lies.
     *
     * @param across the value of the second key; empty where there is none
     * @param confidence with which all verdicts together are right
     * @param shownToMeet the best value at which all conditions are shown to hold; empty when there is none
     * @param shownToFail the first value beyond at which one is shown not to hold; empty when there is none
     * @param exact the best value at which all conditions hold by theory, where that is exact and simulation confirms it; empty elsewhere
     * @param trials the values that were tried, ascending
     * @param isInterrupted whether the search was ended early
     */
    public record Range(
            String across,
            double confidence,
            OptionalLong shownToMeet,
            OptionalLong shownToFail,
            OptionalLong exact,
            List<Trial> trials,
            boolean isInterrupted) {
        public Range {
            trials = List.copyOf(trials);
        }

        static Range of(CapacityPlan.Line line) {
            PlanResult result = line.result();
            return new Range(
                    line.across(),
                    result.confidence(),
                    result.shownToMeet(),
                    result.shownToFail(),
                    result.exact().map(PlanTheory::met).orElse(OptionalLong.empty()),
                    result.probes().stream().map(Trial::of).toList(),
                    result.interrupted());
        }
    }

    /**
     * A value that was tried.
     *
     * @param verdict {@code met}, {@code not met} or {@code undecided}
     */
    public record Trial(long value, int replications, String verdict) {
        private static Trial of(PlanResult.Probe probe) {
            return new Trial(
                    probe.value(),
                    probe.replications(),
                    probe.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }
}
