package org.ioasidsim.scenario;

import java.util.List;

/** A scenario file that was parsed once, to be read with many values: those of its sweep or of its plan, which a point leaves out. */
public interface ScenarioPoints {
    /**
     * Returns the file with {@code overrides}, without its sweep, plan and expectations.
     *
     * @param variants the names of those wanted, at least one; that of a file without variants is its baseline's
     * @throws InvalidScenarioException if these values make one of them invalid
     */
    ScenarioFile at(Overrides overrides, List<String> variants) throws InvalidScenarioException;

    /** Returns the scenario of one variant for theory, which needs no text of it. */
    default Scenario forTheory(Overrides overrides, String variant) throws InvalidScenarioException {
        return at(overrides, List.of(variant)).variants().get(0).scenario();
    }

    /** Returns the points that have {@code overrides} in common, over which those of each are laid; wrong values are problems of each point. */
    default ScenarioPoints over(Overrides overrides) {
        return (others, variants) -> at(overrides.then(others), variants);
    }
}
