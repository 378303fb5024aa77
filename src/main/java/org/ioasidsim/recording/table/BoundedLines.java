package org.ioasidsim.recording.table;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.zip.ZipException;
import org.ioasidsim.file.Decompressed;
import org.ioasidsim.file.NoTextException;
import org.jspecify.annotations.Nullable;

/** The lines of a text file, plain or compressed by gzip. One line at a time is in memory, besides the blank lines before the first. */
public final class BoundedLines implements AutoCloseable {
    /** Far above any line of a trace: a file with a longer line is not one. */
    static final int MAX_LINE_BYTES = 65_536;

    /** How many blank lines may stand before the first one, from which the format is known. */
    private static final int MAX_BLANK_LINES = 1000;

    private final InputStream bytes;
    private final byte[] buffer = new byte[MAX_LINE_BYTES];
    private final Queue<String> ahead = new ArrayDeque<>();
    private long line;
    private long readLine;

    private BoundedLines(InputStream bytes) {
        this.bytes = bytes;
    }

    /** Opens a file. */
    public static BoundedLines of(Path file) throws IOException {
        try {
            return new BoundedLines(new BufferedInputStream(Decompressed.open(file)));
        } catch (NoTextException e) {
            throw new MalformedTraceException(1, String.valueOf(e.getMessage()));
        } catch (EOFException | ZipException e) {
            throw new MalformedTraceException(1, "expected gzip data, found a damaged header: " + e.getMessage());
        }
    }

    /** Returns the number of the line that {@link #next} returned last, from 1. */
    public long line() {
        return line;
    }

    /** Returns the next line without its line break, or null after the last one. */
    @Nullable
    public String next() throws IOException {
        line++;
        return ahead.isEmpty() ? read() : ahead.remove();
    }

    /** Returns the next line that is not blank, which {@link #next} will still return; empty if {@link #MAX_BLANK_LINES} blank ones stand before it. */
    public String peek() throws IOException {
        for (String text : ahead) {
            if (!text.isBlank()) {
                return text;
            }
        }
        while (ahead.size() < MAX_BLANK_LINES) {
            String text = read();
            if (text == null) {
                return "";
            }
            ahead.add(text);
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    private @Nullable String read() throws IOException {
        readLine++;
        int length = 0;
        for (int b = readByte(); b != '\n'; b = readByte()) {
            if (b < 0) {
                return length == 0 ? null : text(length);
            }
            if (length == MAX_LINE_BYTES) {
                throw new MalformedTraceException(
                        readLine, "expected lines of at most " + MAX_LINE_BYTES + " bytes, found a longer one");
            }
            requireText(b);
            buffer[length++] = (byte) b;
        }
        return text(length);
    }

    private String text(int length) {
        int end = length > 0 && buffer[length - 1] == '\r' ? length - 1 : length;
        return new String(buffer, 0, end, StandardCharsets.UTF_8);
    }

    private int readByte() throws IOException {
        try {
            return bytes.read();
        } catch (EOFException e) {
            throw new MalformedTraceException(
                    readLine, "expected the whole gzip file, found that it is cut off here: copy it again");
        } catch (ZipException e) {
            throw new MalformedTraceException(
                    readLine, "expected gzip data, found damage here: " + e.getMessage() + "; copy it again");
        }
    }

    private void requireText(int b) {
        if (b == 0) {
            throw new MalformedTraceException(
                    readLine,
                    "expected text, found a zero byte: turn trace.dat into text with 'trace-cmd report', perf.data with"
                            + " 'perf script'");
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
