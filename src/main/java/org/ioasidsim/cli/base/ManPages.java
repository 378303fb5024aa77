package org.ioasidsim.cli.base;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual pages of the program and of each command, from what their help says, in roff with the macros of man(7). */
public final class ManPages {
    private final CommandLine program;
    private final Version version;
    private final IParamLabelRenderer labels;

    private ManPages(CommandLine program, Version version) {
        this.program = program;
        this.version = version;
        labels =
                new Help(program.getCommandSpec(), Help.defaultColorScheme(Ansi.OFF)).createDefaultParamLabelRenderer();
    }

    /** Returns the text of each page by the name of its file: {@code ioasid-sim.1}, {@code ioasid-sim-run.1} and so on. */
    public static Map<String, String> of(CommandLine program, Version version) {
        var pages = new ManPages(program, version);
        var texts = new LinkedHashMap<String, String>();
        texts.put(fileName(program.getCommandSpec()), pages.program());
        program.getSubcommands()
                .values()
                .forEach(command -> texts.put(fileName(command.getCommandSpec()), pages.command(command)));
        return texts;
    }

    private static String fileName(CommandSpec command) {
        return pageName(command) + ".1";
    }

    private static String pageName(CommandSpec command) {
        return command.qualifiedName("-");
    }

    private String program() {
        CommandSpec spec = program.getCommandSpec();
        RoffText page = head(program);
        page.heading("SYNOPSIS");
        page.line(RoffText.bold(spec.name()) + " " + RoffText.italic("COMMAND") + " [" + RoffText.italic("OPTION")
                + "]... [" + RoffText.italic("ARGUMENT") + "]...");
        describe(page, spec);
        page.heading("COMMANDS");
        program.getSubcommands()
                .forEach((name, command) -> page.item(
                        RoffText.bold(pageName(command.getCommandSpec())) + "(1)", HelpText.summary(command)));
        page.heading("OPTIONS");
        page.paragraph("Before or after the command.");
        GlobalOptions.shown(spec).forEach(option -> option(page, option));
        page.heading("EXIT STATUS");
        page.verbatim(HelpText.lines(spec.usageMessage().footer()));
        environment(page);
        return page.toString();
    }

    private static void environment(RoffText page) {
        page.heading("ENVIRONMENT");
        page.item(
                RoffText.bold("JAVA_HOME"),
                "The Java that runs the program, 17 or newer; without it, java on the PATH.");
        page.item(RoffText.bold("IOASID_SIM_JAVA_OPTS"), "Further options for Java, such as -Xmx8g.");
        page.item(RoffText.bold("NO_COLOR"), "No colours, if set.");
    }

    private String command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        RoffText page = head(command);
        page.heading("SYNOPSIS");
        synopsis(page, command);
        describe(page, spec);
        arguments(page, spec);
        List<OptionSpec> options = GlobalOptions.shown(spec);
        if (!options.isEmpty()) {
            page.heading("OPTIONS");
            options.forEach(option -> option(page, option));
        }
        subcommands(page, command);
        notes(page, spec);
        page.heading("SEE ALSO");
        page.line(RoffText.bold(program.getCommandName()) + "(1), which has the options of every command");
        return page.toString();
    }

    private RoffText head(CommandLine command) {
        String name = pageName(command.getCommandSpec());
        var page = new RoffText(
                name.toUpperCase(Locale.ROOT), version.date(), program.getCommandName() + " " + version.version());
        page.heading("NAME");
        String summary = HelpText.summary(command);
        page.line(RoffText.escaped(name) + " \\- " + RoffText.escaped(summary.replaceFirst("\\.$", "")));
        return page;
    }

    /** The command itself, unless it only leads to its subcommands, and these. */
    private void synopsis(RoffText page, CommandLine command) {
        Stream<CommandLine> forms =
                command.getSubcommands().isEmpty() ? Stream.of(command) : command.getSubcommands().values().stream();
        page.line(forms.map(form -> form(form.getCommandSpec())).collect(Collectors.joining("\n.br\n")));
    }

    private String form(CommandSpec command) {
        String options = GlobalOptions.shown(command).isEmpty() ? "" : " [" + RoffText.italic("OPTION") + "]...";
        return RoffText.bold(command.qualifiedName())
                + options
                + command.positionalParameters().stream()
                        .map(parameter -> " " + RoffText.italic(label(parameter)))
                        .collect(Collectors.joining());
    }

    private static void describe(RoffText page, CommandSpec command) {
        page.heading("DESCRIPTION");
        HelpText.lines(command.usageMessage().description()).forEach(page::paragraph);
    }

    private void arguments(RoffText page, CommandSpec command) {
        if (command.positionalParameters().isEmpty()) {
            return;
        }
        page.heading("ARGUMENTS");
        command.positionalParameters().forEach(parameter -> argument(page, parameter));
    }

    private void argument(RoffText page, PositionalParamSpec parameter) {
        page.item(RoffText.italic(label(parameter)), HelpText.description(parameter));
    }

    private void option(RoffText page, OptionSpec option) {
        String names = Stream.of(option.names()).map(RoffText::bold).collect(Collectors.joining(", "));
        page.item(names + RoffText.italic(label(option)), HelpText.description(option));
    }

    /** Returns what is written behind an option, with its equals sign, or in the place of an argument. */
    private String label(ArgSpec argument) {
        return labels.renderParameterLabel(argument, Ansi.OFF, List.of()).toString();
    }

    private void subcommands(RoffText page, CommandLine command) {
        if (command.getSubcommands().isEmpty()) {
            return;
        }
        page.heading("COMMANDS");
        command.getSubcommands().values().forEach(sub -> {
            CommandSpec spec = sub.getCommandSpec();
            page.subheading(form(spec));
            HelpText.lines(spec.usageMessage().description()).forEach(page::paragraph);
            spec.positionalParameters().forEach(parameter -> argument(page, parameter));
            GlobalOptions.shown(spec).stream()
                    .filter(option -> !option.inherited())
                    .forEach(option -> option(page, option));
        });
    }

    private static void notes(RoffText page, CommandSpec command) {
        List<String> footer = HelpText.lines(command.usageMessage().footer());
        List<String> notes = footer.stream()
                .filter(line -> !line.startsWith(GlobalOptions.WHERE_THE_OTHERS_ARE))
                .dropWhile(String::isEmpty)
                .toList();
        if (!notes.isEmpty()) {
            page.heading("NOTES");
            page.verbatim(notes);
        }
    }
}
