package org.ioasidsim.cli.base;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command reads and writes.
 *
 * @param out results, and nothing else; what is printed is shown as {@link org.ioasidsim.file.SafeText} shows it
 * @param err everything else; so is this, each text on one line
 * @param inIsTerminal whether a person types {@code in}
 * @param outIsTerminal whether a person sees {@code out}
 * @param errIsTerminal whether a person sees {@code err}
 * @param environment the variables of the process
 * @param pipe below {@code out}, which knows whether its reader went away
 */
public record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment,
        Pipe pipe) {
    public Console {
        environment = Map.copyOf(environment);
    }

    /** Returns a console on these streams. */
    public static Console on(
            InputStream in,
            OutputStream out,
            OutputStream err,
            boolean inIsTerminal,
            boolean outIsTerminal,
            boolean errIsTerminal,
            Map<String, String> environment) {
        return on(in, new Pipe(out, false), err, inIsTerminal, outIsTerminal, errIsTerminal, environment);
    }

    private static Console on(
            InputStream in,
            Pipe out,
            OutputStream err,
            boolean inIsTerminal,
            boolean outIsTerminal,
            boolean errIsTerminal,
            Map<String, String> environment) {
        return new Console(
                in,
                SafePrintStream.ofResults(out),
                SafePrintStream.ofMessages(err),
                inIsTerminal,
                outIsTerminal,
                errIsTerminal,
                environment,
                out);
    }

    /** Returns the process's own streams, in UTF-8 whatever the locale. The launcher says which are terminals. */
    public static Console system() {
        return on(
                System.in,
                new Pipe(new FileOutputStream(FileDescriptor.out), true),
                new FileOutputStream(FileDescriptor.err),
                Boolean.getBoolean("ioasidsim.terminal.in"),
                Boolean.getBoolean("ioasidsim.terminal.out"),
                Boolean.getBoolean("ioasidsim.terminal.err"),
                System.getenv());
    }

    /** Returns whether whoever read standard output has stopped reading, as {@code head} does. */
    public boolean isClosedByReader() {
        return pipe.isClosedByReader();
    }

    /** Prints a text with colours as results; every text of others in it must be safe already. */
    public void printSafe(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    /** Returns a writer on one of the streams, for libraries that need one. */
    public PrintWriter printer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Returns whether a terminal here can show bars and colours. */
    public boolean isCapable() {
        return !environment.getOrDefault("TERM", "").equals("dumb") && !environment.containsKey("CI");
    }

    /** Returns whether the environment asks every program to print without colours (no-color.org). */
    boolean wantsNoColour() {
        return !environment.getOrDefault("NO_COLOR", "").isEmpty();
    }
}
