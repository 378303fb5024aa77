package org.ioasidsim.cli.base;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A stream whose reader may go away, as {@code head} does. Java ignores SIGPIPE, so that the write fails instead; this keeps apart a reader
 * that has seen enough from a disk that is full.
 */
final class Pipe extends FilterOutputStream {
    private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

    private final boolean isStandardOutput;
    private boolean isClosedByReader;

    /**
     * Makes one on {@code out}.
     *
     * @param isStandardOutput whether that is the standard output of the process
     */
    Pipe(OutputStream out, boolean isStandardOutput) {
        super(out);
        this.isStandardOutput = isStandardOutput;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            isClosedByReader |= isBrokenPipe(e);
            throw e;
        }
    }

    /** Returns whether a write failed because nobody reads any more. */
    boolean isClosedByReader() {
        return isClosedByReader;
    }

    /** The words depend on the locale; that a pipe takes nothing has no other cause. */
    private boolean isBrokenPipe(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Broken pipe")
                || (isStandardOutput && isStandardOutputAPipe());
    }

    private static boolean isStandardOutputAPipe() {
        try {
            return Files.readSymbolicLink(STANDARD_OUTPUT).toString().startsWith("pipe:");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // no Linux
        }
    }
}
