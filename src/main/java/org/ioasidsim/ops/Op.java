package org.ioasidsim.ops;

/**
 * An operation with its arguments, as a line of a script asks for it.
 *
 * @param line the physical line, from 1
 * @param time the time in front as it is written; empty where there is none
 */
record Op(int line, String time, Operation operation, Arguments arguments) {
    Reply run(ScriptedHost host) {
        return operation.effect().run(host, arguments);
    }

    /** Returns the result line of this operation. */
    String result(Reply reply) {
        return line + (time.isEmpty() ? "" : " " + time) + ": " + reply.text();
    }
}
