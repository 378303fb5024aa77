package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a script, read: an operation, a problem, or neither where the line is empty or a comment.
 *
 * @param op the operation, or null
 * @param problem what is wrong with its form, or null
 */
record OpLine(@Nullable Op op, @Nullable OpProblem problem) {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern TIME = Pattern.compile("[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?(ns|us|ms|s|min|h|d)");

    /** Reads the physical line {@code number}. */
    static OpLine read(int number, String text) {
        int comment = text.indexOf('#');
        String content = (comment < 0 ? text : text.substring(0, comment)).strip();
        if (content.isEmpty()) {
            return new OpLine(null, null);
        }
        String[] first = BLANKS.split(content, 2);
        boolean isTimed = TIME.matcher(first[0]).matches();
        String rest = isTimed ? (first.length > 1 ? first[1] : "") : content;
        return read(number, isTimed ? first[0] : "", rest, content);
    }

    /** Returns everything that is wrong with the line: its form, its place in the script, and its settings. */
    List<OpProblem> problems(boolean isFirst) {
        if (problem != null) {
            return List.of(problem);
        }
        return op == null ? List.of() : problems(op, isFirst);
    }

    /** Reads {@code operation}; messages quote {@code content}. */
    private static OpLine read(int number, String time, String operation, String content) {
        String name = Signature.nameIn(operation);
        Operation known = Operations.find(name);
        if (known == null) {
            return bad(number, "an operation" + Operations.suggestion(name), content);
        }
        Signature signature = known.signature();
        List<String> fields = signature.split(operation);
        List<String> args = fields.subList(1, fields.size());
        if (!signature.fits(args)) {
            String found = signature.takesOperation() ? name + " " + String.join(" ", args) : content;
            return bad(number, "'" + signature.shown() + "'", found);
        }
        OpProblem nested = signature.takesOperation() ? nested(number, args.get(args.size() - 1)) : null;
        return nested == null
                ? new OpLine(new Op(number, time, known, signature.arguments(args)), null)
                : new OpLine(null, nested);
    }

    /** Returns what is wrong with an operation inside another, as it reads with % being 1; or null. */
    private static @Nullable OpProblem nested(int number, String template) {
        String operation = HostOperations.numbered(template, 1);
        Operation known = Operations.find(Signature.nameIn(operation));
        if (HostOperations.HOST.equals(known)
                || (known != null && known.signature().takesOperation())) {
            return new OpProblem(number, "an operation that can be repeated", "'" + template + "'");
        }
        OpLine read = read(number, "", operation, template);
        return read.op == null
                ? read.problem
                : settingProblems(read.op).stream().findFirst().orElse(null);
    }

    private static List<OpProblem> problems(Op op, boolean isFirst) {
        List<OpProblem> problems = new ArrayList<>();
        Operation operation = op.operation();
        if (isFirst != operation.equals(HostOperations.HOST)) {
            String expected = isFirst ? "'host ...' as the first operation" : "'host' only as the first operation";
            problems.add(new OpProblem(op.line(), expected, "'" + operation.name() + "'"));
        }
        problems.addAll(settingProblems(op));
        if (problems.isEmpty()) {
            problems.addAll(
                    operation.keys().contradictions(op.line(), op.arguments().settings()));
        }
        return problems;
    }

    private static List<OpProblem> settingProblems(Op op) {
        return op.operation().keys().problems(op.line(), op.arguments().settings());
    }

    private static OpLine bad(int number, String expected, String found) {
        return new OpLine(null, new OpProblem(number, expected, "'" + found + "'"));
    }
}
