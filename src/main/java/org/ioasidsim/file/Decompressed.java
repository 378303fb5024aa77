package org.ioasidsim.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Files that may be compressed by gzip, which their first two bytes tell; no text begins with them, and a name proves nothing.
 *
 * <p>Source: RFC 1952, section 2.3.1 (ID1 and ID2).
 */
public final class Decompressed {
    private static final int MAGIC = 0x1f8b;
    private static final int BUFFER_BYTES = 1 << 16;

    private Decompressed() {}

    /**
     * Opens a file for reading, decompressed where it is compressed; buffered, but not for single bytes of compressed ones.
     *
     * @throws java.util.zip.ZipException or java.io.EOFException if the header of a compressed file is damaged or cut off
     */
    public static InputStream open(Path file) throws IOException {
        var raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            return isCompressed(raw) ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean isCompressed(InputStream raw) throws IOException {
        raw.mark(2);
        // At the end of the file read() is -1, with which no two bytes make the magic number.
        int magic = raw.read() << 8 | raw.read();
        raw.reset();
        return magic == MAGIC;
    }
}
