package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.ManPages;
import org.ioasidsim.cli.base.Version;
import org.ioasidsim.file.AtomicFiles;
import org.ioasidsim.yaml.Spelling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains the program, or one command. */
@Command(
        name = HelpCommand.NAME,
        description = "List the commands and the options that they share, or explain one command.")
public final class HelpCommand implements Callable<Integer> {
    public static final String NAME = "help";

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command to explain.")
    private @Nullable String command;

    @Option(
            names = "--man",
            paramLabel = "DIR",
            description = "Write the manual pages of all commands into DIR instead.")
    private @Nullable Path man;

    @Override
    public Integer call() throws IOException {
        CommandLine program = Objects.requireNonNull(spec).parent().commandLine();
        if (man != null) {
            writeManPages(program, man);
            return ExitStatus.DONE.code();
        }
        CommandLine explained = command == null ? program : find(program.getSubcommands(), command);
        explained.usage(program.getOut());
        return ExitStatus.DONE.code();
    }

    private static void writeManPages(CommandLine program, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, String> page :
                ManPages.of(program, Version.current()).entrySet()) {
            AtomicFiles.write(directory.resolve(page.getKey()), page.getValue());
        }
    }

    private static CommandLine find(Map<String, CommandLine> commands, String name) {
        CommandLine found = commands.get(name);
        if (found == null) {
            throw CommandFailure.usage("help: no command " + name + Spelling.didYouMean(name, commands.keySet())
                    + "; `ioasid-sim help` lists them");
        }
        return found;
    }
}
