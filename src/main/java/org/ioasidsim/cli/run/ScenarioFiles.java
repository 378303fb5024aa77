package org.ioasidsim.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.InputFile;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.experiment.summary.Metric;
import org.ioasidsim.scenario.Completions;
import org.ioasidsim.scenario.InvalidScenarioException;
import org.ioasidsim.scenario.Overrides;
import org.ioasidsim.scenario.Scenario;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.scenario.ScenarioPoints;
import org.ioasidsim.scenario.ScenarioReader;

/** Reads the scenario files of a command line together, so that the problems of all are reported at once. */
public final class ScenarioFiles {
    private ScenarioFiles() {}

    /** Returns the files in their order, with the values that the command line overrides. */
    public static List<ScenarioFile> read(List<Path> paths, Options options) {
        return read(paths, options, overrides -> overrides);
    }

    /** Returns the files in their order, with the values that the command line overrides and what {@code more} adds to these. */
    public static List<ScenarioFile> read(List<Path> paths, Options options, UnaryOperator<Overrides> more) {
        ScenarioReader reader = reader(options);
        List<ScenarioFile> files = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path path : paths) {
            try {
                InputFile.requireReadable(path);
                files.add(read(reader, path, more.apply(options.overrides()), options));
            } catch (CommandFailure unreadable) {
                problems.addAll(unreadable.problems());
            } catch (InvalidScenarioException invalid) {
                invalid.problems().forEach(problem -> problems.add(problem.toString()));
            }
        }
        if (!problems.isEmpty()) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, problems);
        }
        return files;
    }

    /** Returns the file with {@code overrides}; says so where reading takes long. */
    static ScenarioFile read(ScenarioReader reader, Path path, Overrides overrides, Options options)
            throws InvalidScenarioException {
        return options.steps().during("reading " + path, () -> reader.read(path, overrides));
    }

    /** Returns the file with {@code overrides}, to be run by itself: its own sweep and plan are left out. */
    public static ScenarioFile read(ScenarioReader reader, Path path, Overrides overrides) {
        try {
            return reader.read(path, overrides.at("sweep", "{}").at("plan", "none"));
        } catch (InvalidScenarioException invalid) {
            throw failure(invalid);
        }
    }

    /** Returns the file parsed once, to be read at many points with {@link #read(ScenarioPoints, Overrides, List)}. */
    public static ScenarioPoints points(Path path, Options options) {
        try {
            return reader(options).points(path);
        } catch (InvalidScenarioException invalid) {
            throw failure(invalid);
        }
    }

    /** Returns the file at one point with {@code overrides}, and of its variants those that are named. */
    public static ScenarioFile read(ScenarioPoints points, Overrides overrides, List<String> variants) {
        try {
            return points.at(overrides, variants);
        } catch (InvalidScenarioException invalid) {
            throw failure(invalid);
        }
    }

    /** Returns the scenario of one variant at one point, for theory. */
    public static Scenario forTheory(ScenarioPoints points, Overrides overrides, String variant) {
        try {
            return points.forTheory(overrides, variant);
        } catch (InvalidScenarioException invalid) {
            throw failure(invalid);
        }
    }

    private static CommandFailure failure(InvalidScenarioException invalid) {
        return new CommandFailure(
                ExitStatus.INPUT_INVALID,
                invalid.problems().stream().map(Object::toString).toList());
    }

    /** Returns the JSON Schema of any scenario file. */
    public static String schema(Options options) {
        return reader(options).jsonSchema(Completions.ofAnyFile(ScenarioFiles::exampleBound));
    }

    /** Returns the JSON Schema of scenario files for an editor that completes the names of {@code file}. */
    public static String schema(Options options, ScenarioFile file) {
        return reader(options).jsonSchema(Completions.of(file, ScenarioFiles::exampleBound));
    }

    private static String exampleBound(String metric) {
        return Metric.ofWord(metric).exampleBound();
    }

    /** Returns a reader that knows all policies and metrics. */
    public static ScenarioReader reader(Options options) {
        return new ScenarioReader(options.policies(), Metric.names());
    }
}
