package org.ioasidsim.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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
        int status =
                Main.execute(Console.of(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), out, err), args);
        return new Cli(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
