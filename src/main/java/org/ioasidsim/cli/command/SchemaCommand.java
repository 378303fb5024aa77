package org.ioasidsim.cli.command;

import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.run.ScenarioFiles;
import picocli.CommandLine.Command;

/** Prints the JSON Schema by which editors check and complete scenario files. */
@Command(name = SchemaCommand.NAME, description = "Print the JSON Schema of scenario files.")
public final class SchemaCommand implements Callable<Integer> {
    public static final String NAME = "schema";

    private final Console console;
    private final Options options;

    public SchemaCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        console.out().println(ScenarioFiles.reader(options).jsonSchema().stripTrailing());
        return ExitStatus.DONE.code();
    }
}
