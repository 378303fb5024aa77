package org.ioasidsim.cli.base;

import java.util.List;

/** Ends a command with an exit status and one line for each problem. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitStatus status;
    private final transient List<String> problems;

    public CommandFailure(ExitStatus status, List<String> problems) {
        super(String.join("\n", problems));
        this.status = status;
        this.problems = List.copyOf(problems);
    }

    public CommandFailure(ExitStatus status, String problem, Throwable cause) {
        super(problem, cause);
        this.status = status;
        this.problems = List.of(problem);
    }

    public static CommandFailure usage(String problem) {
        return new CommandFailure(ExitStatus.USAGE, List.of(problem));
    }

    public static CommandFailure invalid(String problem) {
        return new CommandFailure(ExitStatus.INPUT_INVALID, List.of(problem));
    }

    ExitStatus status() {
        return status;
    }

    public List<String> problems() {
        return problems;
    }
}
