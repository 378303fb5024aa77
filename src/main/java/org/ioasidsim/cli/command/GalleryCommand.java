package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Failures;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.base.Version;
import org.ioasidsim.cli.run.Interruption;
import org.ioasidsim.cli.run.LiveReports;
import org.ioasidsim.cli.run.Outcome;
import org.ioasidsim.cli.run.Reproduction;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.ScenarioRun;
import org.ioasidsim.cli.run.Simulator;
import org.ioasidsim.experiment.ExperimentResult;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.file.NewDirectory;
import org.ioasidsim.live.LiveFile;
import org.ioasidsim.report.SmallResults;
import org.ioasidsim.report.page.Gallery;
import org.ioasidsim.report.page.LivePage;
import org.ioasidsim.report.page.LivePanel;
import org.ioasidsim.scenario.ScenarioFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes an index page over results; runs the scenarios given first. */
@Command(
        name = GalleryCommand.NAME,
        description = {
            "Write DIR/index.html over the results in DIR (--out), with the question, the answer and a picture of each.",
            "With scenario files, run these first and keep of each what the page shows: answer, summary, refusals, one chart;"
                    + " with --live a page that simulates it again as well."
        })
public final class GalleryCommand implements Callable<Integer> {
    public static final String NAME = "gallery";

    private static final int COLUMNS = 100;

    private final Console console;
    private final Options options;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Scenario files to run first.")
    private List<Path> files = new ArrayList<>();

    public GalleryCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        OutputDirectory.check(options.out);
        if (options.live && !LiveFile.hasEngine()) {
            throw CommandFailure.usage("--live: " + LiveFile.NO_ENGINE);
        }
        try (var interruption = Interruption.bySignals(console)) {
            ExitStatus status = ExitStatus.DONE;
            for (ScenarioFile file : ScenarioFiles.read(files, options)) {
                if (!interruption.hasArrived()) {
                    status = status.or(run(file, interruption));
                }
            }
            if (interruption.hasArrived()) {
                return interruption.status().code();
            }
            show(gallery());
            return status.code();
        }
    }

    private ExitStatus run(ScenarioFile file, Interruption interruption) {
        ExperimentResult result = new Simulator(console, options, interruption).run(file, ScenarioRun.name(file));
        var outcome = new Outcome(result);
        outcome.failures().forEach(failure -> console.err().println("ioasid-sim: " + failure));
        if (outcome.isEmpty() || result.interrupted()) {
            return outcome.isEmpty() ? ExitStatus.REPLICATIONS_FAILED : outcome.status();
        }
        try {
            SmallResults.write(
                    result,
                    Reproduction.of("run", file, List.of(), options),
                    Version.current().version(),
                    options.out,
                    !options.noCharts);
            if (options.live) {
                simulatesAgain(result);
            }
        } catch (IOException e) {
            throw Failures.unwritable(e);
        }
        return outcome.status();
    }

    /** Writes a page that simulates the scenario again, with the engine beside the index; says where there can be none. */
    private void simulatesAgain(ExperimentResult result) throws IOException {
        LiveReports.announce(result.file(), console, options);
        if (LiveFile.obstacle(result.file()).isEmpty()) {
            AtomicFiles.write(options.out.resolve(LivePanel.ENGINE), LiveFile.engine());
            AtomicFiles.write(
                    options.out.resolve(result.scenarioName()).resolve(LivePage.FILE),
                    LiveFile.html(result.file(), result.variants(), "../" + LivePanel.ENGINE));
        }
    }

    private Gallery gallery() {
        try {
            recover();
            Gallery gallery = Files.isDirectory(options.out) ? Gallery.in(options.out) : new Gallery(List.of());
            if (gallery.entries().isEmpty()) {
                throw CommandFailure.invalid(options.out + ": expected results with an answer.json, found none: run a"
                        + " scenario first, such as ./ioasid-sim run scenarios/noisy-neighbour-arm64.yaml");
            }
            return gallery;
        } catch (IOException e) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, Failures.reason(e), e);
        }
    }

    private void recover() throws IOException {
        NewDirectory.recoverBelow(options.out);
        if (Files.isDirectory(options.out)) {
            try (DirectoryStream<Path> scenarios = Files.newDirectoryStream(options.out, Files::isDirectory)) {
                for (Path scenario : scenarios) {
                    NewDirectory.recoverBelow(scenario);
                }
            }
        }
    }

    private void show(Gallery gallery) {
        try {
            Path page = gallery.write(options.out);
            console.out()
                    .print(
                            switch (options.format) {
                                case TEXT, LKML -> gallery.text(COLUMNS);
                                case JSON -> gallery.json();
                                case CSV -> gallery.csv().text();
                                case MARKDOWN -> gallery.markdown();
                            });
            if (!options.quiet) {
                console.err().println("the page is " + page);
            }
        } catch (IOException e) {
            throw Failures.unwritable(e);
        }
    }
}
