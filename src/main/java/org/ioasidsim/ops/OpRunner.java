package org.ioasidsim.ops;

import java.util.List;

/** Runs whole scripts. */
public final class OpRunner {
    private OpRunner() {}

    /** Runs a valid script on a host of its own; returns one result line for each operation. */
    public static List<String> run(OpScript script) {
        if (!script.isValid()) {
            throw new IllegalArgumentException(script.problems().get(0).text(script.name()));
        }
        OpSession session = new OpSession();
        return script.ops().stream().map(op -> op.result(session.run(op))).toList();
    }
}
