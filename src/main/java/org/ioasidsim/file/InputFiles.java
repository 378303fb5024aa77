package org.ioasidsim.file;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens files to be read from their beginning to their end; FIFOs and devices, such as {@code /dev/stdin}, as well. */
public final class InputFiles {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MIB = 1 << 20;
    private static final long MOST_OF_STREAM = 64L << 30;

    private InputFiles() {}

    /** Opens a file, buffered. One that is no plain file, and may have no end, fails behind its first 64 GiB. */
    public static InputStream open(Path file) throws IOException {
        return open(file, MOST_OF_STREAM);
    }

    /** Opens a file; reading behind the first {@code most} bytes of one that is no plain file fails. */
    static InputStream open(Path file, long most) throws IOException {
        boolean isPlain = Files.isRegularFile(file) || !Files.exists(file);
        // Java 17 asks a channel for its position, which only a plain file has
        InputStream raw =
                isPlain ? Files.newInputStream(file) : new Endless(new FileInputStream(file.toFile()), file, most);
        return new BufferedInputStream(raw, BUFFER_BYTES);
    }

    /** A device or a FIFO, read by a buffer in arrays. */
    private static final class Endless extends FilterInputStream {
        private final Path file;
        private final long most;
        private long left;

        Endless(InputStream raw, Path file, long most) {
            super(raw);
            this.file = file;
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            left -= Math.max(0, read);
            if (left < 0) {
                throw new FileSystemException(
                        file.toString(),
                        null,
                        "expected at most " + most / MIB + " MiB from what is no plain file, found more");
            }
            return read;
        }
    }

    /**
     * Returns the text of a file.
     *
     * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
     * @throws FileSystemException if it has more than {@code mostMib} MiB, as an endless one has
     */
    public static String text(Path file, int mostMib) throws IOException {
        try (InputStream in = open(file)) {
            return text(in, file.toString(), mostMib);
        }
    }

    /** Returns the text of a stream that messages call {@code name}; the errors are those of a file. */
    public static String text(InputStream in, String name, int mostMib) throws IOException {
        byte[] bytes = in.readNBytes(mostMib * MIB + 1);
        if (bytes.length > mostMib * MIB) {
            throw new FileSystemException(name, null, "expected at most " + mostMib + " MiB, found more");
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
