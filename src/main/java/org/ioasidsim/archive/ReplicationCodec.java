package org.ioasidsim.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.ioasidsim.experiment.summary.ReplicationResult;
import org.ioasidsim.file.Digests;

/**
 * Encodes a complete replication as bytes and back, each double to its last bit: a mark, the SHA-256 of the rest, and the rest deflated,
 * which begins with the key under which the replication is kept ({@link ReplicationBytes}).
 */
final class ReplicationCodec {
    /** The last byte is the version of the layout. */
    private static final byte[] MARK = {'I', 'O', 'A', 'S', 'I', 'D', 'R', 5};

    private static final int DIGEST_BYTES = 32;
    private static final int MOST_BYTES = 1 << 29;

    private ReplicationCodec() {}

    static byte[] encode(String key, ReplicationResult result) throws IOException {
        var deflated = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(new DeflaterOutputStream(deflated))) {
            out.writeUTF(key);
            ReplicationBytes.write(result, out);
        }
        byte[] body = deflated.toByteArray();
        var file = new ByteArrayOutputStream();
        file.write(MARK);
        file.write(Digests.sha256().digest(body));
        file.write(body);
        return file.toByteArray();
    }

    /** Returns the replication; empty if {@code file} is cut short, changed, of another layout or of another key. */
    static Optional<ReplicationResult> decode(String key, byte[] file) {
        int start = MARK.length + DIGEST_BYTES;
        if (file.length < start || !Arrays.equals(MARK, Arrays.copyOf(file, MARK.length))) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOfRange(file, start, file.length);
        byte[] digest = Arrays.copyOfRange(file, MARK.length, start);
        if (!Arrays.equals(digest, Digests.sha256().digest(body))) {
            return Optional.empty();
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(inflated(body)))) {
            return in.readUTF().equals(key) ? Optional.of(ReplicationBytes.read(in)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] inflated(byte[] body) throws IOException {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(body))) {
            byte[] all = in.readNBytes(MOST_BYTES);
            if (in.read() >= 0) {
                throw new IOException("more than any replication has");
            }
            return all;
        }
    }
}
