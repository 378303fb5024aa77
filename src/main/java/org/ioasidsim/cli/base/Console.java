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
 */
public record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        Map<String, String> environment) {
    public Console {
        environment = Map.copyOf(environment);
        out = SafePrintStream.ofResults(out);
        err = SafePrintStream.ofMessages(err);
    }

    /** Returns the process's own streams, in UTF-8 whatever the locale. The launcher says which are terminals. */
    public static Console system() {
        return new Console(
                System.in,
                utf8(new FileOutputStream(FileDescriptor.out)),
                utf8(new FileOutputStream(FileDescriptor.err)),
                Boolean.getBoolean("ioasidsim.terminal.in"),
                Boolean.getBoolean("ioasidsim.terminal.out"),
                Boolean.getBoolean("ioasidsim.terminal.err"),
                System.getenv());
    }

    private static PrintStream utf8(OutputStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
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
