package org.ioasidsim.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.scenario.ScenarioFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a scenario with every default filled in, as it will run. */
@Command(
        name = ShowCommand.NAME,
        description = "Print a scenario with every default, preset and include filled in, and the host's capacity.")
public final class ShowCommand implements Callable<Integer> {
    public static final String NAME = "show";

    private final Console console;
    private final Options options;

    @Parameters(paramLabel = "FILE", description = "A scenario file.")
    private Path file = Path.of("");

    public ShowCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        ScenarioFile scenario = ScenarioFiles.read(List.of(file), options).get(0);
        console.out()
                .print(
                        options.format == Options.Format.JSON
                                ? ScenarioFiles.reader(options).resolvedJson(scenario)
                                : scenario.resolvedYaml());
        return ExitStatus.DONE.code();
    }
}
