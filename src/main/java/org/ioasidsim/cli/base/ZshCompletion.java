package org.ioasidsim.cli.base;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the completions of a command line for the shell zsh, with what each command and option does; picocli's are those of bash. */
public final class ZshCompletion {
    private final StringBuilder text = new StringBuilder();

    private ZshCompletion() {}

    /**
     * Returns a script with a function for each command. It serves as a file {@code _NAME} on the {@code fpath}, which is run when the
     * program's name is completed first, and to be sourced.
     */
    public static String of(CommandLine program) {
        var script = new ZshCompletion();
        String name = function(program.getCommandSpec());
        script.text.append("#compdef ").append(program.getCommandName()).append("\n\n");
        script.command(program);
        script.text.append("if [[ ${funcstack[1]-} = ").append(name).append(" ]]; then\n    ");
        script.text.append(name).append(" \"$@\"\nelse\n    compdef ").append(name);
        script.text.append(' ').append(program.getCommandName()).append("\nfi\n");
        return script.text.toString();
    }

    private static String function(CommandSpec command) {
        return "_" + command.qualifiedName("-");
    }

    private void command(CommandLine command) {
        command.getSubcommands().values().forEach(this::command);
        CommandSpec spec = command.getCommandSpec();
        text.append(function(spec)).append("() {\n");
        if (command.getSubcommands().isEmpty()) {
            text.append("    _arguments -s");
            options(spec);
            spec.positionalParameters().forEach(this::parameter);
            text.append('\n');
        } else {
            subcommands(command);
        }
        text.append("}\n\n");
    }

    private void subcommands(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        text.append("    local curcontext=$curcontext state line\n    local -a commands=(");
        command.getSubcommands()
                .forEach((name, sub) -> text.append("\n        ")
                        .append(quoted(name + ":" + HelpText.summary(sub).replace(":", "\\:"))));
        text.append("\n    )\n    _arguments -s -C");
        options(spec);
        text.append(" \\\n        '1:command:->command' '*::argument:->argument'\n    case $state in\n");
        text.append("        command) _describe command commands ;;\n        argument)\n");
        text.append("            (( ${+functions[").append(function(spec)).append("-$words[1]]} )) || return 1\n");
        text.append("            ").append(function(spec)).append("-$words[1]\n            ;;\n    esac\n");
    }

    private void options(CommandSpec command) {
        for (OptionSpec option : GlobalOptions.shown(command)) {
            for (String name : option.names()) {
                boolean isLong = name.startsWith("--");
                boolean takesValue = option.arity().max() > 0;
                argument((option.isMultiValue() ? "*" : "") + name + (takesValue ? isLong ? "=" : "+" : "")
                        + "[" + HelpText.description(option).replaceAll("[\\[\\]\\\\:]", "\\\\$0") + "]"
                        + (takesValue ? ":" + values(option) : ""));
            }
        }
    }

    private void parameter(PositionalParamSpec parameter) {
        argument("*:" + values(parameter));
    }

    private void argument(String words) {
        text.append(" \\\n        ").append(quoted(words));
    }

    /** Returns what a value is called and how it is completed: a word of a list, a file, or not at all. */
    private static String values(ArgSpec argument) {
        String known = String.join(" ", candidates(argument));
        String action = HelpText.isFile(argument) ? "_files" : known.isEmpty() ? " " : "(" + known + ")";
        return argument.paramLabel().replace(":", "\\:") + ":" + action;
    }

    private static Iterable<String> candidates(ArgSpec argument) {
        Iterable<String> known = argument.completionCandidates();
        return known == null ? List.of() : known;
    }

    private static String quoted(String words) {
        return "'" + words.replace("'", "'\\''") + "'";
    }
}
