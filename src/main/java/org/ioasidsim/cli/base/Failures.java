package org.ioasidsim.cli.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.ioasidsim.experiment.EngineFailure;
import org.ioasidsim.file.FileProblems;
import org.ioasidsim.file.SafeText;

/**
 * Reports to the user why a command ended: one line for each problem, with what to do about it; a stack trace only on request. Problems of
 * a file begin with its name, as editors expect.
 */
public final class Failures {
    private static final int MOST_LINES = 100;

    private final Console console;
    private final Options options;

    public Failures(Console console, Options options) {
        this.console = console;
        this.options = options;
    }

    /** Prints the problems of {@code failure} and returns the exit status. */
    public int report(Throwable failure) {
        CommandFailure explained = explain(failure);
        String speaker = explained.status() == ExitStatus.INPUT_INVALID ? "" : "ioasid-sim: ";
        List<String> problems = explained.problems();
        problems.stream()
                .limit(MOST_LINES)
                .forEach(problem -> console.err().println(speaker + SafeText.quote(problem)));
        if (problems.size() > MOST_LINES) {
            console.err().println("ioasid-sim: and " + (problems.size() - MOST_LINES) + " more problems");
        }
        if (options.verbose) {
            failure.printStackTrace(console.err());
        }
        return explained.status().code();
    }

    private static CommandFailure explain(Throwable failure) {
        if (failure instanceof CommandFailure explained) {
            return explained;
        }
        if (failure instanceof EngineFailure gaveUp) {
            return new CommandFailure(
                    ExitStatus.ENGINE_FAILED,
                    List.of("the cluster gave up: " + SafeText.line(String.valueOf(gaveUp.getMessage()))
                            + ": what was finished is kept, the same command line goes on from there"));
        }
        if (failure instanceof UncheckedIOException && failure.getCause() instanceof IOException files) {
            return internal(reason(files));
        }
        if (failure instanceof IOException files) {
            return internal(reason(files));
        }
        if (failure instanceof OutOfMemoryError) {
            return internal("out of memory: use fewer --jobs, or give Java more: IOASID_SIM_JAVA_OPTS=-Xmx8g; what was"
                    + " simulated is kept, the same command line goes on from there");
        }
        return internal("internal failure, please report it with what --verbose adds: " + failure);
    }

    private static CommandFailure internal(String problem) {
        return new CommandFailure(ExitStatus.INTERNAL_FAILURE, List.of(problem));
    }

    /** Returns the failure to report when results cannot be written. */
    public static CommandFailure unwritable(IOException failure) {
        return new CommandFailure(
                ExitStatus.INTERNAL_FAILURE,
                "results cannot be written: " + reason(failure) + ": make room, or choose another --out DIR",
                failure);
    }

    /** Returns the reason in words, with the file it concerns. */
    public static String reason(IOException failure) {
        String reason = FileProblems.reason(failure);
        return failure instanceof FileSystemException named ? named.getFile() + ": " + reason : reason;
    }
}
