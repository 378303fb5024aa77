package org.ioasidsim.workload.trace;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** The bytes of a text file. Errors name the line: a zero byte, a line that is too long, and gzip data that is damaged or cut off. */
final class LineGuard extends FilterInputStream {
    /** Far above any row of a table, and small enough to keep in memory. */
    static final int MAX_LINE_BYTES = 1 << 20;

    private long line = 1;
    private int length;

    LineGuard(InputStream bytes) {
        super(bytes);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        int count;
        try {
            count = super.read(buffer, offset, wanted);
        } catch (EOFException e) {
            throw new IOException("line " + line + ": expected more, found that the gzip data is cut off", e);
        } catch (ZipException e) {
            throw new IOException("line " + line + ": expected gzip data, found it damaged: " + e.getMessage(), e);
        }
        for (int i = 0; i < count; i++) {
            check(buffer[offset + i]);
        }
        return count;
    }

    private void check(byte found) throws IOException {
        if (found == 0) {
            throw new IOException("line " + line + ": expected text, found a zero byte");
        }
        if (found == '\n') {
            line++;
            length = 0;
        } else if (++length > MAX_LINE_BYTES) {
            throw new IOException(
                    "line " + line + ": expected at most " + MAX_LINE_BYTES + " bytes, found a longer line");
        }
    }
}
