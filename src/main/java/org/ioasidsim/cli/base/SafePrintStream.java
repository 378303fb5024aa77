package org.ioasidsim.cli.base;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.ioasidsim.file.SafeText;

/**
 * A stream on which text of others cannot move the cursor, hide what stands there or start a line of its own: whatever is printed is shown
 * as {@link SafeText} shows it. Bytes that are written pass as they are, such as those of a library that paints.
 */
final class SafePrintStream extends PrintStream {
    private final boolean printsLines;

    private SafePrintStream(OutputStream stream, boolean printsLines) {
        super(stream, true, StandardCharsets.UTF_8);
        this.printsLines = printsLines;
    }

    /** Returns a stream for results, which are printed whole, with their line breaks. */
    static PrintStream ofResults(OutputStream stream) {
        return new SafePrintStream(stream, false);
    }

    /** Returns a stream for messages: each is one line, whatever it quotes. */
    static PrintStream ofMessages(OutputStream stream) {
        return new SafePrintStream(stream, true);
    }

    @Override
    public void print(String text) {
        String whole = String.valueOf(text);
        super.print(printsLines ? SafeText.indentedLine(whole) : SafeText.block(whole));
    }
}
