package org.ioasidsim.ops;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host that takes one operation after another: what an interactive prompt drives. */
public final class OpSession {
    private @Nullable ScriptedHost host;
    private String explanation = "Nothing was refused.";
    private int lines;

    /** Returns the names of all operations, in their order. */
    public static List<String> names() {
        return Operations.all().stream().map(Operation::name).toList();
    }

    /** Returns how each operation is written, such as {@code move P PATH}, in the order of their names. */
    public static List<String> forms() {
        return Operations.all().stream()
                .map(operation -> operation.signature().shown())
                .toList();
    }

    /** Returns every operation with what it does, its settings below it. */
    public static List<String> help() {
        return Operations.all().stream()
                .flatMap(operation -> operation.help().stream())
                .toList();
    }

    /** Returns how an operation is written, what it does, its settings and its checks in the kernel's order; or which operation may be meant. */
    public static List<String> help(String name) {
        Operation operation = Operations.find(name);
        return operation == null
                ? List.of("There is no operation " + name + Operations.suggestion(name) + ".")
                : operation.helpWithChecks();
    }

    /** Returns what is wrong with {@code name}, as a message; empty if it is an operation. */
    public static String unknown(String name) {
        return Operations.find(name) != null ? "" : "no operation " + name + Operations.suggestion(name);
    }

    /** Takes a line as it was typed; returns its result, what is wrong with it, or nothing for an empty line. */
    public String accept(String line) {
        lines++;
        if (line.strip().equals("explain")) {
            return explain();
        }
        OpLine read = OpLine.read(lines, line);
        List<OpProblem> problems = read.problems(host == null);
        if (!problems.isEmpty()) {
            return message(problems.get(0));
        }
        return read.op() == null ? "" : read.op().result(run(read.op()));
    }

    /** Says in a sentence what refused last: the limit, its level, the counts, and the kernel's file and function. */
    public String explain() {
        return explanation;
    }

    /** Runs an operation, on the first of which the host boots. */
    Reply run(Op op) {
        if (host == null) {
            host = new ScriptedHost(new HostSettings(op.arguments().settings()), this::perform);
        }
        Reply reply = op.run(host);
        if (op.operation().equals(HostOperations.REBOOT)) {
            host = host.rebooted();
        }
        explanation = reply.explanation().isEmpty() ? explanation : reply.explanation();
        return reply;
    }

    /** Runs an operation that another one names, unless it does not read. */
    private Reply perform(String operation) {
        Op op = OpLine.read(lines, operation).op();
        return op == null ? new Reply.Unread() : run(op);
    }

    private static String message(OpProblem problem) {
        return problem.line() + ": expected " + problem.expected() + ", found " + problem.found();
    }
}
