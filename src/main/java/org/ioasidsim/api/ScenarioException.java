package org.ioasidsim.api;

import java.util.List;
import org.ioasidsim.scenario.InvalidScenarioException;

/** A scenario file that cannot be run, with everything that is wrong with it. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    ScenarioException(InvalidScenarioException cause) {
        super(cause.getMessage(), cause);
        problems = cause.problems().stream().map(Object::toString).toList();
    }

    ScenarioException(String problem) {
        super(problem);
        problems = List.of(problem);
    }

    /** Returns one line for each problem: file, line and column, key, what was expected and what stands there. */
    public List<String> problems() {
        return problems;
    }
}
