package org.ioasidsim.report;

import org.ioasidsim.experiment.ExperimentResult;

/** Writes all files of a run. */
public final class ResultWriter {
    private ResultWriter() {}

    /** Returns the scenario's name, which names its directory. */
    static String scenarioName(ExperimentResult result) {
        return result.variants().isEmpty()
                ? "empty"
                : result.variants().get(0).scenario().name();
    }
}
