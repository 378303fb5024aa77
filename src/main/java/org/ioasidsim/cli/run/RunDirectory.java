package org.ioasidsim.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ioasidsim.archive.InvalidManifestException;
import org.ioasidsim.archive.Manifest;
import org.ioasidsim.archive.ManifestReader;
import org.ioasidsim.archive.ScenarioDirectory;
import org.ioasidsim.archive.StoredReplications;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Failures;
import org.ioasidsim.cli.base.InputFile;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.file.NewDirectory;
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
            throw CommandFailure.invalid(directory + InputFile.noDirectory(directory)
                    + ": name one that `ioasid-sim run` wrote, such as results/my-question/run");
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

    /** Returns those in {@code directory}: itself, or those of the commands that wrote results of a scenario there. */
    public static List<RunDirectory> allIn(Path directory, Options options) {
        recover(directory);
        List<RunDirectory> commands = ScenarioDirectory.COMMANDS.stream()
                .map(directory::resolve)
                .filter(command -> Files.isRegularFile(command.resolve(Manifest.FILE)))
                .map(command -> in(command, options))
                .toList();
        boolean isOne = commands.isEmpty() || Files.exists(directory.resolve(Manifest.FILE));
        return isOne ? List.of(in(directory, options)) : commands;
    }

    /** Returns the replications kept for it by the program that wrote it. */
    public StoredReplications store() {
        return ScenarioDirectory.of(directory).store(manifest.info().program(), false);
    }

    /** Returns whether {@code compare} wrote it. */
    public boolean isComparison() {
        return manifest.command().equals("compare");
    }

    /** Returns whether {@code report} can write it again. */
    public boolean isRunOrComparison() {
        return isComparison() || manifest.command().equals("run");
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
                whole.verdict(),
                whole.fleet(),
                whole.caveat(),
                manifest.resolvedFile(),
                "");
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
