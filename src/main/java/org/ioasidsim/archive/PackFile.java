package org.ioasidsim.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.ioasidsim.file.AtomicFiles;
import org.jspecify.annotations.Nullable;

/**
 * A file of many replications, to which one process appends: a mark, then records of a head (length of the key, length of the body, CRC-32
 * of both and the key), the key and the body, which are the bytes of {@link ReplicationCodec} with their own SHA-256. A record that is cut
 * short, since its writer was killed, is none, and ends the file: each process writes a file of its own.
 */
final class PackFile implements AutoCloseable {
    static final String SUFFIX = ".pack";

    /** The last byte is the version of the layout. */
    private static final byte[] MARK = {'I', 'O', 'A', 'S', 'I', 'D', 'P', 1};

    private static final int HEAD_BYTES = 3 * Integer.BYTES;
    private static final int MOST_KEY_BYTES = 1 << 10;
    private static final Pattern KEY = Pattern.compile("[0-9a-f]+/[0-9a-f]+/[0-9]{1,9}");
    private static final int MOST_BODY_BYTES = 1 << 29;

    private final Path directory;
    private final String name;
    private @Nullable Opened opened;

    /** A file of this process, and how long it is. */
    private static final class Opened {
        final Path file;
        final FileChannel channel;
        long end;

        Opened(Path file) throws IOException {
            this.file = file;
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }

        void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                end += channel.write(bytes);
            }
        }
    }

    /** Takes a file called {@code name}, with a number behind it, which is made at the first record. */
    PackFile(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /** Where a record begins. */
    record Spot(Path file, long at) {
        /** Returns the body of the record; empty if none begins here any more. */
        byte[] body() throws IOException {
            try (FileChannel from = FileChannel.open(file)) {
                Kept record = Kept.at(from, at, from.size());
                return record == null
                        ? new byte[0]
                        : read(from, record.body, record.length).array();
            } catch (NoSuchFileException gone) {
                return new byte[0];
            }
        }
    }

    /** Appends a record and returns where. */
    synchronized Spot append(String key, byte[] body) throws IOException {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        var record = ByteBuffer.allocate(HEAD_BYTES + keyBytes.length + body.length)
                .putInt(keyBytes.length)
                .putInt(body.length)
                .putInt(checksum(keyBytes, body.length))
                .put(keyBytes)
                .put(body)
                .flip();
        Opened to = opened();
        long at = to.end;
        to.write(record);
        return new Spot(to.file, at);
    }

    private Opened opened() throws IOException {
        Opened open = opened;
        if (open == null) {
            AtomicFiles.createDirectories(directory);
            open = created();
            open.write(ByteBuffer.wrap(MARK));
            opened = open;
        }
        return open;
    }

    /** Creates the first file of this name that is not there yet: that of a process that was killed, or still runs, is left alone. */
    private Opened created() throws IOException {
        for (int number = 1; ; number++) {
            Path file = directory.resolve(name + "." + number + SUFFIX);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    return new Opened(file);
                } catch (FileAlreadyExistsException taken) {
                    number--; // by another process, just now: looked at again
                }
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (opened != null) {
            opened.channel.close();
        }
    }

    /** Is given each whole record. */
    interface Visitor {
        void visit(String key, Spot spot) throws IOException;
    }

    /** Gives {@code visitor} the records of {@code file} up to the first that is not whole; returns whether that is its end. */
    static boolean visit(Path file, Visitor visitor) throws IOException {
        try (FileChannel from = FileChannel.open(file)) {
            long size = from.size();
            long at = MARK.length;
            if (size < at || !read(from, 0, MARK.length).equals(ByteBuffer.wrap(MARK))) {
                return false;
            }
            while (at < size) {
                Kept record = Kept.at(from, at, size);
                if (record == null) {
                    return false;
                }
                visitor.visit(record.key, new Spot(file, at));
                at = record.end();
            }
            return true;
        }
    }

    /** Returns whether {@code file} is called as one of these. */
    static boolean isOne(Path file) {
        return file.toString().endsWith(SUFFIX) && Files.isRegularFile(file);
    }

    /** A record whose head is whole and whose body lies within the file. */
    private record Kept(String key, long body, int length) {
        static @Nullable Kept at(FileChannel from, long at, long size) throws IOException {
            if (size - at < HEAD_BYTES) {
                return null;
            }
            ByteBuffer head = read(from, at, HEAD_BYTES);
            int keyLength = head.getInt();
            int length = head.getInt();
            boolean isSane = keyLength > 0 && keyLength <= MOST_KEY_BYTES && length > 0 && length <= MOST_BODY_BYTES;
            long body = at + HEAD_BYTES + keyLength;
            if (!isSane || size - body < length) {
                return null;
            }
            byte[] key = read(from, at + HEAD_BYTES, keyLength).array();
            String text = new String(key, StandardCharsets.UTF_8);
            boolean isIntact = head.getInt() == checksum(key, length);
            return isIntact && KEY.matcher(text).matches() ? new Kept(text, body, length) : null;
        }

        long end() {
            return body + length;
        }
    }

    private static int checksum(byte[] key, int length) {
        var checksum = new CRC32();
        checksum.update(ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(key.length)
                .putInt(length)
                .flip());
        checksum.update(key);
        return (int) checksum.getValue();
    }

    private static ByteBuffer read(FileChannel from, long at, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (from.read(bytes, at + bytes.position()) < 0) {
                throw new IOException("the file was cut while it was read");
            }
        }
        return bytes.flip();
    }
}
