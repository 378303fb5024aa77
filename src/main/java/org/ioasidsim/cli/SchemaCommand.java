package org.ioasidsim.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints what an editor needs to check and complete scenario files. */
@Command(name = SchemaCommand.NAME, description = "Print the JSON Schema of scenario files.")
final class SchemaCommand implements Callable<Integer> {
    static final String NAME = "schema";

    private final Console console;
    private final Options options;

    SchemaCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        console.out().println(ScenarioFiles.reader(options).jsonSchema().stripTrailing());
        return ExitStatus.DONE.code();
    }
}
