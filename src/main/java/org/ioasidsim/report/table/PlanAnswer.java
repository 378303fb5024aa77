package org.ioasidsim.report.table;

import java.util.List;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.search.PlanResult;
import org.ioasidsim.scenario.ScenarioFile;

/**
 * The result of a plan, with everything else that its files record.
 *
 * @param file with the plan
 * @param lines one for each value of the plan's second key; one alone where it has none
 */
public record PlanAnswer(ScenarioFile file, List<Line> lines, RunInfo info) {
    public PlanAnswer {
        lines = List.copyOf(lines);
    }

    /**
     * The answer at one value of the second key.
     *
     * @param across the value; empty where there is no second key
     */
    public record Line(String across, PlanResult result) {}

    /** Returns the path of the second key; empty where there is none. */
    public String acrossPath() {
        return file.plan().stream()
                .flatMap(plan -> plan.across().stream())
                .map(axis -> axis.path())
                .findFirst()
                .orElse("");
    }
}
