package org.ioasidsim.scenario;

import java.util.List;
import java.util.stream.Collectors;
import org.ioasidsim.yaml.Problem;

/** Thrown for a scenario that cannot be run; carries all its problems. */
public final class InvalidScenarioException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    InvalidScenarioException(List<Problem> problems) {
        super(SameName.once(problems).stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = SameName.once(problems);
    }

    /** Returns the problems in line order. */
    public List<Problem> problems() {
        return problems;
    }
}
