package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.List;

/**
 * An op script, read: its operations, or the problems that it has.
 *
 * @param name what messages call it
 * @param ops its operations, {@code host} first
 * @param problems all bad lines; a script with any is not run
 */
public record OpScript(String name, List<Op> ops, List<Problem> problems) {
    public OpScript {
        ops = List.copyOf(ops);
        problems = List.copyOf(problems);
    }

    /** Reads a script and finds all of its bad lines. */
    public static OpScript parse(String name, String text) {
        List<Op> ops = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            OpLine read = OpLine.read(number, line);
            if (read.problem() != null) {
                problems.add(read.problem());
            } else if (read.op() != null) {
                problems.addAll(HostKeys.problems(read.op(), ops.isEmpty()));
                ops.add(read.op());
            }
        }
        if (ops.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem(Math.max(1, number), "'host ...'", "the end of the script"));
        }
        return new OpScript(name, ops, problems);
    }

    /** Returns whether it can be run. */
    public boolean isValid() {
        return problems.isEmpty();
    }
}
