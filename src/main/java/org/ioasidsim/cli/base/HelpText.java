package org.ioasidsim.cli.base;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;

/** What the help says of commands and options, as plain text that is not broken into lines: for manual pages and completion. */
final class HelpText {
    /** Wider than any text, so that nothing is broken. */
    private static final int UNBROKEN = 10_000;

    private HelpText() {}

    /** Returns the lines of a text that is written as picocli wants it, with its {@code %n} and {@code %%}. */
    static List<String> lines(String... text) {
        return Help.join(Ansi.OFF, UNBROKEN, false, text, new StringBuilder())
                .toString()
                .lines()
                .map(String::stripTrailing)
                .toList();
    }

    /** Returns what a command does, in a sentence. */
    static String summary(CommandLine command) {
        String[] description = command.getCommandSpec().usageMessage().description();
        return description.length == 0 ? "" : lines(description).get(0).replaceFirst("[.:;] .*", ".");
    }

    /** Returns what an option or an argument is, with its default where the help tells it. */
    static String description(ArgSpec argument) {
        return String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValueString()))
                .replace("%n", " ")
                .replace("%%", "%");
    }

    /** Returns whether an argument names a file or a directory. */
    static boolean isFile(ArgSpec argument) {
        return Stream.of("FILE", "DIR", "JAR").anyMatch(argument.paramLabel()::contains);
    }
}
