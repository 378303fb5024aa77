package org.ioasidsim.cli.base;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the completions of a command line for the shell fish, for which picocli has none. */
public final class FishCompletion {
    private FishCompletion() {}

    /** Returns one {@code complete} for each command and for each option that matters to it. */
    public static String of(CommandLine program) {
        String name = program.getCommandName();
        var text = new StringBuilder();
        program.getSubcommands().forEach((word, command) -> {
            text.append("complete -c ")
                    .append(name)
                    .append(" -n __fish_use_subcommand -f -a ")
                    .append(word);
            text.append(" -d ").append(quoted(HelpText.summary(command))).append('\n');
        });
        program.getSubcommands().forEach((word, command) -> {
            command.getCommandSpec().positionalParameters().stream()
                    .map(FishCompletion::known)
                    .filter(known -> !known.isEmpty())
                    .forEach(known -> text.append("complete -c ")
                            .append(name)
                            .append(" -n '__fish_seen_subcommand_from ")
                            .append(word)
                            .append("' -f -a ")
                            .append(quoted(known))
                            .append('\n'));
            for (OptionSpec option : GlobalOptions.shown(command.getCommandSpec())) {
                text.append("complete -c ").append(name);
                text.append(" -n '__fish_seen_subcommand_from ").append(word).append("'");
                text.append(words(option)).append('\n');
            }
        });
        return text.toString();
    }

    private static String words(OptionSpec option) {
        var text = new StringBuilder();
        for (String word : option.names()) {
            text.append(word.startsWith("--") ? " -l " + word.substring(2) : " -o " + word.substring(1));
        }
        if (option.arity().max() > 0) {
            text.append(" -r");
        }
        String known = known(option);
        if (!known.isEmpty()) {
            text.append(" -f -a ").append(quoted(known));
        }
        return text.append(" -d ").append(quoted(HelpText.description(option))).toString();
    }

    /** Returns the words that a value may be, separated by blanks; empty where they are no fixed list. */
    private static String known(ArgSpec argument) {
        Iterable<String> known = argument.completionCandidates();
        return known == null ? "" : String.join(" ", known);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
