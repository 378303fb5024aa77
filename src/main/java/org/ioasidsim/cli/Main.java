package org.ioasidsim.cli;

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
    private Main() {}

    /** Runs one command and exits with its status. */
    public static void main(String[] args) {
        System.exit(execute(Console.system(), args));
    }

    /** Runs one command and returns its exit status. */
    static int execute(Console console, String... args) {
        var options = new Options();
        var failures = new Failures(console, options);
        int status = execute(commandLine(console, options, failures), failures, args);
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

    private static CommandLine commandLine(Console console, Options options, Failures failures) {
        var commandLine = new CommandLine(options)
                .addSubcommand(new RunCommand(console, options))
                .addSubcommand(new CompareCommand(console, options))
                .addSubcommand(new IsolationCommand(console, options))
                .addSubcommand(new SweepCommand(console, options))
                .addSubcommand(new PlanCommand(console, options))
                .addSubcommand(new ReplayCommand(console, options))
                .addSubcommand(new ImportCommand(console, options))
                .addSubcommand(new ReportCommand(console, options))
                .addSubcommand(new GalleryCommand(console, options))
                .addSubcommand(new VerifyCommand(console, options))
                .addSubcommand(new ValidateCommand(console, options))
                .addSubcommand(new ShowCommand(console, options))
                .addSubcommand(new InitCommand(console))
                .addSubcommand(new SnapshotCommand(console))
                .addSubcommand(new SchemaCommand(console, options))
                .addSubcommand(new PresetsCommand(console))
                .addSubcommand(new PoliciesCommand(console, options))
                .addSubcommand(new OpsCommand(console))
                .addSubcommand(new AnalyticCommand(console, options))
                .addSubcommand(new FitCommand(console, options))
                .addSubcommand(new BenchCommand(console, options))
                .addSubcommand(new DoctorCommand(console, options))
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
                && parsed.subcommand().commandSpec().name().equals("run");
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
