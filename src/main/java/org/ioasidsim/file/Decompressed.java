package org.ioasidsim.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
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
     * @throws NoTextException if it is compressed otherwise, or in UTF-16
     * @throws java.util.zip.ZipException if the header of a compressed file is damaged
     * @throws java.io.EOFException if the header of a compressed file is cut off
     */
    public static InputStream open(Path file) throws IOException {
        InputStream raw = InputFiles.open(file);
        try {
            requireText(raw);
            return isCompressed(raw) ? new GZIPInputStream(raw, BUFFER_BYTES) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** What people have in place of text, known by its first bytes, with the command that makes text of it. */
    private enum Other {
        XZ("\3757zXZ", "xz", "xz -d"),
        ZSTD("(\265/\375", "zstd", "zstd -d"),
        BZIP2("BZh", "bzip2", "bunzip2"),
        ZIP("PK\3\4", "a zip archive", "unzip"),
        UTF_16_LITTLE("\377\376", "UTF-16", "iconv -f UTF-16 -t UTF-8"),
        UTF_16_BIG("\376\377", "UTF-16", "iconv -f UTF-16 -t UTF-8");

        private static final int MOST_BYTES = 6;

        private final String beginning;
        private final String what;
        private final String command;

        Other(String beginning, String what, String command) {
            this.beginning = beginning;
            this.what = what;
            this.command = command;
        }

        static Optional<Other> of(String first) {
            return Arrays.stream(values())
                    .filter(other -> first.startsWith(other.beginning))
                    .findFirst();
        }
    }

    private static void requireText(InputStream raw) throws IOException {
        raw.mark(Other.MOST_BYTES);
        String first = new String(raw.readNBytes(Other.MOST_BYTES), StandardCharsets.ISO_8859_1);
        raw.reset();
        Optional<Other> other = Other.of(first);
        if (other.isPresent()) {
            throw new NoTextException("expected text, or text in gzip, found " + other.get().what
                    + ": make text of it with '" + other.get().command + "'");
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
