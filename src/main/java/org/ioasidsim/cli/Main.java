package org.ioasidsim.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Failures;
import org.ioasidsim.cli.base.GlobalOptions;
import org.ioasidsim.cli.base.Options;
import org.ioasidsim.cli.base.SparkSubmit;
import org.ioasidsim.cli.base.Version;
import org.ioasidsim.cli.command.AnalyticCommand;
import org.ioasidsim.cli.command.BenchCommand;
import org.ioasidsim.cli.command.CompareCommand;
import org.ioasidsim.cli.command.CompletionCommand;
import org.ioasidsim.cli.command.DoctorCommand;
import org.ioasidsim.cli.command.ExploreCommand;
import org.ioasidsim.cli.command.FitCommand;
import org.ioasidsim.cli.command.FleetCommand;
import org.ioasidsim.cli.command.GalleryCommand;
import org.ioasidsim.cli.command.HelpCommand;
import org.ioasidsim.cli.command.ImportCommand;
import org.ioasidsim.cli.command.InitCommand;
import org.ioasidsim.cli.command.IsolationCommand;
import org.ioasidsim.cli.command.MetricsCommand;
import org.ioasidsim.cli.command.OpsCommand;
import org.ioasidsim.cli.command.PlanCommand;
import org.ioasidsim.cli.command.PoliciesCommand;
import org.ioasidsim.cli.command.PresetsCommand;
import org.ioasidsim.cli.command.RecordCommand;
import org.ioasidsim.cli.command.ReplayCommand;
import org.ioasidsim.cli.command.ReportCommand;
import org.ioasidsim.cli.command.RunCommand;
import org.ioasidsim.cli.command.SchemaCommand;
import org.ioasidsim.cli.command.ShowCommand;
import org.ioasidsim.cli.command.SnapshotCommand;
import org.ioasidsim.cli.command.StoreCommand;
import org.ioasidsim.cli.command.SweepCommand;
import org.ioasidsim.cli.command.ValidateCommand;
import org.ioasidsim.cli.command.VerifyCommand;
import org.ioasidsim.experiment.Engine;
import org.ioasidsim.file.Numbers;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.report.text.ScreenText;
import org.ioasidsim.yaml.Spelling;
import org.ioasidsim.yaml.Units;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program's entry point: chooses the command that the arguments name, runs it and exits with its status. */
public final class Main {
    /** What the parser says of a word that is none of an option's. */
    private static final Pattern CHOICE = Pattern.compile("expected one of \\[(.*)] \\(case-insensitive\\) but was '");

    /** What the parser says of a percentage. */
    private static final Pattern PERCENTAGE = Pattern.compile("'([0-9.]+%)' is not a number");

    /** The commands whose replications can be shared out. */
    private static final List<String> SHARDED =
            List.of(RunCommand.NAME, CompareCommand.NAME, IsolationCommand.NAME, SweepCommand.NAME, FleetCommand.NAME);

    /** The commands that need to know all others; without a command all are known as well. */
    private static final Set<String> ABOUT_ALL = Set.of(HelpCommand.NAME, CompletionCommand.NAME);

    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] args) {
        // no option is a date or a database; loading their converters would take picocli 20 ms at each start
        System.setProperty("picocli.converters.excludes", "java\\.(time|sql)\\..*");
        System.exit(execute(Console.system(), args));
    }

    /** Runs one command and returns its exit status. */
    static int execute(Console console, String... args) {
        var options = new Options();
        var failures = new Failures(console, options);
        int status = execute(commandLine(console, options, failures, args), failures, args);
        if (!console.out().checkError()) {
            return status;
        }
        if (console.isClosedByReader()) { // the reader has what it wanted: end as a program does that SIGPIPE ends
            return ExitStatus.CLOSED_PIPE.code();
        }
        console.err().println("ioasid-sim: standard output could not be written: the results above are incomplete");
        return ExitStatus.of(status).or(ExitStatus.INTERNAL_FAILURE).code();
    }

    /** Runs one command on the replications that {@code program} has stored, simulating nothing. */
    private static int executeStored(Console console, String program, List<String> words) {
        var options = new Options();
        options.keptBy = program;
        var failures = new Failures(console, options);
        String[] args = words.toArray(String[]::new);
        return execute(commandLine(console, options, failures, args), failures, args);
    }

    private static int execute(CommandLine commandLine, Failures failures, String... args) {
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return failures.report(e);
        }
    }

    /** Returns the parser of {@code args}, which knows the commands that they name. */
    static CommandLine commandLine(Console console, String... args) {
        var options = new Options();
        return commandLine(console, options, new Failures(console, options), args);
    }

    private static CommandLine commandLine(Console console, Options options, Failures failures, String... args) {
        List<Known> wanted = wanted(commands(console, options), args);
        if (wanted.size() == 1 && wanted.get(0).name().equals(RunCommand.NAME)) {
            options.expectDrawing(args);
        }
        var commandLine = new CommandLine(options);
        wanted.forEach(command -> commandLine.addSubcommand(command.make().get()));
        commandLine
                .registerConverter(Path.class, Main::path)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(ScreenText.WIDTH)
                .setHelpFactory(GlobalOptions::help)
                .setOut(console.printer(console.out()))
                .setErr(console.printer(console.err()))
                .setParameterExceptionHandler((problem, unused) -> usage(console, problem))
                .setExecutionExceptionHandler((problem, unused, unused2) -> failures.report(problem));
        commandLine.setExecutionStrategy(parsed -> run(console, options, failures, commandLine, parsed));
        describe(commandLine);
        return commandLine;
    }

    /** A command: its name, and how to make it. */
    private record Known(String name, Supplier<Object> make) {}

    /** Returns the commands in the order of the help. */
    private static List<Known> commands(Console console, Options options) {
        return List.of(
                new Known(RunCommand.NAME, () -> new RunCommand(console, options)),
                new Known(CompareCommand.NAME, () -> new CompareCommand(console, options)),
                new Known(IsolationCommand.NAME, () -> new IsolationCommand(console, options)),
                new Known(SweepCommand.NAME, () -> new SweepCommand(console, options)),
                new Known(PlanCommand.NAME, () -> new PlanCommand(console, options)),
                new Known(FleetCommand.NAME, () -> new FleetCommand(console, options)),
                new Known(ExploreCommand.NAME, () -> new ExploreCommand(console, options)),
                new Known(ReplayCommand.NAME, () -> new ReplayCommand(console, options)),
                new Known(RecordCommand.NAME, () -> new RecordCommand(console)),
                new Known(ImportCommand.NAME, () -> new ImportCommand(console, options)),
                new Known(
                        ReportCommand.NAME,
                        () -> new ReportCommand(
                                console, options, (program, words) -> executeStored(console, program, words))),
                new Known(GalleryCommand.NAME, () -> new GalleryCommand(console, options)),
                new Known(VerifyCommand.NAME, () -> new VerifyCommand(console, options)),
                new Known(StoreCommand.NAME, () -> StoreCommand.of(console, options)),
                new Known(ValidateCommand.NAME, () -> new ValidateCommand(console, options)),
                new Known(ShowCommand.NAME, () -> new ShowCommand(console, options)),
                new Known(InitCommand.NAME, () -> new InitCommand(console, options)),
                new Known(SnapshotCommand.NAME, () -> new SnapshotCommand(console)),
                new Known(SchemaCommand.NAME, () -> new SchemaCommand(console, options)),
                new Known(PresetsCommand.NAME, () -> new PresetsCommand(console, options)),
                new Known(MetricsCommand.NAME, () -> new MetricsCommand(console, options)),
                new Known(PoliciesCommand.NAME, () -> new PoliciesCommand(console, options)),
                new Known(OpsCommand.NAME, () -> new OpsCommand(console)),
                new Known(AnalyticCommand.NAME, () -> new AnalyticCommand(console, options)),
                new Known(FitCommand.NAME, () -> new FitCommand(console, options)),
                new Known(BenchCommand.NAME, () -> new BenchCommand(console, options)),
                new Known(DoctorCommand.NAME, () -> new DoctorCommand(console, options)),
                new Known(HelpCommand.NAME, HelpCommand::new),
                new Known(CompletionCommand.NAME, () -> new CompletionCommand(console)));
    }

    /**
     * Returns the commands that {@code args} name, or all if they name none. Describing every command to the parser takes as long as a short
     * simulation, so only those that may be needed are described.
     */
    private static List<Known> wanted(List<Known> commands, String... args) {
        Set<String> words = Set.copyOf(Arrays.asList(args));
        List<Known> named = commands.stream()
                .filter(command -> words.contains(command.name()))
                .toList();
        return named.stream().allMatch(command -> ABOUT_ALL.contains(command.name())) ? commands : named;
    }

    /** Sets what all commands have in common, subcommands at any depth included. */
    private static void describe(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version.Provider());
        if (command.getParent() != null && command.getParent().getParent() == null) {
            var usage = command.getCommandSpec().usageMessage();
            usage.footer(Stream.concat(Stream.of(usage.footer()), Stream.of("", GlobalOptions.WHERE_THE_OTHERS_ARE))
                    .toArray(String[]::new));
        }
        command.getSubcommands().values().forEach(Main::describe);
    }

    private static int run(
            Console console, Options options, Failures failures, CommandLine commandLine, ParseResult parsed) {
        boolean isColoured = options.isColoured(console, console.outIsTerminal());
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(isColoured ? Ansi.ON : Ansi.OFF));
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        try {
            requireShards(options, parsed);
            options.settle(console);
            requireRunToRecord(options, parsed);
            requireFormat(options, parsed);
            String master = options.on;
            if (master != null && Engine.found().isEmpty()) {
                return onCluster(console, master, parsed);
            }
        } catch (CommandFailure failure) {
            return failures.report(failure);
        }
        return new RunLast().execute(parsed);
    }

    private static void requireRunToRecord(Options options, ParseResult parsed) {
        boolean isRun = parsed.hasSubcommand()
                && parsed.subcommand().commandSpec().name().equals(RunCommand.NAME);
        if (options.record != null && !isRun) {
            throw CommandFailure.usage("--record belongs to 'run': only a simulation can be recorded");
        }
    }

    private static int onCluster(Console console, String master, ParseResult parsed) {
        String command =
                parsed.hasSubcommand() ? parsed.subcommand().commandSpec().name() : "";
        if (!SHARDED.contains(command) && !command.equals(PlanCommand.NAME)) {
            throw CommandFailure.usage(Engine.OPTION + " belongs to plan, " + String.join(", ", SHARDED)
                    + ": only they simulate what can be shared out");
        }
        try {
            return new SparkSubmit(console.environment()).run(master, parsed.originalArgs());
        } catch (IOException e) {
            throw CommandFailure.invalid("spark-submit cannot be run: " + Failures.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.INTERRUPTED.code();
        }
    }

    private static void requireShards(Options options, ParseResult parsed) {
        String command =
                parsed.hasSubcommand() ? parsed.subcommand().commandSpec().name() : "";
        if (!options.asksForShard() || SHARDED.contains(command)) {
            return;
        }
        throw CommandFailure.usage(
                command.equals(PlanCommand.NAME)
                        ? "--shard: plan has no shards, for it chooses each value by the answers before it: use 'sweep'"
                                + " over the values, or --on a cluster"
                        : "--shard belongs to " + String.join(", ", SHARDED)
                                + ": only they simulate what can be shared out");
    }

    /** A format that is not heeded would be taken for one that is broken. */
    private static void requireFormat(Options options, ParseResult parsed) {
        if (options.format == Options.Format.TEXT || !parsed.hasSubcommand()) {
            return;
        }
        String command = parsed.subcommand().commandSpec().name();
        List<String> formats = GlobalOptions.formats(command);
        String format = options.format.name().toLowerCase(Locale.ROOT);
        if (!formats.contains(format)) {
            throw CommandFailure.usage(
                    formats.isEmpty()
                            ? "--format is not for '" + command + "', which prints text only"
                            : "--format " + format + ": '" + command + "' prints " + String.join(" or ", formats));
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("expected a file name of characters that the locale has, found '" + text
                    + "': choose a UTF-8 locale, such as LC_ALL=C.UTF-8");
        }
    }

    private static int usage(Console console, ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        console.err().println("ioasid-sim: " + oneLine(problem) + " (try '" + command + " --help')");
        return ExitStatus.USAGE.code();
    }

    private static String oneLine(ParameterException problem) {
        String message = withoutPercent(String.valueOf(problem.getMessage())
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceFirst("is not an? (int|long)$", "is not a whole number")
                .replaceFirst("is not a double$", "is not a number"));
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return SafeText.line(unmatched(unmatched) + guess(unmatched));
        }
        return SafeText.line(CHOICE.matcher(message)
                .replaceFirst(choice -> "expected " + choice.group(1).toLowerCase(Locale.ROOT) + ", found '"));
    }

    /** Says of a percentage, where a number is wanted, which number it is. */
    private static String withoutPercent(String message) {
        return PERCENTAGE
                .matcher(message)
                .replaceFirst(found -> found.group() + " (did you mean "
                        + Numbers.text(Units.fraction(found.group(1)).orElse(0)) + "?)");
    }

    /** Names what no command or option takes; the parser's own words count arguments. */
    private static String unmatched(UnmatchedArgumentException problem) {
        String word = problem.getUnmatched().get(0);
        if (word.startsWith("-")) {
            return "no option '" + word + "'";
        }
        return problem.getCommandLine().getSubcommands().isEmpty()
                ? "'" + word + "' is one argument too many"
                : "no command '" + word + "'";
    }

    private static String guess(UnmatchedArgumentException unmatched) {
        CommandLine command = unmatched.getCommandLine();
        String word = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        if (word.equals("explain") && !command.getSubcommands().isEmpty()) {
            return " (did you mean 'ops --explain', which says what refused an operation, 'explore', a page for what-ifs, or"
                    + " 'help'?)";
        }
        Set<String> known = word.startsWith("-")
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        return Spelling.didYouMean(word, known);
    }
}
