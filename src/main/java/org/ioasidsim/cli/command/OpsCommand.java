package org.ioasidsim.cli.command;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.ioasidsim.cli.base.CommandFailure;
import org.ioasidsim.cli.base.Console;
import org.ioasidsim.cli.base.ExitStatus;
import org.ioasidsim.cli.base.Failures;
import org.ioasidsim.cli.base.InputFile;
import org.ioasidsim.cli.run.OpScriptRecording;
import org.ioasidsim.cli.run.OpsPrompt;
import org.ioasidsim.file.InputFiles;
import org.ioasidsim.file.SafeText;
import org.ioasidsim.ops.OpRunner;
import org.ioasidsim.ops.OpScript;
import org.ioasidsim.ops.OpSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs op scripts, checks them against recorded results, or prompts for operations. */
@Command(
        name = OpsCommand.NAME,
        description = {
            "Drive the modelled kernel one operation at a time: run op scripts, one result line for each operation; with"
                    + " --check compare each .ops with its .expected; without FILE read operations from standard input, at a prompt when"
                    + " that is a terminal ('help' lists the operations, 'help OP' says what one does)."
        })
public final class OpsCommand implements Callable<Integer> {
    public static final String NAME = "ops";

    /** What some editors put before a text. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** How large a script may be: what a recorded run of some millions of operations needs. */
    private static final int MOST_MIB = 128;

    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Op scripts; with --check also directories of them; with --list names of operations.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--check", description = "Compare each NAME.ops with NAME.expected beside it.")
    private boolean check;

    @Option(
            names = "--list",
            description =
                    "List the operations and their settings, with what each does; of those named also what the kernel checks.")
    private boolean list;

    @Option(
            names = "--explain",
            description =
                    "Say behind each refusal what refused: limit, level, counts, kernel function; of a script of more than 1,000 operations"
                            + " explain the first refusal of each kind, and print how many there were.")
    private boolean explain;

    public OpsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            paths.stream()
                    .map(name -> OpSession.unknown(name.toString()))
                    .filter(problem -> !problem.isEmpty())
                    .findFirst()
                    .ifPresent(problem -> {
                        throw CommandFailure.usage("ops: " + problem + "; `ioasid-sim ops --list` lists them");
                    });
            help().forEach(console.out()::println);
            return ExitStatus.DONE.code();
        }
        if (check && explain) {
            throw CommandFailure.usage("--explain goes with FILE, not with --check: .expected has no explanations");
        }
        if (check) {
            return check().code();
        }
        if (!paths.isEmpty()) {
            runAll();
        } else if (console.inIsTerminal()) {
            new OpsPrompt(console.out()).run();
        } else {
            runInput(text("standard input", () -> InputFiles.text(console.in(), "standard input", MOST_MIB)));
        }
        return ExitStatus.DONE.code();
    }

    private List<String> help() {
        return paths.isEmpty()
                ? OpSession.help()
                : paths.stream()
                        .flatMap(name -> OpSession.help(name.toString()).stream())
                        .toList();
    }

    /** Runs a script from standard input, or answers questions for help that were asked there as at the prompt. */
    private void runInput(String text) {
        boolean asksForHelp = text.lines().findFirst().orElse("").matches("help( .*)?");
        if (asksForHelp) {
            var prompt = new OpsPrompt(console.out());
            text.lines().takeWhile(prompt::accept).forEach(line -> {});
        } else {
            print(requireValid(List.of(OpScript.parse("standard input", text))).get(0));
        }
    }

    private void runAll() throws IOException {
        List<OpScript> scripts = parse(paths);
        for (int i = 0; i < scripts.size(); i++) {
            if (scripts.size() > 1) {
                console.out().println(SafeText.line("# " + paths.get(i)));
            }
            print(scripts.get(i));
        }
    }

    private void print(OpScript script) {
        var lines = new PrintWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8));
        Consumer<String> results = line -> {
            lines.write(SafeText.line(line));
            lines.write('\n');
        };
        if (explain) {
            OpRunner.runExplained(script, results);
        } else {
            OpRunner.run(script, results);
        }
        lines.flush();
    }

    private ExitStatus check() throws IOException {
        List<Path> files = scripts();
        int failed = 0;
        for (Path file : files) {
            failed += passes(file) ? 0 : 1;
        }
        console.out().println((files.size() - failed) + " passed, " + failed + " failed");
        return failed == 0 ? ExitStatus.DONE : ExitStatus.CHECK_NOT_MET;
    }

    private List<Path> scripts() throws IOException {
        if (paths.isEmpty()) {
            throw CommandFailure.usage("ops --check needs a PATH: a .ops file or a directory of them");
        }
        List<Path> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                try (Stream<Path> found = Files.walk(path)) {
                    found.filter(file -> file.toString().endsWith(".ops"))
                            .sorted()
                            .forEach(files::add);
                }
            } else {
                files.add(path);
            }
        }
        if (files.isEmpty()) {
            throw CommandFailure.invalid("there is no .ops file in " + paths.get(0));
        }
        return files;
    }

    private boolean passes(Path file) throws IOException {
        OpScript script = parse(List.of(file)).get(0);
        var comparison = new Comparison(read(OpScriptRecording.expectedFile(file)));
        OpRunner.run(script, comparison::take);
        String difference = comparison.firstDifference();
        if (!difference.isEmpty()) {
            console.out().println(SafeText.line("FAIL " + file + ": " + difference));
        }
        return difference.isEmpty();
    }

    /** Compares results with the expected ones, line by line. */
    private static final class Comparison {
        private final Iterator<String> expected;
        private String difference = "";
        private long found;

        Comparison(String expected) {
            this.expected = expected.lines().iterator();
        }

        void take(String result) {
            if (!difference.isEmpty()) {
                return;
            }
            String wanted = expected.hasNext() ? expected.next() : "no further result";
            found++;
            if (!result.equals(wanted)) {
                difference = "expected '" + wanted + "', found '" + result + "'";
            }
        }

        /** Returns the first difference; empty if there is none. */
        String firstDifference() {
            if (difference.isEmpty() && expected.hasNext()) {
                return "expected '" + expected.next() + "' after " + found + " results, found the end of the script";
            }
            return difference;
        }
    }

    private static List<OpScript> parse(List<Path> files) throws IOException {
        List<OpScript> scripts = new ArrayList<>();
        for (Path file : files) {
            scripts.add(OpScript.parse(file.toString(), read(file)));
        }
        return requireValid(scripts);
    }

    /** Throws with the invalid lines of all scripts, if there are any. */
    private static List<OpScript> requireValid(List<OpScript> scripts) {
        List<String> problems = scripts.stream()
                .flatMap(script -> script.problems().stream().map(problem -> problem.text(script.name())))
                .toList();
        if (!problems.isEmpty()) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, problems);
        }
        return scripts;
    }

    private static String read(Path file) throws IOException {
        InputFile.requireReadable(file);
        return text(file.toString(), () -> InputFiles.text(file, MOST_MIB));
    }

    /** A text that is read when it is asked for. */
    private interface Reading {
        String text() throws IOException;
    }

    private static String text(String name, Reading reading) throws IOException {
        try {
            String text = reading.text();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, name + ": is not UTF-8 text", e);
        } catch (FileSystemException e) {
            throw new CommandFailure(ExitStatus.INPUT_INVALID, Failures.reason(e), e);
        }
    }
}
