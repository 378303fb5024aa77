package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host that takes one operation after another: what an interactive prompt drives. */
public final class OpSession {
    private @Nullable Interpreter interpreter;
    private int lines;

    /** Returns the form of each operation, such as {@code move P PATH}, in the order of their names. */
    public static List<String> forms() {
        return OpSyntax.verbs().stream().map(OpSyntax::form).toList();
    }

    /** Returns every operation with what it does, its settings below it. */
    public static List<String> help() {
        return OpSyntax.verbs().stream().flatMap(verb -> help(verb).stream()).toList();
    }

    /** Returns the form of an operation, what it does, and its settings; or which operation may be meant. */
    public static List<String> help(String verb) {
        if (!OpSyntax.isKnown(verb)) {
            return List.of("There is no operation " + verb + " (" + OpLine.nearest(verb) + ")");
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format("%-34s %s", OpSyntax.form(verb), OpSyntax.doc(verb)));
        lines.addAll(OpKeys.help(verb));
        return lines;
    }

    /** Takes a line as it was typed; returns its result, what is wrong with it, or nothing for an empty line. */
    public String accept(String line) {
        lines++;
        if (line.strip().equals("explain")) {
            return explain();
        }
        OpLine read = OpLine.read(lines, line);
        if (read.problem() != null) {
            return message(read.problem());
        }
        if (read.op() == null) {
            return "";
        }
        List<OpProblem> problems = Settings.problems(read.op(), interpreter == null);
        return problems.isEmpty() ? read.op().result(run(read.op())) : message(problems.get(0));
    }

    /** Says in a sentence what refused last: the limit, its level, the counts, and the kernel's file and function. */
    public String explain() {
        return interpreter == null ? "Nothing was refused." : interpreter.explain();
    }

    /** Runs an operation; returns its result without the line number. */
    String run(Op op) {
        if (interpreter == null) {
            interpreter = new Interpreter(new Settings(op.args()));
            return Interpreter.OK;
        }
        return interpreter.run(op);
    }

    private static String message(OpProblem problem) {
        return problem.line() + ": expected " + problem.expected() + ", found " + problem.found();
    }
}
