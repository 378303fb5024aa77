package org.ioasidsim.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Opens files that may be compressed by gzip. The first two bytes decide, with which no text begins; the name of a file does not matter.
 *
 * <p>Source: RFC 1952, section 2.3.1 (ID1 and ID2).
 */
public final class Decompressed {
    private static final int MAGIC = 0x1f8b;
    private static final int BUFFER_BYTES = 1 << 16;

    private Decompressed() {}

    /**
     * Opens a file. Its bytes are decompressed if need be, and buffered, but a caller that reads single bytes should buffer once more.
     *
     * @throws java.util.zip.ZipException if the header of a compressed file is damaged
     * @throws java.io.EOFException if the header of a compressed file is cut off
     */
    public static InputStream open(Path file) throws IOException {
        InputStream raw = InputFiles.open(file);
        try {
            return isCompressed(raw) ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean isCompressed(InputStream raw) throws IOException {
        raw.mark(2);
        // A file that ends before its second byte makes this negative: read() returns -1 there.
        int magic = raw.read() << 8 | raw.read();
        raw.reset();
        return magic == MAGIC;
    }
}
