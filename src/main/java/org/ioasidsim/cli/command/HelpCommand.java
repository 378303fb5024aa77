package org.ioasidsim.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The command to explain, and a command below it: analytic erlang-b.")
    private List<String> command = List.of();

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
        CommandLine explained = program;
        for (int i = 0; i < command.size(); i++) {
            explained = find(explained.getSubcommands(), command.subList(0, i), command.get(i));
        }
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

    private static CommandLine find(Map<String, CommandLine> commands, List<String> above, String name) {
        CommandLine found = commands.get(name);
        if (found == null) {
            String path = String.join(" ", above);
            if (commands.isEmpty()) {
                throw CommandFailure.usage("help: no command is below " + path + ", found " + name);
            }
            throw CommandFailure.usage("help: no command " + (path + " " + name).strip()
                    + Spelling.didYouMean(name, commands.keySet()) + "; `" + ("ioasid-sim help " + path).strip()
                    + "` lists them");
        }
        return found;
    }
}
