package org.ioasidsim.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.run.ScenarioFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the JSON Schema by which editors check and complete scenario files. */
@Command(
        name = SchemaCommand.NAME,
        description = {
            "Print the JSON Schema of scenario files, by which editors check and complete them; with FILE, also the names of its tenants"
                    + " and variants.",
            "With --format markdown, print the same keys for people."
        })
public final class SchemaCommand implements Callable<Integer> {
    public static final String NAME = "schema";

    private final Console console;
    private final Options options;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A scenario file whose tenants and variants the schema shall offer.")
    private @Nullable Path path;

    public SchemaCommand(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    @Override
    public Integer call() {
        boolean isForPeople = options.format == Options.Format.MARKDOWN;
        console.out().println((isForPeople ? ScenarioFiles.reader(options).keyReference() : schema()).strip());
        return ExitStatus.DONE.code();
    }

    private String schema() {
        return path == null
                ? ScenarioFiles.schema(options)
                : ScenarioFiles.schema(
                        options, ScenarioFiles.read(List.of(path), options).get(0));
    }
}
