package org.ioasidsim.ops;

import java.util.function.Consumer;

/** Runs whole scripts. */
public final class OpRunner {
    private OpRunner() {}

    /** Runs a valid script on a host of its own and hands over the result line of each operation as soon as it is known. */
    public static void run(OpScript script, Consumer<String> results) {
        if (!script.isValid()) {
            throw new IllegalArgumentException(script.problems().get(0).text(script.name()));
        }
        OpSession session = new OpSession();
        script.forEachOp(op -> results.accept(op.result(session.run(op))));
    }
}
