package org.ioasidsim.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.archive.InvalidManifestException;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.ManifestReader;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Failures;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.report.IsolationReport;
import org.ioasidsim.report.ResultWriter;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioReader;

/** A directory that {@code run} wrote. The {@code reader} knows the policies that its scenario may name. */
public record RunDirectory(Path directory, Manifest manifest, ScenarioReader reader) {
    /** Reads the manifest in {@code directory}. */
    public static RunDirectory in(Path directory, Options options) {
        recover(directory);
        if (!Files.isDirectory(directory)) {
            throw CommandFailure.invalid(directory
                    + ": no such directory: name one that `ioasid-sim run` wrote, such as" + " results/my-question");
        }
        try {
            return new RunDirectory(directory, ManifestReader.read(directory), ScenarioFiles.reader(options));
        } catch (InvalidManifestException e) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, String.valueOf(e.getMessage()), e);
        }
    }

    private static void recover(Path directory) {
        try {
            NewDirectory.recover(directory);
        } catch (IOException e) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, Failures.reason(e), e);
        }
    }

    /** Returns whether {@code compare} wrote it. */
    public boolean isComparison() {
        return manifest.fileSha256().containsKey(ResultWriter.COMPARISON);
    }

    /** Returns whether {@code isolation} wrote it. */
    public boolean isIsolation() {
        return manifest.fileSha256().containsKey(IsolationReport.TABLE);
    }

    /** Returns the scenario file that was run, as it was then. */
    public ScenarioFile file() {
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
                whole.fleet(),
                manifest.resolvedFile());
    }

    /** Returns the scenario of a resolved text in the manifest. */
    public ScenarioFile resolved(String text) {
        try {
            return reader.readResolved(Path.of(manifest.scenarioFile()), text, Overrides.NONE);
        } catch (InvalidScenarioException e) {
            throw new CommandFailure(
                    ExitStatus.INPUT_INVALID,
                    e.problems().stream()
                            .map(problem -> directory + ": its manifest's scenario does not read any more: " + problem)
                            .toList());
        }
    }
}
