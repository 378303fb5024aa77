package org.ioasidsim.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.ioasidsim.yaml.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. */
public final class Main {
    /** In the order of the help. */
    private static final List<String> COMMANDS = List.of(
            RunCommand.NAME,
            CompareCommand.NAME,
            IsolationCommand.NAME,
            SweepCommand.NAME,
            PlanCommand.NAME,
            ReplayCommand.NAME,
            ImportCommand.NAME,
            ReportCommand.NAME,
            GalleryCommand.NAME,
            VerifyCommand.NAME,
            ValidateCommand.NAME,
            ShowCommand.NAME,
            InitCommand.NAME,
            SnapshotCommand.NAME,
            SchemaCommand.NAME,
            PresetsCommand.NAME,
            PoliciesCommand.NAME,
            OpsCommand.NAME,
            AnalyticCommand.NAME,
            FitCommand.NAME,
            BenchCommand.NAME,
            DoctorCommand.NAME);

    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] args) {
        // no option is a date or a database: picocli would load what Java knows of both, 20 ms of each start
        System.setProperty("picocli.converters.excludes", "java\\.(time|sql)\\..*");
        System.exit(execute(Console.system(), args));
    }

    /** Runs one command and returns its exit status. */
    static int execute(Console console, String... args) {
        var options = new Options();
        var failures = new Failures(console, options);
        int status = execute(commandLine(console, options, failures, args), failures, args);
        if (console.out().checkError() && status == ExitStatus.DONE.code()) {
            console.err().println("ioasid-sim: standard output could not be written: the results above are incomplete");
            return ExitStatus.INTERNAL_FAILURE.code();
        }
        return status;
    }

    private static int execute(CommandLine commandLine, Failures failures, String... args) {
        try {
            return commandLine.execute(args);
        } catch (OutOfMemoryError | StackOverflowError e) {
            return failures.report(e);
        }
    }

    private static CommandLine commandLine(Console console, Options options, Failures failures, String... args) {
        List<String> wanted = wanted(args);
        if (wanted.equals(List.of(RunCommand.NAME))) {
            options.expectDrawing(args);
        }
        var commandLine = new CommandLine(options);
        for (String name : wanted) {
            commandLine.addSubcommand(make(name, console, options));
        }
        commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setOut(console.printer(console.out()))
                .setErr(console.printer(console.err()))
                .setParameterExceptionHandler((problem, unused) -> usage(console, problem))
                .setExecutionExceptionHandler((problem, unused, unused2) -> failures.report(problem));
        commandLine.setExecutionStrategy(parsed -> run(console, options, failures, commandLine, parsed));
        describe(commandLine);
        return commandLine;
    }

    /** Makes the command called {@code name}. */
    private static Object make(String name, Console console, Options options) {
        return switch (name) {
            case RunCommand.NAME -> new RunCommand(console, options);
            case CompareCommand.NAME -> new CompareCommand(console, options);
            case IsolationCommand.NAME -> new IsolationCommand(console, options);
            case SweepCommand.NAME -> new SweepCommand(console, options);
            case PlanCommand.NAME -> new PlanCommand(console, options);
            case ReplayCommand.NAME -> new ReplayCommand(console, options);
            case ImportCommand.NAME -> new ImportCommand(console, options);
            case ReportCommand.NAME -> new ReportCommand(console, options);
            case GalleryCommand.NAME -> new GalleryCommand(console, options);
            case VerifyCommand.NAME -> new VerifyCommand(console, options);
            case ValidateCommand.NAME -> new ValidateCommand(console, options);
            case ShowCommand.NAME -> new ShowCommand(console, options);
            case InitCommand.NAME -> new InitCommand(console);
            case SnapshotCommand.NAME -> new SnapshotCommand(console);
            case SchemaCommand.NAME -> new SchemaCommand(console, options);
            case PresetsCommand.NAME -> new PresetsCommand(console);
            case PoliciesCommand.NAME -> new PoliciesCommand(console, options);
            case OpsCommand.NAME -> new OpsCommand(console);
            case AnalyticCommand.NAME -> new AnalyticCommand(console, options);
            case FitCommand.NAME -> new FitCommand(console, options);
            case BenchCommand.NAME -> new BenchCommand(console, options);
            case DoctorCommand.NAME -> new DoctorCommand(console, options);
            default -> throw new IllegalArgumentException("there is no command " + name);
        };
    }

    /**
     * Returns the commands that {@code args} name, all where they name none: to describe every command to the parser takes as long as a
     * short simulation.
     */
    private static List<String> wanted(String... args) {
        var named = new ArrayList<>(COMMANDS);
        named.retainAll(Arrays.asList(args));
        return named.isEmpty() ? COMMANDS : named;
    }

    /** Gives each command, at any depth, what they have in common. */
    private static void describe(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version.Provider());
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
            options.settle(console);
            requireRunToRecord(options, parsed);
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

    private static int usage(Console console, ParameterException problem) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        console.err().println("ioasid-sim: " + oneLine(problem) + " (try '" + command + " --help')");
        return ExitStatus.USAGE.code();
    }

    private static String oneLine(ParameterException problem) {
        String message = String.valueOf(problem.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        return problem instanceof UnmatchedArgumentException unmatched ? message + guess(unmatched) : message;
    }

    private static String guess(UnmatchedArgumentException unmatched) {
        CommandLine command = unmatched.getCommandLine();
        String word = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        Set<String> known = word.startsWith("-")
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        return Spelling.didYouMean(word, known);
    }
}
