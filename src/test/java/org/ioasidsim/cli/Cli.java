package org.ioasidsim.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.ioasidsim.cli.base.Console;

/**
 * What a command answered when run inside the test.
 *
 * @param status the exit status
 * @param out standard output
 * @param err standard error
 */
record Cli(int status, String out, String err) {
    static Cli run(String... args) {
        return runOn("", args);
    }

    /** Runs a command with {@code in} on standard input. */
    static Cli runOn(String in, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var typed = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
        int status = Main.execute(console(typed, out, err), args);
        return new Cli(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Returns a console none of whose streams is a terminal. */
    static Console console(InputStream in, OutputStream out, OutputStream err) {
        return Console.on(in, out, err, false, false, false, Map.of());
    }
}
