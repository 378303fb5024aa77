package org.ioasidsim.cli.command;

import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.ioasidsim.scenario.ScenarioReader;
import picocli.CommandLine.Command;

/** Prints the JSON Schema by which editors check and complete scenario files. */
@Command(
        name = SchemaCommand.NAME,
        description = {
            "Print the JSON Schema of scenario files, by which editors check and complete them.",
            "With --format markdown, print the same keys for people."
        })
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
        ScenarioReader reader = ScenarioFiles.reader(options);
        boolean isForPeople = options.format == Options.Format.MARKDOWN;
        console.out().println((isForPeople ? reader.keyReference() : reader.jsonSchema()).strip());
        return ExitStatus.DONE.code();
    }
}
