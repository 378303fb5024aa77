package org.ioasidsim.cli.base;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/** Which of the options that every command takes matter to a command: its help and its completion show these, and no others. */
public final class GlobalOptions {
    /** The last line of each command's help. */
    public static final String WHERE_THE_OTHERS_ARE = "Options of every command: ioasid-sim help";

    private static final Set<String> OF_POLICIES = Set.of("--policy-source", "--plugin");
    private static final Set<String> OF_SCENARIOS =
            all(OF_POLICIES, Set.of("--seed", "--replications", "--duration", "--set"));
    private static final Set<String> OF_RUNS =
            all(OF_SCENARIOS, Set.of("--jobs", "--budget", "--out", "--format", "--no-charts", "--fresh", "--full"));

    private static final Set<String> OF_SHARDED_RUNS = all(OF_RUNS, Set.of("--shard", "--on"));
    private static final Set<String> OF_REPORTS = Set.of("--live", "--no-live");

    private static final Map<String, Set<String>> OF_COMMANDS = Map.ofEntries(
            Map.entry("run", all(all(OF_SHARDED_RUNS, OF_REPORTS), Set.of("--record"))),
            Map.entry("explore", all(OF_SCENARIOS, Set.of("--out"))),
            Map.entry("compare", all(OF_SHARDED_RUNS, OF_REPORTS)),
            Map.entry("isolation", OF_SHARDED_RUNS),
            Map.entry("sweep", OF_SHARDED_RUNS),
            Map.entry("plan", all(OF_RUNS, Set.of("--on"))),
            Map.entry("fleet", OF_SHARDED_RUNS),
            Map.entry("replay", all(OF_RUNS, OF_REPORTS)),
            Map.entry("gallery", all(OF_RUNS, Set.of("--live"))),
            Map.entry("report", all(all(OF_POLICIES, OF_REPORTS), Set.of("--no-charts", "--format"))),
            Map.entry("verify", all(OF_POLICIES, Set.of("--jobs", "--format"))),
            Map.entry("validate", all(OF_SCENARIOS, Set.of("--format"))),
            Map.entry("show", all(OF_SCENARIOS, Set.of("--format"))),
            Map.entry("schema", all(OF_POLICIES, Set.of("--format"))),
            Map.entry("policies", all(OF_POLICIES, Set.of("--format"))),
            Map.entry("metrics", Set.of("--format")),
            Map.entry("analytic", Set.of("--format")),
            Map.entry("fit", Set.of("--format", "--out", "--no-charts")),
            Map.entry("bench", Set.of("--format", "--jobs")),
            Map.entry("doctor", Set.of("--out", "--format")),
            Map.entry("init", Set.of()),
            Map.entry("snapshot", Set.of()),
            Map.entry("import", Set.of()),
            Map.entry("ops", Set.of()),
            Map.entry("presets", Set.of("--format")),
            Map.entry("record", Set.of()),
            Map.entry("store", all(OF_POLICIES, Set.of("--out", "--format"))),
            Map.entry("help", Set.of()),
            Map.entry("completion", Set.of()));

    private static final List<String> TABLES = List.of("text", "json", "csv", "markdown");

    /** The formats of the commands that know some of them only; the first is what they print unasked. */
    private static final Map<String, List<String>> FORMATS = Map.ofEntries(
            Map.entry("fleet", TABLES),
            Map.entry("gallery", TABLES),
            Map.entry("verify", TABLES),
            Map.entry("fit", TABLES),
            Map.entry("bench", TABLES),
            Map.entry("analytic", TABLES),
            Map.entry("schema", List.of("json", "markdown")),
            Map.entry("policies", List.of("text", "json", "markdown")),
            Map.entry("metrics", List.of("text", "json", "markdown")),
            Map.entry("presets", List.of("text", "json")),
            Map.entry("doctor", List.of("text", "json")),
            Map.entry("validate", List.of("text", "json")),
            Map.entry("show", List.of("text", "json")),
            Map.entry("store", List.of("text", "json")));

    private GlobalOptions() {}

    private static Set<String> all(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the options of a command that its help shows: its own, and the global ones that matter to it. */
    static List<OptionSpec> shown(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden() && (!option.inherited() || matters(command, option)))
                .toList();
    }

    private static boolean matters(CommandSpec spec, OptionSpec option) {
        CommandSpec top = spec;
        while (top.parent() != null && top.parent().parent() != null) {
            top = top.parent();
        }
        String command = top.name();
        return Stream.of(option.names()).anyMatch(name -> matters(command, name));
    }

    /** Returns whether an option matters to a command; a command that is not written down here takes all. */
    public static boolean matters(String command, String option) {
        Set<String> known = OF_COMMANDS.get(command);
        return known == null || known.contains(option);
    }

    /** Returns the formats that a command prints: none where it knows no other than text. */
    public static List<String> formats(String command) {
        List<String> all = Stream.of(Options.Format.values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .toList();
        return matters(command, "--format") ? FORMATS.getOrDefault(command, all) : List.of();
    }

    /** Returns the help of a command without the options that do not matter to it; they are told once, with the program's own help. */
    public static Help help(CommandSpec command, ColorScheme colours) {
        if (command.parent() == null) {
            return new Help(command, colours);
        }
        CommandSpec shown = CommandSpec.create().name(command.name()).parent(command.parent());
        shown.usageMessage(command.usageMessage());
        shown(command)
                .forEach(option -> shown.addOption(OptionSpec.builder(option)
                        .inherited(false)
                        .scopeType(ScopeType.LOCAL)
                        .build()));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            shown.addPositional(PositionalParamSpec.builder(parameter).build());
        }
        command.subcommands().forEach((name, sub) -> shown.addSubcommand(name, sub.getCommandSpec()));
        return new Help(shown, colours);
    }
}
