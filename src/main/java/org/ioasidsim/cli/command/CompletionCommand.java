package org.ioasidsim.cli.command;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.ioasidsim.cli.base.Candidates;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.FishCompletion;
import org.ioasidsim.cli.base.ZshCompletion;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script by which a shell completes commands, options and files. */
@Command(
        name = CompletionCommand.NAME,
        description = "Print the script by which a shell completes commands and options.",
        footer = {
            "",
            "  bash:  source <(./ioasid-sim completion bash)",
            "  zsh:   source <(./ioasid-sim completion zsh)",
            "  fish:  ./ioasid-sim completion fish | source"
        })
public final class CompletionCommand implements Callable<Integer> {
    public static final String NAME = "completion";

    /** The shells that are known. */
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    /** Their words, by which shells complete them. */
    static final class Shells extends Candidates {
        @Override
        protected List<String> words() {
            return of(Shell.values());
        }
    }

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", completionCandidates = Shells.class, description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    public CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine program = Objects.requireNonNull(spec).parent().commandLine();
        nameCommands(program);
        String script = switch (shell) {
            case BASH -> AutoComplete.bash(program.getCommandName(), program);
            case ZSH -> ZshCompletion.of(program);
            case FISH -> FishCompletion.of(program);
        };
        console.out().println(script.strip());
        return ExitStatus.DONE.code();
    }

    /** Has {@code help} completed by the names of the commands, which only the whole program knows. */
    private static void nameCommands(CommandLine program) {
        CommandSpec help = Objects.requireNonNull(program.getSubcommands().get(HelpCommand.NAME))
                .getCommandSpec();
        for (PositionalParamSpec parameter : List.copyOf(help.positionalParameters())) {
            help.remove(parameter);
            help.addPositional(PositionalParamSpec.builder(parameter)
                    .completionCandidates(program.getSubcommands().keySet())
                    .build());
        }
    }
}
