package org.ioasidsim.ops;

import java.util.ArrayList;
import java.util.List;

/**
 * One operation of the language, as an entry of a catalogue: how it is written, what help says of it, which settings it takes, and what it
 * does to a host. Whatever lists, reads, checks, explains or runs operations reads it here.
 *
 * @param doc what it does, in a line
 */
record Operation(Signature signature, String doc, Keys keys, Effect effect) {
    /** What an operation does to a host. */
    interface Effect {
        Reply run(ScriptedHost host, Arguments arguments);
    }

    /** Returns an operation without settings. */
    static Operation of(String signature, String doc, Effect effect) {
        return of(signature, doc, Keys.NONE, effect);
    }

    /** Returns an operation whose signature ends in {@code KEY=VALUE*}. */
    static Operation of(String signature, String doc, Keys keys, Effect effect) {
        return new Operation(Signature.of(signature), doc, keys, effect);
    }

    String name() {
        return signature.name();
    }

    /** Returns how it is written, what it does, and a line for each setting. */
    List<String> help() {
        List<String> lines = new ArrayList<>(HelpLines.beside(signature.shown(), 35, doc));
        lines.addAll(keys.help());
        return lines;
    }

    /** Returns the help with what the kernel checks, in its order, below it. */
    List<String> helpWithChecks() {
        List<String> lines = help();
        String intro = "  checks: ";
        lines.addAll(HelpLines.beside("  checks:", intro.length(), String.join(" ", Checks.of(name()))));
        return lines;
    }
}
