package org.ioasidsim.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.run.CheckedFile;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.report.table.StartsAtZero;
import org.ioasidsim.scenario.ScenarioFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Reports every problem of scenario files. */
@Command(
        name = ValidateCommand.NAME,
        description = "Check scenario files and tell all their problems, with line and column.")
public final class ValidateCommand implements Callable<Integer> {
    public static final String NAME = "validate";

    private final Console console;
    private final Options options;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Scenario files.")
    private List<Path> files = new ArrayList<>();

    public ValidateCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        return options.format == Options.Format.JSON ? json() : text();
    }

    private int json() {
        List<CheckedFile> checked =
                files.stream().map(file -> CheckedFile.of(file, options)).toList();
        console.out().print(CheckedFile.json(checked));
        return checked.stream().allMatch(CheckedFile::isValid)
                ? ExitStatus.DONE.code()
                : ExitStatus.INPUT_INVALID.code();
    }

    private int text() {
        for (ScenarioFile file : ScenarioFiles.read(files, options)) {
            int variants = file.variants().size();
            console.out().println(SafeText.line(file.path() + ": valid, " + Numbers.counted(variants, "variant")));
            StartsAtZero.expected(file)
                    .forEach(note -> console.out().println(SafeText.line(file.path() + ": note: " + note)));
        }
        return ExitStatus.DONE.code();
    }
}
