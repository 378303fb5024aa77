package org.ioasidsim.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.report.InvalidManifestException;
import org.ioasidsim.report.Manifest;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;

/** A directory that {@code run} wrote. */
record WrittenRun(Path directory, Manifest manifest) {
    /** Reads the manifest in {@code directory}. */
    static WrittenRun in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw CommandFailure.invalid(directory
                    + ": no such directory: name one that `ioasid-sim run` wrote, such as" + " results/my-question");
        }
        try {
            return new WrittenRun(directory, Manifest.read(directory));
        } catch (InvalidManifestException e) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the scenario file that was run, as it was then. */
    ScenarioFile file() {
        List<String> names =
                manifest.variants().stream().map(Manifest.Variant::name).toList();
        ScenarioFile whole = Variants.select(resolved(manifest.resolvedFile()), names);
        return new ScenarioFile(
                whole.path(),
                whole.baseline(),
                whole.variants(),
                whole.expect(),
                manifest.overrides(),
                whole.sweep(),
                whole.plan(),
                manifest.resolvedFile());
    }

    /** Returns what a resolved text of the manifest says. */
    ScenarioFile resolved(String text) {
        try {
            return ScenarioFiles.reader().readResolved(Path.of(manifest.scenarioFile()), text, Overrides.NONE);
        } catch (InvalidScenarioException e) {
            throw new CommandFailure(
                    ExitStatus.INPUT_INVALID,
                    e.problems().stream()
                            .map(problem -> directory + ": its manifest's scenario does not read any more: " + problem)
                            .toList());
        }
    }
}
