package org.ioasidsim.archive;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The central directory of a jar, which lists name, size and checksum of each file together. It is read here because {@link
 * java.util.zip.ZipFile} makes an object with dates and extra fields for each of thousands of files, which adds 50 ms to each start.
 *
 * <p>Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.12 (central directory header) and 4.3.16 (end of central directory record).
 */
final class JarDirectory {
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MOST_COMMENT_BYTES = 0xFFFF;
    private static final int HEADER = 0x02014b50;
    private static final int HEADER_BYTES = 46;

    private final byte[] bytes;

    private JarDirectory(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Receives each file of a jar, directories included: {@code checksum} is the CRC-32 of its {@code size} bytes, {@code name} has one
     * character for each byte.
     */
    @FunctionalInterface
    interface Listener {
        void file(String name, long size, long checksum);
    }

    /**
     * Passes the files of {@code jar} to {@code listener} in the order of its central directory.
     *
     * @throws IOException if it cannot be read, or is no jar
     */
    static void read(Path jar, Listener listener) throws IOException {
        try (var file = new RandomAccessFile(jar.toFile(), "r")) {
            long length = file.length();
            int tail = (int) Math.min(length, END_BYTES + MOST_COMMENT_BYTES);
            var last = new JarDirectory(bytes(file, length - tail, tail));
            int end = tail - END_BYTES;
            while (end >= 0 && last.number(end, 4) != END) {
                end--;
            }
            if (end < 0) {
                throw new IOException(jar + " is not a jar: it has no central directory");
            }
            new JarDirectory(bytes(file, last.number(end + 16, 4), (int) last.number(end + 12, 4))).scan(listener);
        }
    }

    private static byte[] bytes(RandomAccessFile file, long from, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(from);
        file.readFully(bytes);
        return bytes;
    }

    private void scan(Listener listener) {
        int at = 0;
        while (at + HEADER_BYTES <= bytes.length && number(at, 4) == HEADER) {
            int nameBytes = (int) number(at + 28, 2);
            String name = new String(bytes, at + HEADER_BYTES, nameBytes, StandardCharsets.ISO_8859_1);
            listener.file(name, number(at + 24, 4), number(at + 16, 4));
            at += HEADER_BYTES
                    + nameBytes
                    + (int) number(at + 30, 2)
                    + (int) number(at + 32, 2); // extra field, comment
        }
    }

    /** Returns the little-endian number of {@code count} bytes. */
    private long number(int at, int count) {
        long number = 0;
        for (int i = at + count - 1; i >= at; i--) {
            number = (number << 8) | (bytes[i] & 0xFF);
        }
        return number;
    }
}
