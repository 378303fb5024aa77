package org.ioasidsim.ops;

import java.util.function.Consumer;

/** Runs whole scripts. */
public final class OpRunner {
    private OpRunner() {}

    /** Runs a valid script on a host of its own and hands over the result line of each operation as soon as it is known. */
    public static void run(OpScript script, Consumer<String> results) {
        requireValid(script);
        OpSession session = new OpSession();
        script.forEachOp(op -> results.accept(op.result(session.run(op))));
    }

    /**
     * Runs a valid script as {@link #run} does; behind each refusal, and of several the last one, a line says what refused. Of a script of more
     * than 1,000 operations only the first refusal of each kind is handed over, and how many there were.
     */
    public static void runExplained(OpScript script, Consumer<String> results) {
        requireValid(script);
        OpSession session = new OpSession();
        var explained = new ExplainedResults(results);
        script.forEachOp(op -> explained.take(op, session.run(op)));
        explained.end();
    }

    private static void requireValid(OpScript script) {
        if (!script.isValid()) {
            throw new IllegalArgumentException(script.problems().get(0).text(script.name()));
        }
    }
}
