package org.ioasidsim.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ioasidsim.archive.InvalidManifestException;
import org.ioasidsim.archive.ManifestReader;
import org.ioasidsim.archive.RunInfo;
import org.ioasidsim.archive.ScenarioDirectory;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.Version;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.experiment.compare.Comparison;
import org.ioasidsim.experiment.summary.VariantResult;
import org.ioasidsim.report.ResultWriter;
import org.ioasidsim.report.answer.Warnings;
import org.ioasidsim.report.chart.ExperimentCharts;
import org.ioasidsim.scenario.ScenarioFile;
import org.ioasidsim.workload.ArrivalsSpec;
import org.jspecify.annotations.Nullable;

/** Runs one scenario file: simulates it under a progress display, reports failures, prints the summary and has the files written. */
public final class ScenarioRun {
    private final Console console;
    private final Options options;
    private final String command;
    private final ScenarioFile scenario;
    private final String commandLine;
    private final @Nullable OpScriptRecording recording;

    /**
     * Makes a run of {@code scenario}.
     *
     * @param command whose directory gets the results
     * @param commandLine that gives the same results again
     * @param recording of the first replication; null for none
     */
    public ScenarioRun(
            Console console,
            Options options,
            String command,
            ScenarioFile scenario,
            String commandLine,
            @Nullable OpScriptRecording recording) {
        this.console = console;
        this.options = options;
        this.command = command;
        this.scenario = scenario;
        this.commandLine = commandLine;
        this.recording = recording;
    }

    /**
     * Simulates, compares the variants if {@code comparing} returns a comparison, prints the summary, hands the results to {@code writing} and
     * returns the exit status.
     */
    public ExitStatus run(
            Interruption interruption,
            ResultPrinter printer,
            ResultsInProgress writing,
            Function<ExperimentResult, Optional<Comparison>> comparing)
            throws IOException {
        Instant startedAt = Instant.now();
        clockNotes();
        LiveReports.announce(scenario, console, options);
        Path directory = new ScenarioDirectory(options.out.resolve(name(scenario))).of(command);
        ExperimentCharts charts = writing.charts(scenario, directory);
        ExperimentResult result = simulate(interruption, charts::begin);
        writing.await();
        var outcome = new Outcome(result);
        outcome.failures().forEach(failure -> console.err().println("ioasid-sim: " + failure));
        if (outcome.isEmpty()) {
            console.err().println("ioasid-sim: " + name(scenario) + ": no replication finished, nothing was written");
            return ExitStatus.REPLICATIONS_FAILED;
        }
        if (result.interrupted()) {
            charts.leaveOut("interrupted: no charts were drawn, ./ioasid-sim report " + directory + " draws them");
        }
        RunInfo info = info(startedAt);
        Optional<Comparison> comparison = comparing.apply(result);
        String replaced = replaced(directory);
        writing.begin(() -> ResultWriter.writeInto(result, comparison, LiveReports.of(result, options), info, charts));
        boolean isInAnswer = options.format == Options.Format.TEXT;
        if (!options.quiet && !isInAnswer) {
            Warnings.of(result).forEach(finding -> console.err().println("ioasid-sim: warning: " + finding));
        }
        printer.print(result, comparison, info);
        if (!options.quiet && !replaced.isEmpty()) {
            console.err().println("ioasid-sim: " + replaced);
        }
        return outcome.status();
    }

    /** Returns which variants the results in {@code directory} lose by being replaced, as a sentence; empty where they lose none. */
    private String replaced(Path directory) {
        if (!Files.exists(directory.resolve("manifest.json"))) {
            return "";
        }
        try {
            List<String> lost = new ArrayList<>();
            ManifestReader.read(directory).variants().forEach(variant -> lost.add(variant.name()));
            scenario.variants().forEach(variant -> lost.remove(variant.name()));
            return lost.isEmpty()
                    ? ""
                    : "the results that were in " + directory + " are replaced, and with them those of "
                            + String.join(", ", lost) + ": --out DIR keeps results of fewer variants apart";
        } catch (InvalidManifestException unreadable) {
            return "";
        }
    }

    /** Says where the clock of a recorded file is not taken as it is. */
    private void clockNotes() {
        Set<String> notes = new LinkedHashSet<>();
        scenario.variants().stream()
                .flatMap(variant -> variant.scenario().tenants().stream())
                .flatMap(tenant -> Stream.of(
                        tenant.processes().arrivals(), tenant.instances().arrivals()))
                .forEach(arrivals -> {
                    if (arrivals instanceof ArrivalsSpec.Trace trace) {
                        trace.notes().forEach(note -> notes.add(trace.spec().file() + ": " + note));
                    }
                });
        if (!options.quiet) {
            notes.forEach(note -> console.err().println("ioasid-sim: " + note));
        }
    }

    /** Returns the name that all variants of a file share. */
    public static String name(ScenarioFile scenario) {
        return scenario.variants().get(0).scenario().name();
    }

    private ExperimentResult simulate(Interruption interruption, Consumer<VariantResult> listener) {
        var simulator = new Simulator(console, options, interruption);
        return recording == null
                ? simulator.run(scenario, name(scenario), listener)
                : recording.record(
                        List.of("recorded by " + commandLine),
                        recorder -> simulator.record(scenario, name(scenario), recorder, listener));
    }

    private RunInfo info(Instant startedAt) {
        return Version.current().info(commandLine, startedAt, options);
    }
}
