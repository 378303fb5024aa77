package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * An op script whose lines have all been checked. Operations are read again when they are run: a script of millions of lines takes little
 * more room than its text.
 */
public final class OpScript {
    private final String name;
    private final String text;
    private final List<OpProblem> problems;

    private OpScript(String name, String text, List<OpProblem> problems) {
        this.name = name;
        this.text = text;
        this.problems = List.copyOf(problems);
    }

    /** Reads a script and finds all of its bad lines. */
    public static OpScript parse(String name, String text) {
        List<OpProblem> problems = new ArrayList<>();
        boolean[] isFirst = {true};
        int lines = forEachLine(text, line -> {
            problems.addAll(line.problems(isFirst[0]));
            isFirst[0] = isFirst[0] && line.op() == null;
        });
        if (isFirst[0] && problems.isEmpty()) {
            problems.add(new OpProblem(Math.max(1, lines), "'host ...'", "the end of the script"));
        }
        return new OpScript(name, text, problems);
    }

    private static int forEachLine(String text, Consumer<OpLine> action) {
        Iterator<String> lines = text.lines().iterator();
        int number = 0;
        while (lines.hasNext()) {
            number++;
            action.accept(OpLine.read(number, lines.next()));
        }
        return number;
    }

    /** Returns the name by which messages call the script. */
    public String name() {
        return name;
    }

    /** Returns all bad lines; a script with any is not run. */
    public List<OpProblem> problems() {
        return problems;
    }

    public boolean isValid() {
        return problems.isEmpty();
    }

    /** Hands over each operation in turn, {@code host} first. */
    void forEachOp(Consumer<Op> action) {
        int unused = forEachLine(text, line -> {
            Op op = line.op();
            if (op != null) {
                action.accept(op);
            }
        });
    }
}
