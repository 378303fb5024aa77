package org.ioasidsim.report.table;

import java.util.List;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.experiment.search.PlanResult;
import org.ioasidsim.scenario.PlanSpec;
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

    /** Returns the paths of the further keys in one text; empty where there are none. */
    public String acrossPath() {
        return String.join(", ", acrossPaths());
    }

    /** Returns the paths of the further keys. */
    public List<String> acrossPaths() {
        return file.plan().stream()
                .flatMap(plan -> plan.across().stream())
                .map(axis -> axis.path())
                .toList();
    }

    /** Returns the values of the further keys of a line, in the order of their paths. */
    public List<String> acrossValues(Line line) {
        return file.plan().stream()
                .flatMap(plan -> plan.acrossPoints().stream())
                .filter(point -> PlanSpec.across(point).equals(line.across()))
                .findFirst()
                .map(point -> List.copyOf(point.values().values()))
                .orElse(line.across().isEmpty() ? List.of() : List.of(line.across()));
    }
}
