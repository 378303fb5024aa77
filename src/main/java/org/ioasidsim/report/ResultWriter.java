package org.ioasidsim.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ioasidsim.experiment.ExperimentResult;

/** Writes all files of a run into {@code DIR/<scenario>/}, each whole or not at all, the manifest last. */
public final class ResultWriter {
    private ResultWriter() {}

    /**
     * What was written.
     *
     * @param directory of the scenario
     * @param files below it, the manifest last
     * @param warnings what is missing and why, in sentences
     */
    public record Written(Path directory, List<Path> files, List<String> warnings) {
        public Written {
            files = List.copyOf(files);
            warnings = List.copyOf(warnings);
        }
    }

    /** Writes everything. */
    public static Written write(ExperimentResult result, RunInfo info, Path directory) throws IOException {
        return write(result, info, directory, true);
    }

    /** Writes everything, pictures only where {@code withCharts}; what pictures need and the machine lacks is a warning. */
    public static Written write(ExperimentResult result, RunInfo info, Path directory, boolean withCharts)
            throws IOException {
        Path scenario = directory.resolve(scenarioName(result));
        return writeInto(scenario, result, info, ProgramFingerprint.current(), withCharts);
    }

    /** Writes everything into {@code scenario} itself, for a result whose replications are kept under {@code program}. */
    public static Written writeInto(
            Path scenario, ExperimentResult result, RunInfo info, String program, boolean withCharts)
            throws IOException {
        List<Path> files = new ArrayList<>(writeTables(result, info, scenario));
        List<String> warnings = new ArrayList<>();
        List<ChartFiles.Drawn> drawn = withCharts
                ? ChartFiles.write(
                        style -> ChartJobs.of(result, style), info.jobs(), scenario.resolve("charts"), files, warnings)
                : List.of();

        Path report = scenario.resolve("report.html");
        AtomicFiles.write(report, HtmlReport.of(result, info, drawn));
        files.add(report);
        Path manifest = scenario.resolve(Manifest.FILE);
        AtomicFiles.write(
                manifest, Manifest.of(result, info, program, scenario, files).json());
        files.add(manifest);
        return new Written(scenario, files, warnings);
    }

    /** Returns the scenario's name, which names its directory. */
    static String scenarioName(ExperimentResult result) {
        return result.variants().isEmpty()
                ? "empty"
                : result.variants().get(0).scenario().name();
    }

    private static List<Path> writeTables(ExperimentResult result, RunInfo info, Path scenario) throws IOException {
        List<Path> files = new ArrayList<>();
        files.add(write(scenario.resolve("summary.csv"), ResultTables.summary(result)));
        files.add(write(scenario.resolve("replications.csv"), ResultTables.replications(result)));
        files.add(write(scenario.resolve("refusals.csv"), ResultTables.refusals(result)));
        files.add(write(scenario.resolve("blame.csv"), ResultTables.blame(result)));
        files.add(write(scenario.resolve("timeline.csv"), ResultTables.timeline(result)));
        String summary = TextSummary.of(result, info);
        files.add(write(scenario.resolve("summary.txt"), out -> out.write(summary.getBytes(StandardCharsets.UTF_8))));
        return files;
    }

    private static Path write(Path file, AtomicFiles.Content content) throws IOException {
        AtomicFiles.write(file, content);
        return file;
    }
}
