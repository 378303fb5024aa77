package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.DesktopBrowser;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.OutputDirectory;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.cli.run.ScenarioRun;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.live.LiveFile;
import org.ioasidsim.report.page.LivePage;
import org.ioasidsim.scenario.ScenarioFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a page that simulates a scenario in the browser. */
@Command(
        name = ExploreCommand.NAME,
        description =
                "Write a page that simulates a scenario in the browser, offline, with the values its reader chooses; print its path,"
                        + " and open it where there is a desktop.")
public final class ExploreCommand implements Callable<Integer> {
    public static final String NAME = "explore";

    private final Console console;
    private final Options options;

    @Parameters(paramLabel = "FILE", description = "A scenario file.")
    private Path file = Path.of("");

    @Option(names = "--no-open", description = "Do not open the page.")
    private boolean isNotOpened;

    public ExploreCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() throws IOException {
        OutputDirectory.check(options.out);
        ScenarioFile scenario = ScenarioFiles.read(List.of(file), options).get(0);
        if (!LiveFile.hasEngine()) {
            throw CommandFailure.usage("explore: " + LiveFile.NO_ENGINE);
        }
        LiveFile.obstacle(scenario).ifPresent(why -> {
            throw CommandFailure.invalid(file + ": no page can simulate it: " + why);
        });
        Path page = options.out.resolve(ScenarioRun.name(scenario)).resolve(LivePage.FILE);
        AtomicFiles.createDirectories(options.out.resolve(ScenarioRun.name(scenario)));
        AtomicFiles.write(page, LiveFile.html(scenario, List.of()));
        console.out().println(page);
        if (!isNotOpened) {
            DesktopBrowser.open(page, console);
        }
        return ExitStatus.DONE.code();
    }
}
