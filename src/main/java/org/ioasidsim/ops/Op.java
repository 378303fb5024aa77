package org.ioasidsim.ops;

import java.util.List;

/**
 * One operation of a script.
 *
 * @param line the physical line, from 1
 * @param time the time in front as it is written; empty where there is none
 * @param verb the operation's name
 * @param args its arguments; a written value is one argument, a repeated operation stays unparsed
 */
public record Op(int line, String time, String verb, List<String> args) {
    public Op {
        args = List.copyOf(args);
    }

    /** Returns a result line for this operation. */
    public String result(String text) {
        return line + (time.isEmpty() ? "" : " " + time) + ": " + text;
    }

    String arg(int index) {
        return args.get(index);
    }

    long number(int index) {
        return Long.parseLong(args.get(index));
    }

    /** Returns the settings from argument {@code index} on. */
    Settings settings(int index) {
        return new Settings(args.subList(index, args.size()));
    }

    boolean has(int index) {
        return index < args.size();
    }
}
