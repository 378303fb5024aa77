package org.ioasidsim.file;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
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

    private InputFiles() {}

    /** Opens a file, buffered. */
    public static InputStream open(Path file) throws IOException {
        // Java 17 asks a channel for its position, which only a plain file has
        InputStream raw = Files.isRegularFile(file) || !Files.exists(file)
                ? Files.newInputStream(file)
                : new FileInputStream(file.toFile());
        return new BufferedInputStream(raw, BUFFER_BYTES);
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
